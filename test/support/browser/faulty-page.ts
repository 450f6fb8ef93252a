import type { WatchedPage } from './watched-page.js';

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'";
const SOUND = `<!doctype html><html lang="da"><head><title>Kontrol</title></head><body>
<a href="#main">Til indhold</a><nav><a href="/other">Et andet sted</a></nav>
<main id="main"><h1>Kontrol</h1><a href="/first">Det første</a> <button>Det andet</button></main></body></html>`;
const FAULTY = `<!doctype html><html lang="sv"><head><title> </title>
<link rel="stylesheet" href="/planted.css"><link rel="stylesheet" href="/aborted.css"></head><body>
<a href="#nowhere">Til indhold</a> <a href="/unseen" class="unseen">Uden synligt fokus</a> <a href="/late" tabindex="1">For tidligt</a>
<main><h1>En</h1><h1>To</h1><div class="wide"></div><p class="pale">For bleg tekst</p><p class="tiny">For lille tekst</p><img src="/missing.png">
<a href="/first">Det første</a> <button tabindex="-1" id="unreachable">Kan ikke nås</button></main>
<script>1</script><script src="/planted.js"></script></body></html>`;
const FILES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/sound': ['text/html; charset=utf-8', SOUND],
  '/faulty': ['text/html; charset=utf-8', FAULTY],
  '/planted.css': [
    'text/css',
    '.wide { width: 2000px; height: 1px } .pale { color: #dddddd } .tiny { font-size: 9px } .unseen:focus { outline: none }',
  ],
  '/planted.js': ['text/javascript', 'console.error("planted complaint"); throw new Error("planted error");'],
};

/** A page that is as it should be and one with every fault that is looked for, on a host that is nowhere: the checks can fail. */
export async function withFaults({
  context,
}: WatchedPage): Promise<{ readonly sound: string; readonly faulty: string }> {
  const origin = 'http://planted.invalid';
  await context.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/aborted.css') return route.abort('failed');
    const [contentType, body] = FILES[pathname] ?? ['text/plain', ''];
    const headers = { 'content-security-policy': POLICY };
    return route.fulfill({ status: pathname in FILES ? 200 : 404, contentType, body, headers });
  });
  return { sound: `${origin}/sound`, faulty: `${origin}/faulty` };
}
