// The only script of the pages; all works without it. It keeps what is typed, says when the session is about to end, and that others recorded something.
(() => {
  const EVERY = 4000;
  const WARN = 5 * 60 * 1000;

  const warning = document.getElementById('session-warning');
  let timer;
  const warnBefore = (until) => {
    if (!warning || !until) return;
    clearTimeout(timer);
    warning.hidden = Date.parse(until) - Date.now() > WARN;
    timer = setTimeout(() => warnBefore(until), Math.max(1000, Date.parse(until) - Date.now() - WARN));
    if (!warning.hidden) clearTimeout(timer);
  };
  warnBefore(document.body.dataset.sessionUntil);

  for (const form of document.querySelectorAll('form[data-draft]')) {
    let due;
    let sent = '';
    const keep = async () => {
      due = undefined;
      const fields = new URLSearchParams(new FormData(form));
      const typed = fields.toString();
      if (typed === sent) return;
      fields.set('_place', form.dataset.draft);
      try {
        const { ok, headers } = await fetch('/drafts', { method: 'POST', body: fields, keepalive: typed.length < 60000 });
        if (ok) {
          sent = typed;
          warnBefore(headers.get('x-session-until'));
        }
      } catch {
        // The next change tries again.
      }
    };
    form.addEventListener('input', () => {
      due ??= setTimeout(keep, EVERY);
    });
    // What is given is no draft any more.
    form.addEventListener('submit', () => {
      clearTimeout(due);
      due = undefined;
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden' && due !== undefined) {
        clearTimeout(due);
        keep();
      }
    });
  }

  // How long broken glass still runs: counted from what the server said, whatever the clock here says.
  for (const timer of document.querySelectorAll('[data-minutes]')) {
    const { minutes, left, over } = timer.dataset;
    const count = () => {
      const still = Number(minutes) - Math.floor(performance.now() / 60000);
      if (still > 0) timer.textContent = left.replace('{hours}', Math.floor(still / 60)).replace('{minutes}', still % 60);
      else timer.textContent = over;
    };
    setInterval(count, 10000);
  }

  // Only of a page that somebody looks at, and not of one that is left at once: a browser has few connections.
  const live = document.getElementById('live');
  if (live) {
    const { changes, again, one, many } = live.dataset;
    let source;
    let due;
    const close = () => {
      clearTimeout(due);
      source?.close();
      source = undefined;
    };
    const open = () => {
      close();
      if (document.visibilityState !== 'visible') return;
      due = setTimeout(() => {
        source = new EventSource(changes);
        source.addEventListener('news', ({ data }) => {
          const link = document.createElement('a');
          link.href = again;
          link.textContent = data === '1' ? one : many.replace('{n}', data);
          live.replaceChildren(link);
        });
        // It is not asked for again: a session that nobody uses is to end.
        source.addEventListener('error', close);
      }, 3000);
    };
    document.addEventListener('visibilitychange', open);
    window.addEventListener('pagehide', close);
    window.addEventListener('pageshow', open);
  }

  // `/` searches, `g` and a letter open a list, `?` shows which. Never while something is typed.
  let went = 0;
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || target.closest('input, textarea, select, [contenteditable]')) return;
    const link = Date.now() - went < 2000 ? document.querySelector(`#keys a[data-key="${CSS.escape(key)}"]`) : null;
    went = 0;
    if (link) link.click();
    else if (key === 'g') {
      went = Date.now();
      return;
    } else if (key === '/') document.getElementById('search-number')?.focus();
    else if (key === '?') {
      const keys = document.getElementById('keys');
      if (!keys) return;
      keys.open = true;
      keys.querySelector('summary').focus();
    } else return;
    event.preventDefault();
  });
})();
