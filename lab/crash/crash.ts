// Writers on hot streams, and everything that can die or fail, does.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import type { Child } from '../scenarios/child-processes.js';
import type { CampaignFindings, CampaignRun } from './campaign-run.js';
import { altered, type ComparedEvent, check } from './check.js';
import { resolveDoubts } from './doubts.js';
import { deck, Faults, type Fired } from './faults.js';
import { answersOf, linesOf, readJournals, type Seen } from './journal.js';
import { CrashSite } from './site.js';

const WRITERS = 4;
const HOW = { writers: 1, hot: 6, cold: 0, most: 3, size: 1500, rest: 6 };
const KILLS = [
  ...(['cut', 'cut', 'cut', 'cut', 'writer', 'writer', 'reader'] as const),
  ...(['backend', 'backend', 'postmaster'] as const),
];
const FULL = ['dataDiskFull', 'walDiskFull'] as const;
const FAILING = ['walSyncFails', 'walSyncFails', 'walSyncFails', 'walWriteFails', 'dataSyncFails'] as const;

/** The log of a run of ten minutes fits with room to spare; filling the rest takes a moment. */
const megabytesFor = (seconds: number) => Math.ceil(256 + 2 * seconds);

/** The writers and the subscriber, and what is done to them. */
class CrashProcesses extends Faults {
  readonly writers: Child[];
  reading: Child;
  readonly #readerFile: string;
  #started = 0;

  constructor(site: CrashSite, random: Random) {
    super(site, random);
    this.#readerFile = join(site.folder, 'reader');
    this.writers = Array.from({ length: WRITERS }, () => this.#newWriter());
    this.reading = this.#newReader();
  }
  #newWriter(): Child {
    const journal = join(this.site.journals, `writer-${++this.#started}`);
    const args = [this.site.ways.through, journal, this.random.whole(1, 1e9), JSON.stringify(HOW)];
    return this.site.processes.start('writer.js', args);
  }
  #newReader(): Child {
    return this.site.processes.start('reader.js', [this.site.ways.through, this.#readerFile]);
  }
  async writer(): Promise<void> {
    const i = this.random.whole(0, WRITERS - 1);
    const [killed] = this.writers.splice(i, 1, this.#newWriter());
    if (killed) this.site.processes.kill(killed);
    this.count('writer killed');
  }
  async reader(): Promise<void> {
    this.site.processes.kill(this.reading);
    this.count('reader killed');
    this.reading = this.#newReader();
  }
  /** That the subscriber was given. */
  seen(): readonly Seen[] {
    return existsSync(this.#readerFile) ? linesOf(this.#readerFile).map((line): Seen => JSON.parse(line)) : [];
  }
  positions(): readonly number[] {
    return this.seen().map(([position]) => position);
  }
}

/** Until the time is over and each kind was tried at least once. */
async function injectFaults(processes: CrashProcesses, random: Random, seconds: number, ended: () => boolean) {
  const { data, failing } = processes.site.disks;
  const kinds = [...KILLS, ...(data ? FULL : []), ...(failing ? FAILING : [])];
  const until = performance.now() + seconds * 1000;
  await processes.goesOn('the start');
  for (const { kind, first } of deck(random, [...new Set(kinds), 'cut' as const], kinds)) {
    if (ended() || (!first && performance.now() > until)) return;
    await processes[kind]().catch(() => undefined);
    await pause(random.whole(30, Math.min(800, seconds * 40)));
  }
}

export const asCompared = (event: StoredEvent): ComparedEvent => ({ ...event, bytes: Buffer.from(event.bytes) });

interface CrashReport {
  readonly events: number;
  readonly acknowledged: number;
  readonly conflicts: number;
  readonly 'in doubt': number;
  readonly 'in doubt that had committed': number;
  readonly 'not acknowledged, by answer': Readonly<Fired>;
  readonly 'answers to appends that had committed': Readonly<Fired>;
  readonly fired: Readonly<Fired>;
  readonly 'calls of the server that failed': number;
  readonly 'server panics': Readonly<Fired>;
  readonly 'not run': Readonly<Record<string, string>>;
  readonly wrong: readonly string[];
}

async function verify(processes: CrashProcesses): Promise<CrashReport> {
  const { site } = processes;
  await site.server.ensure();
  await Promise.all(processes.writers.map((writer) => site.processes.finish(writer)));
  const store = await PostgresStore.open(site.ways.direct);
  const left = await resolveDoubts(store, site.journals);
  const { position: head } = await store.head();
  for (let waited = 0; waited < 300 && (processes.positions().at(-1) ?? 0) < head; waited++) await pause(100);
  await site.processes.finish(processes.reading);
  const events: ComparedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.map(asCompared));
  await store.close();
  const appends = readJournals(site.journals);
  processes.fired['connection cut after a statement'] = site.ways.wire.cuts();
  const wrong = [
    ...check(events, appends, [processes.positions()]),
    ...altered(events, processes.seen()),
    ...processes.wrong,
    ...site.processes.wrong,
  ];
  return {
    events: events.length,
    acknowledged: appends.filter((a) => a.outcome === 'ack').length,
    conflicts: appends.filter((a) => a.outcome === 'no').length,
    'in doubt': appends.reduce((n, a) => n + a.doubts, 0) + left,
    'in doubt that had committed': appends.filter((a) => a.duplicate).length,
    'not acknowledged, by answer': answersOf(appends),
    'answers to appends that had committed': answersOf(appends.filter((a) => a.duplicate)),
    fired: processes.fired,
    'calls of the server that failed': processes.failedCalls,
    'server panics': processes.panics,
    'not run': site.disks.notRun,
    wrong: wrong.slice(0, 20),
  };
}

function* uncoveredBy(found: CrashReport, { data, wal, failing }: CrashSite['disks']): Generator<string> {
  const { fired, 'server panics': panics, 'not acknowledged, by answer': answers } = found;
  if (found['in doubt'] === 0) yield 'no append was in doubt';
  if (found.conflicts === 0) yield 'no version conflict';
  if (!fired['backend killed'] && !fired['postmaster killed']) yield 'no kill of the server';
  if (found['in doubt that had committed'] === 0)
    yield 'no kill or cut inside a commit: nothing in doubt had committed';
  if (data && !answers['not-persisted: 53100']) yield 'no append met the full data disk';
  if (wal && !panics['WAL disk full']) yield 'the full WAL disk made no server panic';
  if (failing && !panics['WAL sync failed']) yield 'no failed sync of the WAL made the server panic';
  if (failing && !panics['WAL write failed']) yield 'no failed write of the WAL made the server panic';
  if (failing && !panics['data sync failed']) yield 'no failed sync of the tables made the server panic';
}

export async function crashCampaign(run: CampaignRun, seconds: number): Promise<CrashReport & CampaignFindings> {
  const { seed, random, ended, opened, say } = run;
  const site = await CrashSite.prepared(megabytesFor(seconds));
  opened(site);
  for (const [fault, why] of Object.entries(site.disks.notRun)) say(`${fault}: not run (${why})`);
  const processes = new CrashProcesses(site, random);
  say(`campaign of ${seconds} s, seed ${seed}, ${WRITERS} writers on ${HOW.hot} streams`);
  await injectFaults(processes, random, seconds, ended);
  const found = await verify(processes);
  return { ...{ seed, seconds }, ...found, uncovered: [...uncoveredBy(found, site.disks)] };
}
