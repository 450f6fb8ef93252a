// Readers that follow the log while 16 writers go on, and are killed, until they were given as many events as asked for.
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresStore } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { check } from './check.mjs';
import { checkDeliveries, FOLLOWER } from './deliveries-check.mjs';
import { resolveDoubts } from './doubts.mjs';
import { deck, Faults } from './faults.mjs';
import { readJournals } from './journal.mjs';
import { Site } from './site.mjs';

const WRITER_PROCESSES = 4;
const HOW = { writers: 4, hot: 12, cold: 5000, most: 60, size: 200, rest: 30 };
/** How far beyond the head each reader follows before it reads all from the beginning again: two never do. */
const BEYOND = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1000, 300, 100, 10];
const OFTEN = [
  'reader',
  'reader',
  'reader',
  'reader',
  'session',
  'session',
  'session',
  'writer',
  'cut',
  'held',
  'backend',
];
const RARELY = ['readersBackend', 'postmaster'];
const PATIENCE_MS = 60_000;
const SAY_EVERY_MS = 30_000;

const READING = `
select pid from pg_stat_activity where application_name = '${FOLLOWER}' order by state = 'active' desc, random() limit 1`;
const HOLD = `begin; select pg_current_xact_id(); select pg_sleep(1.5); rollback`;

