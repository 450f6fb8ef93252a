// What a page costs beside an empty one of the same server. What the numbers mean: docs/bench.md
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fsyncTime } from './append/fsync.js';
import { quantile } from './append/measure.js';
import type { Asked, Counted } from './pages/counted.js';
import { moreCases } from './pages/more-cases.js';
import { type Served, served } from './served.js';
import { ms, table } from './table.js';
import { timedOf } from './timed.js';

const { values: options } = parseArgs({
  options: {
    /** Servers that are up; several with commas between: then each page is asked of one after the other in turn. */
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    /** The folder of an installation: a server of it is started, and says what each page cost it. */
    data: { type: 'string' },
    user: { type: 'string', default: 'sof-sagsbehandler' },
    infohus: { type: 'string', default: 'koebenhavn' },
    times: { type: 'string', default: '30' },
    /** Rounds before the first that counts: what is asked seldom is not yet compiled. */
    'warm-up': { type: 'string', default: '20' },
    /** With --data: a folder, for a profile of the processor of each page. */
    profiles: { type: 'string' },
    /** Of pages, beside the empty one. */
    only: { type: 'string' },
    /** With --data: copies of its cases until there are so many, in its read models; for good. */
    cases: { type: 'string' },
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

async function told<T>(server: Served, what: Asked): Promise<T> {
  const answer = once(server.process, 'message');
  server.process.send(what);
  const [said] = (await answer) as [T];
  return said;
}
const between = (before: Counted, after: Counted): Counted => {
  const names = Object.keys(after) as (keyof Counted)[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as Counted;
};

interface Measured {
  readonly path: string;
  /** Of each server, in milliseconds until the first byte. */
  readonly times: readonly (readonly number[])[];
  readonly counted: readonly Counted[];
}

async function measured(urls: readonly string[], server?: Served): Promise<readonly Measured[]> {
  const cookies = await Promise.all(urls.map(loggedIn));
  const at = (n: number, path: string) => asked(urls[n] ?? '', cookies[n] ?? '', path);
  const record = async (list: string) => /\/(?:cases|concerns)\/[0-9a-f-]{36}/.exec((await at(0, list)).text)?.[0];
  const records = [await record(LISTS[0] ?? ''), await record(LISTS[1] ?? '')].filter((path) => path !== undefined);
  const all = [EMPTY, '/', ...LISTS, ...records];
  const paths = all.filter((path) => !options.only || path === EMPTY || new RegExp(options.only).test(path));
  const found = paths.map((path) => ({ path, times: urls.map((): number[] => []), counted: [] as Counted[] }));
  for (let round = -Number(options['warm-up']); round < Number(options.times); round++)
    for (const { path, times, counted } of found)
      for (let n = 0; n < urls.length; n++) {
        const before = server && (await told<Counted>(server, 'counted'));
        const { first } = await at(n, path);
        if (round < 0) continue;
        times[n]?.push(first);
        if (server && before) counted.push(between(before, await told<Counted>(server, 'counted')));
      }
  if (server && options.profiles) for (const { path } of found) await profiled(server, () => at(0, path), path);
  return found;
}

async function profiled(server: Served, ask: () => Promise<unknown>, path: string): Promise<void> {
  await told(server, 'profile');
  for (let i = 0; i < Number(options.times); i++) await ask();
  const { profile } = await told<{ profile: object }>(server, 'profiled');
  const name = `${path.replaceAll(/[^a-z]+/g, '-')}.cpuprofile`;
  writeFileSync(join(options.profiles ?? '', name), JSON.stringify(profile));
}

const nameOf = (path: string) => path.replace(/[0-9a-f-]{36}/, '…').replace(of, '…');
function report(found: readonly Measured[], servers: number): string {
  const empty = (found[0]?.times ?? []).map(timedOf);
  const rows = found.map(({ path, times }) => [
    nameOf(path),
    ...times.flatMap((taken, n) => {
      const { p50, p95 } = timedOf(taken);
      const beside = [p50 / (empty[n]?.p50 ?? 1), p95 / (empty[n]?.p95 ?? 1)].map((ratio) => ratio.toFixed(1));
      return [ms(p50), ms(p95), ...beside];
    }),
  ]);
  const each = Array.from({ length: servers }, () => ['p50 ms', 'p95 ms', '÷ empty', 'p95 ÷ empty']);
  return table(['page', ...each.flat()], rows);
}
function costs(found: readonly Measured[]): string {
  const emptyOne = quantile(
    (found[0]?.counted ?? []).map(({ processor }) => processor),
    0.5,
  );
  const rows = found.map(({ path, counted }) => {
    const median = (name: keyof Counted) =>
      quantile(
        counted.map((one) => one[name]),
        0.5,
      );
    const times = (median('processor') / emptyOne).toFixed(1);
    const sent = (['statements', 'packets', 'appends'] as const).map(median);
    return [
      nameOf(path),
      ms(median('processor')),
      times,
      ms(median('kernel')),
      ms(median('drawn')),
      ...sent,
      ms(median('waited')),
    ];
  });
  const head = [
    'processor ms',
    '÷ empty',
    'of it in the kernel',
    'drawing ms',
    'statements',
    'packets',
    'appends',
    'waited ms',
  ];
  return table(['page', ...head], rows);
}

const counting = fileURLToPath(new URL('./pages/counting.js', import.meta.url));
if (options.data !== undefined && options.cases !== undefined)
  process.stderr.write(`${await moreCases(options.data, Number(options.cases))} cases\n`);
const server = options.data === undefined ? undefined : await served(options.data, ['--import', counting]);
const urls = server ? [server.url] : options.url.split(',');
const load = () => loadavg()[0]?.toFixed(1);
const began = load();
try {
  const found = await measured(urls, server);
  const { median } = fsyncTime(tmpdir());
  const said = [
    `Write and fdatasync of 8 kB: median ${ms(median)} ms. ${urls.length} servers asked in turn. Load ${began} to ${load()}.`,
    report(found, urls.length),
    ...(server ? ['Medians of one page:', costs(found)] : []),
  ];
  process.stdout.write(`${said.join('\n\n')}\n`);
} finally {
  await server?.close();
}
