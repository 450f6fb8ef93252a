// Readers that follow the log while 16 writers go on, and are killed, until they were given as many events as asked for.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import type { CampaignFindings, CampaignRun } from './campaign-run.js';
import { type ComparedEvent, check } from './check.js';
import { asCompared } from './crash.js';
import { checkDeliveries, type Reading, type SeenDeliveries } from './deliveries-check.js';
import { BEYOND, DeliveryProcesses, HOW, OFTEN, RARELY, WRITER_PROCESSES } from './delivery-processes.js';
import { resolveDoubts } from './doubts.js';
import { deck, type Fired } from './faults.js';
import { linesOf, readJournals } from './journal.js';
import { CrashSite } from './site.js';

const PATIENCE_MS = 60_000;
const SAY_EVERY_MS = 30_000;

/** How far the readers have come together, said from time to time. */
class Progress {
  most = 0;
  #moved = performance.now();
  #said = performance.now();
  constructor(
    private readonly processes: DeliveryProcesses,
    private readonly say: (text: string) => void,
  ) {}
  look(): void {
    const now = this.processes.deliveries();
    if (now > this.most) this.#moved = performance.now();
    this.most = now;
    if (performance.now() - this.#said < SAY_EVERY_MS) return;
    this.#said = performance.now();
    this.say(`${now} deliveries`);
  }
  get stuck(): boolean {
    return performance.now() - this.#moved > PATIENCE_MS;
  }
}

/** Until so many deliveries were made, and each kind of fault was tried. */
async function injectFaults(processes: DeliveryProcesses, deliveries: number, { random, ended, say }: CampaignRun) {
  await processes.goesOn('the start');
  const progress = new Progress(processes, say);
  const all = [...OFTEN, ...RARELY];
  const first = [...new Set(all), 'reader' as const, 'reader' as const];
  for (const { kind, first: isFirst } of deck(random, first, [...OFTEN, ...all])) {
    if (ended() || progress.stuck || (!isFirst && progress.most >= deliveries)) break;
    await processes[kind]().catch(() => undefined);
    await pause(random.whole(20, isFirst ? 150 : 1500));
    progress.look();
  }
  if (progress.stuck) processes.wrong.push(`nobody was given anything for ${PATIENCE_MS / 1000} s`);
}

/** The log as it stands at the end, when every reader has read it. */
async function readToTheEnd(processes: DeliveryProcesses) {
  const { site } = processes;
  await site.server.ensure();
  await Promise.all(processes.writers.map((writer) => site.processes.finish(writer)));
  const store = await PostgresStore.open(site.ways.direct);
  await resolveDoubts(store, site.journals);
  writeFileSync(processes.endFile, String((await store.head()).position));
  const all = Promise.all(processes.readers.map((reader) => site.processes.ended(reader))).then(() => true);
  const inTime = await Promise.race([all, pause(2 * PATIENCE_MS, false, { ref: false })]);
  if (!inTime) processes.wrong.push('a reader never reached the end of the log');
  const events: (ComparedEvent & { leaf: Uint8Array })[] = [];
  for await (const batch of store.readAll())
    events.push(...batch.map((event) => ({ ...asCompared(event), leaf: event.leaf })));
  await store.close();
  return events;
}

interface DeliveryReport extends SeenDeliveries {
  readonly seconds: number;
  readonly 'a second': number;
  readonly events: number;
  readonly readers: number;
  readonly writers: number;
  readonly fired: Readonly<Fired>;
  readonly wrong: readonly string[];
}

function* uncoveredBy(found: DeliveryReport, deliveries: number): Generator<string> {
  if (found.deliveries < deliveries) yield `${found.deliveries} deliveries, not ${deliveries}`;
  if (!found.fired['reader killed']) yield 'no reader was killed';
  if (!found.fired["reader's session ended"]) yield "no reader's session was ended";
  if (!found.fired['backend killed'] && !found.fired["reader's backend killed"] && !found.fired['postmaster killed'])
    yield 'no kill of the server';
  if (found.resumed === 0) yield 'no reader was started again in the middle of a round';
  if (found.rounds <= BEYOND.length) yield 'no reader began again from the first position';
}

async function verify(processes: DeliveryProcesses, began: number): Promise<DeliveryReport> {
  const { site } = processes;
  const events = await readToTheEnd(processes);
  const seconds = (performance.now() - began) / 1000;
  const readings = processes.files.map((file) => linesOf(file).map((line): Reading => JSON.parse(line)));
  const { wrong, ...seen } = checkDeliveries(events, readings);
  processes.fired['connection cut after a statement'] = site.ways.wire.cuts();
  const log = check(events, readJournals(site.journals), []);
  return {
    seconds: Math.round(seconds),
    ...seen,
    'a second': Math.round(seen.deliveries / seconds),
    events: events.length,
    readers: BEYOND.length,
    writers: WRITER_PROCESSES * HOW.writers,
    fired: processes.fired,
    wrong: [...log, ...wrong, ...processes.wrong, ...site.processes.wrong].slice(0, 20),
  };
}

export async function deliveryCampaign(
  run: CampaignRun,
  deliveries: number,
): Promise<DeliveryReport & CampaignFindings> {
  const { seed, random, opened, say } = run;
  const began = performance.now();
  const site = await CrashSite.prepared();
  opened(site);
  const processes = new DeliveryProcesses(site, random);
  const writers = WRITER_PROCESSES * HOW.writers;
  say(`campaign of ${deliveries} deliveries, seed ${seed}, ${writers} writers, ${BEYOND.length} readers`);
  await injectFaults(processes, deliveries, run);
  const found = await verify(processes, began);
  return { ...{ seed }, ...found, uncovered: [...uncoveredBy(found, deliveries)] };
}
