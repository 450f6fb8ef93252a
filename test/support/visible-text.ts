/** What a reader sees or is told of a page: its text and the attributes that are read aloud; not its addresses, its hidden fields, or a proof. */
export function visibleIn(html: string): string {
  const body = html
    .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
    .replace(/<(\w+)[^>]*class="[^"]*\bproof\b[^"]*"[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<input[^>]*type="hidden"[^>]*>/g, ' ');
  const told = [...body.matchAll(/\b(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map((m) => m[1]);
  return [body.replace(/<[^>]*>/g, ' '), ...told].join(' ');
}

/** Where its links lead on this site, files, what changes something and the same page again left out. */
export const linksIn = (html: string): readonly string[] =>
  [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)]
    .map((m) => String(m[1]).replaceAll('&amp;', '&').replace(/#.*/, ''))
    .filter(
      (href) => !/^\/(api|language|logout|docs|assets)|\.(csv|pdf|xlsx|svg|json)\b|format=|[?&]refresh=1/.test(href),
    );
