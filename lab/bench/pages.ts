// What a page costs beside an empty one of the same server, which must be up. What the numbers mean: docs/bench.md
import { tmpdir } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { fsyncTime } from './append/fsync.js';
import { ms, table } from './table.js';
import { timedOf } from './timed.js';

const { values: options } = parseArgs({
  options: {
    /** One, or several with commas between: then each page is asked of one after the other in turn. */
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    user: { type: 'string', default: 'sof-sagsbehandler' },
    infohus: { type: 'string', default: 'koebenhavn' },
    times: { type: 'string', default: '30' },
  },
});
/** The statement on accessibility: the frame of a page, and nothing that is asked of a database. */
const EMPTY = '/was';
const of = `infohus=${options.infohus}`;
const LISTS = [
  `/cases?${of}`,
  `/concerns?${of}`,
  `/work?list=all&${of}`,
  `/work?list=measures&${of}`,
  `/meetings?${of}`,
];

async function loggedIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: `user=${options.user}`,
  });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Until the first byte, in milliseconds. @throws where it is no page */
async function asked(url: string, cookie: string, path: string): Promise<{ first: number; text: string }> {
  const began = performance.now();
  const answer = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' });
  const first = performance.now() - began;
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('<main')) throw new Error(`${path} answered ${answer.status}`);
  return { first, text };
}

async function measured(urls: readonly string[]) {
  const cookies = await Promise.all(urls.map(loggedIn));
  const at = (n: number, path: string) => asked(urls[n] ?? '', cookies[n] ?? '', path);
  const record = async (list: string) => /\/(?:cases|concerns)\/[0-9a-f-]{36}/.exec((await at(0, list)).text)?.[0];
  const records = [await record(LISTS[0] ?? ''), await record(LISTS[1] ?? '')].filter((path) => path !== undefined);
  const paths = [EMPTY, '/', ...LISTS, ...records];
  const taken = new Map<string, number[][]>(paths.map((path) => [path, urls.map(() => [])]));
  for (let round = -2; round < Number(options.times); round++)
    for (const path of paths)
      for (let n = 0; n < urls.length; n++) {
        const { first } = await at(n, path);
        if (round >= 0) taken.get(path)?.[n]?.push(first);
      }
  return paths.map((path) => ({ path, times: (taken.get(path) ?? []).map(timedOf) }));
}

const urls = options.url.split(',');
const found = await measured(urls);
const empty = found[0]?.times ?? [];
const rows = found.map(({ path, times }) => [
  path.replace(/[0-9a-f-]{36}/, '…').replace(`${of}`, '…'),
  ...times.flatMap(({ p50, p95 }, n) => [ms(p50), ms(p95), (p50 / (empty[n]?.p50 ?? 1)).toFixed(1)]),
]);
const { median } = fsyncTime(tmpdir());
process.stdout.write(`Write and fdatasync of 8 kB: median ${ms(median)} ms. ${urls.length} servers asked in turn.\n\n`);
process.stdout.write(`${table(['page', ...urls.flatMap(() => ['p50 ms', 'p95 ms', '÷ empty'])], rows)}\n`);