/** What a reader's file says, read on from where it was read to. */
class Tally {
  #at = 0;
  deliveries = 0;
  constructor(file) {
    this.file = file;
  }
  look() {
    if (!existsSync(this.file)) return;
    const handle = openSync(this.file, 'r');
    const chunk = Buffer.alloc(1 << 20);
    for (let length = 1; length > 0; this.#at += length) {
      const read = readSync(handle, chunk, 0, chunk.length, this.#at);
      length = chunk.subarray(0, read).lastIndexOf(10) + 1;
      for (const [, count] of chunk.toString('latin1', 0, length).matchAll(/"count":(\d+)/g))
        this.deliveries += Number(count);
    }
    closeSync(handle);
  }
}

class Audience extends Faults {
  #started = 0;
  constructor(site, chance) {
    super(site, chance);
    this.endFile = join(site.folder, 'end');
    this.files = BEYOND.map((_, i) => join(site.folder, `reader-${i + 1}`));
    this.tallies = this.files.map((file) => new Tally(file));
    this.writers = Array.from({ length: WRITER_PROCESSES }, () => this.#newWriter());
    this.readers = BEYOND.map((_, i) => this.#newReader(i));
  }
  #newWriter() {
    const journal = join(this.site.journals, `writer-${++this.#started}`);
    const how = JSON.stringify(HOW);
    return this.site.processes.start('writer.mjs', this.site.through, journal, this.chance.whole(1, 1e9), how);
  }
  #newReader(i) {
    return this.site.processes.start('follower.mjs', this.site.direct, this.files[i], BEYOND[i], this.endFile);
  }
  async writer() {
    const i = this.chance.whole(0, WRITER_PROCESSES - 1);
    this.site.processes.kill(this.writers[i]);
    this.count('writer process killed');
    this.writers[i] = this.#newWriter();
  }
  async reader() {
    const i = this.chance.whole(0, BEYOND.length - 1);
    this.site.processes.kill(this.readers[i]);
    this.count('reader killed');
    this.readers[i] = this.#newReader(i);
  }
  async session() {
    const found = await this.find(`select pg_terminate_backend(pid) as ended from (${READING}) one`);
    if (found?.ended) this.count("reader's session ended");
  }
  async readersBackend() {
    const found = await this.find(READING);
    if (!found) return;
    process.kill(found.pid, 'SIGKILL');
    this.count("reader's backend killed");
  }
  /** A store that asks for the oldest running transaction would stop here, and one that does not ask enough would skip. */
  async held() {
    this.site.ask(HOLD).catch(() => undefined);
    this.count('transaction held open');
  }
  deliveries() {
    for (const tally of this.tallies) tally.look();
    return this.tallies.reduce((sum, tally) => sum + tally.deliveries, 0);
  }
}

/** How far the readers have come together, said from time to time. */
class Progress {
  #moved = performance.now();
  #said = performance.now();
  most = 0;
  constructor(audience, say) {
    this.audience = audience;
    this.say = say;
  }
  look() {
    const now = this.audience.deliveries();
    if (now > this.most) this.#moved = performance.now();
    this.most = now;
    if (performance.now() - this.#said < SAY_EVERY_MS) return;
    this.#said = performance.now();
    this.say(`${now} deliveries`);
  }
  get stuck() {
    return performance.now() - this.#moved > PATIENCE_MS;
  }
}

/** Until so many deliveries were made, and each kind of fault was tried. */
async function storm(audience, deliveries, { chance, ended, say }) {
  await audience.goesOn('the start');
  const progress = new Progress(audience, say);
  const all = [...OFTEN, ...RARELY];
  for (const { kind, first } of deck(chance, [...new Set(all), 'reader', 'reader'], [...OFTEN, ...all])) {
    if (ended() || progress.stuck || (!first && progress.most >= deliveries)) break;
    await audience[kind]().catch(() => undefined);
    await pause(chance.whole(20, first ? 150 : 1500));
    progress.look();
  }
  if (progress.stuck) audience.wrong.push(`nobody was given anything for ${PATIENCE_MS / 1000} s`);
}

async function lastReadings(audience) {
  const { site } = audience;
  await site.server.ensure();
  await site.processes.finish(audience.writers);
  const store = await PostgresStore.open(site.direct);
  await resolveDoubts(store, site.journals);
  writeFileSync(audience.endFile, String((await store.head()).position));
  const all = Promise.all(audience.readers.map((reader) => site.processes.ended(reader))).then(() => true);
  const inTime = await Promise.race([all, pause(2 * PATIENCE_MS)]);
  if (!inTime) audience.wrong.push('a reader never reached the end of the log');
  const events = [];
  for await (const batch of store.readAll()) events.push(...batch);
  await store.close();
  return events;
}

function* bluntnessOf(found, deliveries) {
  if (found.deliveries < deliveries) yield `${found.deliveries} deliveries, not ${deliveries}`;
  if (!found.fired['reader killed']) yield 'no reader was killed';
  if (!found.fired["reader's session ended"]) yield "no reader's session was ended";
  if (!found.fired['backend killed'] && !found.fired["reader's backend killed"] && !found.fired['postmaster killed'])
    yield 'no kill of the server';
  if (found.resumed === 0) yield 'no reader was started again in the middle of a round';
  if (found.rounds <= BEYOND.length) yield 'no reader began again from the first position';
}

export async function deliveryCampaign({ deliveries, seed, chance, ended, opened, say }) {
  const began = performance.now();
  const site = await Site.open();
  opened(site);
  const audience = new Audience(site, chance);
  const writers = WRITER_PROCESSES * HOW.writers;
  say(`campaign of ${deliveries} deliveries, seed ${seed}, ${writers} writers, ${BEYOND.length} readers`);
  await storm(audience, deliveries, { chance, ended, say });
  const events = await lastReadings(audience);
  const stormed = (performance.now() - began) / 1000;
  const readings = audience.files.map((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  );
  const { wrong, ...seen } = checkDeliveries(events, readings);
  audience.fired['connection cut after a statement'] = site.wire.cuts();
  const found = {
    seed,
    seconds: Math.round(stormed),
    ...seen,
    'a second': Math.round(seen.deliveries / stormed),
    events: events.length,
    readers: BEYOND.length,
    writers,
    fired: audience.fired,
    wrong: [
      ...check(events, readJournals(site.journals), []),
      ...wrong,
      ...audience.wrong,
      ...site.processes.wrong,
    ].slice(0, 20),
  };
  return { ...found, blunt: [...bluntnessOf(found, deliveries)] };
}
