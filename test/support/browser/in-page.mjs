// Runs inside the page, put there before its own content: what only the browser knows. Nothing of it is in the product.
(() => {
  const violations = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    violations.push(`${violatedDirective} ${blockedURI}`),
  );

  const named = (element) => {
    const name = element.id || element.getAttribute('href') || element.getAttribute('name') || element.textContent;
    return `<${element.localName}> ${String(name).trim().slice(0, 60)}`;
  };
  /** Pixels. */
  const SMALLEST = 12;
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
  };
  /** Of a group of radio buttons the Tab key reaches the one that is chosen, or the first; the arrows lead to the others. */
  const isInTheOrder = (element) => {
    if (element.type !== 'radio') return true;
    const group = `input[type=radio][name="${CSS.escape(element.name)}"]`;
    return element === (document.querySelector(`${group}:checked`) ?? document.querySelector(group));
  };
  /** Where a list of mistakes leads to, and the button that the Enter key presses: no stops of Tab, on a form only. */
  const isNoStop = (element) => element.matches('form fieldset[tabindex="-1"], form button.first-submit');
  const controls = () =>
    [...document.querySelectorAll(CONTROLS)].filter((e) => !e.disabled && isSeen(e) && isInTheOrder(e) && !isNoStop(e));

  const look = (element) => {
    const { outline, boxShadow, border, backgroundColor, color } = getComputedStyle(element);
    return [outline, boxShadow, border, backgroundColor, color].join();
  };
  const isInTheWindow = (element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  };
  let focused = [];
  let unfocused = new Map();
  document.addEventListener('focusin', ({ target }) => {
    const shows = look(target) !== unfocused.get(target) && isInTheWindow(target);
    focused.push({ element: target, shows });
  });

  globalThis.inspection = {
    violations: () => violations,
    /** What every page has: one heading, its language, a title; and never a table of headings only. */
    frame: (language) => {
      const headings = document.querySelectorAll('h1').length;
      const empty = [...document.querySelectorAll('table')].filter(({ tBodies }) => !tBodies[0]?.rows.length);
      return [
        ...empty.map((table) => `a table without rows: ${table.caption?.textContent}`),
        ...(headings === 1 ? [] : [`${headings} h1`]),
        ...(document.documentElement.lang === language ? [] : [`lang is "${document.documentElement.lang}"`]),
        ...(document.title.trim() ? [] : ['no title']),
      ];
    },
    width: () => {
      const { scrollWidth, clientWidth } = document.scrollingElement;
      return scrollWidth <= clientWidth ? [] : [`${scrollWidth} px wide in a window of ${clientWidth}`];
    },
    /** What nobody can read without a glass. What is drawn in a picture grows with the picture. */
    legible: () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const small = new Map();
      while (walker.nextNode()) {
        const { parentElement: element, data } = walker.currentNode;
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        if (data.trim() && size < SMALLEST && !element.closest('svg') && isSeen(element)) small.set(size, element);
      }
      return [...small].map(([size, element]) => `text of ${size} px: ${named(element)}`);
    },
    /** Begins to listen; says how often Tab may have to be pressed: a field for a date has several stops of its own. */
    startTabbing: () => {
      document.activeElement?.blur();
      focused = [];
      const all = controls();
      unfocused = new Map(all.map((element) => [element, look(element)]));
      return all.reduce((sum, { type }) => sum + (/^date|^time/.test(type) ? 8 : 1), 0);
    },
    /** Each control once, in the order in which it is read, and so that it is seen which one it is. */
    tabbed: () => {
      const all = controls();
      const reached = new Set(focused.map(({ element }) => element));
      const inOrder = [...reached].filter((element) => all.includes(element));
      const firstOutOfOrder = inOrder.find((element, i) => i > 0 && all.indexOf(element) < all.indexOf(inOrder[i - 1]));
      return [
        ...all.filter((element) => !reached.has(element)).map((element) => `${named(element)} is not reached by Tab`),
        ...focused.filter(({ shows }) => !shows).map(({ element }) => `the focus on ${named(element)} is not seen`),
        ...(firstOutOfOrder ? [`${named(firstOutOfOrder)} is reached out of order`] : []),
      ];
    },
    toTheSkipLink: () => controls()[0]?.focus(),
    /** After the link that skips the head of the page was followed, and Tab pressed once more. */
    skipped: () => {
      const main = document.querySelector('main');
      const here = document.activeElement;
      const expected = controls().find((element) => main?.contains(element));
      return !expected || here === expected ? [] : [`the skip link leads to ${named(here)}, not to ${named(expected)}`];
    },
    axe: async () => {
      const { violations: found } = await globalThis.axe.run(document, {
        resultTypes: ['violations'],
        preload: false, // it would fetch style sheets, which the policy of the pages forbids
      });
      return found.map(
        ({ id, nodes }) =>
          `axe ${id}: ${nodes
            .map(({ target }) => target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
      );
    },
  };
})();
