// `npm run soak -- --minutes 10`: ten agencies at work for as long as you like, with reads, a rebuild and restarts in between. What must not grow:
// memory, how far the read models are behind, how long a command and a page take. docs/bench.md says what runs gave.
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { numberOption } from '../scenarios/options.js';
import { Server, verb } from '../scenarios/product.js';
import { temporaryFolder } from '../scenarios/temporary.js';
import { give, Traffic } from '../scenarios/traffic.js';
import { quantile, type Sample, slopeOf } from './slopes.js';

const seconds = 3600 * (numberOption('hours') ?? 0) + 60 * (numberOption('minutes') ?? 0) || 600;
const perSecond = numberOption('rate') ?? 50;
const random = new Random(numberOption('seed') ?? 1);
const WINDOW = Math.max(5, seconds / 40);
/** Of what was acknowledged so many are asked about again at the end. */
const ASKED_AGAIN = 500;
const READS: readonly (readonly [user: string, path: string])[] = [
  ['bif-tovholder', '/api/cases?infohus=koebenhavn&limit=50'],
  ['vel-tovholder', '/api/cases?infohus=koege&limit=50'],
  ['sof-sagsbehandler', '/api/concerns?infohus=koebenhavn&limit=50'],
  ['bif-tovholder', '/api/meetings?infohus=koebenhavn'],
  ['bif-tovholder', `/api/report?infohus=koebenhavn&plan=koebenhavn-2024&year=${new Date().getFullYear()}`],
];
const say = (text: string) => process.stderr.write(`${text}\n`);
const data = temporaryFolder('soak');
const open = () => Server.start(['--port', '0', '--data', data], { METRICS_PORT: '0' }).then((made) => made.ready());

let server = await open();
let ended = false;
const began = performance.now();
const now = () => (performance.now() - began) / 1000;
const wrong: string[] = [];
const [commands, reads] = [[] as number[], [] as number[]];
const series = { command: [] as Sample[], read: [] as Sample[], lag: [] as Sample[] };
/** Of each process from its start to its end. */
const memory: Sample[][] = [[]];
const traffic = new Traffic(() => server, random, { perSecond, taken: (ms) => commands.push(ms) });

async function read(): Promise<void> {
  for (let n = 0; !ended; n++) {
    const [user, path] = READS[n % READS.length] ?? ['', ''];
    const asked = performance.now();
    const answer = await server.get(path, user).catch(() => undefined);
    if (answer?.status === 200) reads.push(performance.now() - asked);
    else if (answer && answer.status < 500) wrong.push(`${path} answered ${answer.status}`);
    await pause(200);
  }
}

const memoryOf = ({ pid }: Server) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

async function measure(): Promise<void> {
  while (!ended) {
    await pause(WINDOW * 1000);
    const at = now();
    try {
      memory.at(-1)?.push([at, memoryOf(server)]);
      series.lag.push([at, await server.most('sagsspor_read_model_behind_events')]);
    } catch {
      continue; // it is being started again
    }
    if (commands.length > 0) series.command.push([at, quantile(commands.splice(0), 0.5)]);
    if (reads.length > 0) series.read.push([at, quantile(reads.splice(0), 0.5)]);
    say(
      `${Math.round(at)} s: ${traffic.acknowledged.length} commands, ${Math.round(memory.at(-1)?.at(-1)?.[1] ?? 0)} MB`,
    );
  }
}

/** What happens to a server in its life; each at its part of the run. */
const EVENTS: readonly (readonly [part: number, does: () => Promise<void>])[] = [
  [0.3, async () => ended0(await verb(['rebuild', '--data', data]), 'rebuild')],
  [0.5, restarted],
  [0.75, restarted],
];
function ended0({ code, err }: Awaited<ReturnType<typeof verb>>, what: string): void {
  if (code !== 0) wrong.push(`${what} ended with ${code}: ${err.slice(-300)}`);
}
async function restarted(): Promise<void> {
  const code = await server.stop();
  if (code !== 0) wrong.push(`the server ended with ${code}`);
  server = await open();
  memory.push([]);
}

const working = Promise.all([traffic.run(), read(), measure()]);
for (const [part, does] of EVENTS) {
  await pause(Math.max(0, part * seconds - now()) * 1000);
  await does();
}
await pause(Math.max(0, seconds - now()) * 1000);
traffic.stop();
ended = true;
const took = now();
await working;

// What was acknowledged stands where it was told to, and answers the same again.
for (const each of random.shuffled(traffic.acknowledged).slice(0, ASKED_AGAIN)) {
  const { status, body } = await give(server, each);
  if (status !== 201 || body.position !== each.position)
    wrong.push(`${each.name} of ${each.position} answers ${status} now`);
}
if ((await server.stop()) !== 0) wrong.push('the server did not end well');
ended0(await verb(['verify', '--data', data]), 'verify');
for (const [why, n] of Object.entries(traffic.refused)) wrong.push(`${n} times ${why}`);

const slopes = {
  'memory MB, by process': memory.map((samples) => slopeOf(samples, 0.3, 40)),
  'command ms': slopeOf(series.command, 0.5, 10),
  'read ms': slopeOf(series.read, 0.5, 20),
  'events behind': slopeOf(series.lag, 0.5, 200),
};
for (const [what, found] of Object.entries(slopes))
  for (const slope of [found].flat())
    if (slope && !slope.flat) wrong.push(`${what} grows from ${slope.first} to ${slope.last}`);
const report = {
  ...{ seconds: Math.round(took), asked: perSecond, acknowledged: traffic.acknowledged.length },
  'a second': Math.round((10 * traffic.acknowledged.length) / took) / 10,
  events: Math.max(0, ...traffic.acknowledged.map(({ position }) => position)),
  ...{ load: loadavg().map((one) => Math.round(10 * one) / 10), slopes, wrong: wrong.slice(0, 20) },
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exit(wrong.length > 0 ? 1 : 0);
