// Writers on hot streams, and everything that can die or fail, does.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { check } from './check.mjs';
import { resolveDoubts } from './doubts.mjs';
import { deck, Faults } from './faults.mjs';
import { answersOf, readJournals } from './journal.mjs';
import { Site } from './site.mjs';

const WRITERS = 4;
const HOW = { writers: 1, hot: 6, cold: 0, most: 3, size: 1500, rest: 6 };
const KILLS = ['cut', 'cut', 'cut', 'cut', 'writer', 'writer', 'reader', 'backend', 'backend', 'postmaster'];
const FULL = ['dataDiskFull', 'walDiskFull'];
const FAILING = ['walSyncFails', 'walSyncFails', 'walSyncFails', 'walWriteFails', 'dataSyncFails'];

/** The log of a run of ten minutes fits with room to spare; filling the rest takes a moment. */
const megabytesFor = (seconds) => Math.ceil(256 + 2 * seconds);

class Crowd extends Faults {
  #started = 0;
  constructor(site, chance) {
    super(site, chance);
    this.readerFile = join(site.folder, 'reader');
    this.writers = Array.from({ length: WRITERS }, () => this.#newWriter());
    this.#newReader();
  }
  #newWriter() {
    const journal = join(this.site.journals, `writer-${++this.#started}`);
    return this.site.processes.start(
      'writer.mjs',
      this.site.through,
      journal,
      this.chance.whole(1, 1e9),
      JSON.stringify(HOW),
    );
  }
  #newReader() {
    this.readerProcess = this.site.processes.start('reader.mjs', this.site.through, this.readerFile);
  }
  async writer() {
    const i = this.chance.whole(0, WRITERS - 1);
    this.site.processes.kill(this.writers[i]);
    this.count('writer killed');
    this.writers[i] = this.#newWriter();
  }
  async reader() {
    this.site.processes.kill(this.readerProcess);
    this.count('reader killed');
    this.#newReader();
  }
  positions() {
    return existsSync(this.readerFile)
      ? readFileSync(this.readerFile, 'utf8').split('\n').slice(0, -1).map(Number)
      : [];
  }
}

/** Until the time is over and each kind was tried at least once. */
async function storm(crowd, seconds, ended) {
  const { site, chance } = crowd;
  const kinds = [...KILLS, ...(site.dataDisk ? FULL : []), ...(site.failing ? FAILING : [])];
  const until = performance.now() + seconds * 1000;
  await crowd.goesOn('the start');
  for (const { kind, first } of deck(chance, [...new Set(kinds), 'cut'], kinds)) {
    if (ended() || (!first && performance.now() > until)) return;
    await crowd[kind]().catch(() => undefined);
    await pause(chance.whole(30, Math.min(800, seconds * 40)));
  }
}

async function judge(crowd) {
  const { site } = crowd;
  await site.server.ensure();
  await site.processes.finish(crowd.writers);
  const store = await PostgresStore.open(site.direct);
  const left = await resolveDoubts(store, site.journals);
  const { position: head } = await store.head();
  for (let waited = 0; waited < 300 && (crowd.positions().at(-1) ?? 0) < head; waited++) await pause(100);
  await site.processes.finish([crowd.readerProcess]);
  const events = [];
  for await (const batch of store.readAll()) events.push(...batch.map((e) => ({ ...e, bytes: Buffer.from(e.bytes) })));
  await store.close();
  const appends = readJournals(site.journals);
  crowd.fired['connection cut after a statement'] = site.wire.cuts();
  const wrong = [...check(events, appends, [crowd.positions()]), ...crowd.wrong, ...site.processes.wrong];
  return {
    events: events.length,
    acknowledged: appends.filter((a) => a.outcome === 'ack').length,
    conflicts: appends.filter((a) => a.outcome === 'no').length,
    'in doubt': appends.reduce((n, a) => n + a.doubts, 0) + left,
    'in doubt that had committed': appends.filter((a) => a.duplicate).length,
    'not acknowledged, by answer': answersOf(appends),
    'answers to appends that had committed': answersOf(appends.filter((a) => a.duplicate)),
    fired: crowd.fired,
    'calls of the server that failed': crowd.failedCalls,
    'server panics': crowd.panics,
    'not run': site.notRun,
    wrong: wrong.slice(0, 20),
  };
}

function* bluntnessOf(found, site) {
  const { fired, 'server panics': panics, 'not acknowledged, by answer': answers } = found;
  if (found['in doubt'] === 0) yield 'no append was in doubt';
  if (found.conflicts === 0) yield 'no version conflict';
  if (!fired['backend killed'] && !fired['postmaster killed']) yield 'no kill of the server';
  if (found['in doubt that had committed'] === 0)
    yield 'no kill or cut inside a commit: nothing in doubt had committed';
  if (site.dataDisk && !answers['not-persisted: 53100']) yield 'no append met the full data disk';
  if (site.walDisk && !panics['WAL disk full']) yield 'the full WAL disk made no server panic';
  if (site.failing && !panics['WAL sync failed']) yield 'no failed sync of the WAL made the server panic';
  if (site.failing && !panics['WAL write failed']) yield 'no failed write of the WAL made the server panic';
  if (site.failing && !panics['data sync failed']) yield 'no failed sync of the tables made the server panic';
}

export async function crashCampaign({ seconds, seed, chance, ended, opened, say }) {
  const site = await Site.open({ dataDisk: megabytesFor(seconds) });
  opened(site);
  for (const [fault, why] of Object.entries(site.notRun)) say(`${fault}: not run (${why})`);
  const crowd = new Crowd(site, chance);
  say(`campaign of ${seconds} s, seed ${seed}, ${WRITERS} writers on ${HOW.hot} streams`);
  await storm(crowd, seconds, ended);
  const found = await judge(crowd);
  return { seed, seconds, ...found, blunt: [...bluntnessOf(found, site)] };
}
