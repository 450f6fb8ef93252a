// `npm run campaign -- --failover`: the primary's machine is lost under writers, a standby takes its place, and again.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureDatabase } from '../../src/infrastructure/embedded-postgres/database.js';
import { migrate, PostgresStore } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import { ChildProcesses, signal } from '../scenarios/child-processes.js';
import { InstalledPostgres, installedTools, NO_TOOLS, type Node } from '../scenarios/installed-postgres.js';
import { textOption } from '../scenarios/options.js';
import { ask } from '../scenarios/site.js';
import { temporaryFolder } from '../scenarios/temporary.js';
import type { CampaignFindings, CampaignRun } from './campaign-run.js';
import { altered, type ComparedEvent, check } from './check.js';
import { resolveDoubts } from './doubts.js';
import { linesOf, readJournals, type Seen } from './journal.js';
import { proxy } from './proxy.js';

const NODES = ['one', 'two', 'three'] as const;
const WRITERS = 3;
const READERS = 2;
const HOW = { writers: 1, hot: 6, cold: 0, most: 3, size: 1500, rest: 6 };
/** What was acknowledged stands on the primary and on at least one more. */
const QUORUM = `ANY 1 (${NODES.join(', ')})`;
const SETTINGS = { wal_log_hints: 'on', wal_keep_size: '256MB', hot_standby: 'on', max_connections: '200' };
const GOES_ON_WITHIN_MS = 60_000;

export interface FailoverReport {
  readonly failovers: number;
  readonly 'standby killed': number;
  readonly events: number;
  readonly acknowledged: number;
  readonly 'in doubt': number;
  readonly 'in doubt that had committed': number;
  /** From the kill to the first append after it. */
  readonly 'seconds without an append': readonly number[];
  readonly 'not run': Readonly<Record<string, string>>;
}

/** Three nodes; what was acknowledged stands on the primary and on at least one other. */
class Trio {
  primary: Node;
  private constructor(readonly nodes: readonly Node[]) {
    this.primary = nodes[0] as Node;
  }

  static async open(servers: InstalledPostgres, quorum: string): Promise<Trio> {
    const first = await servers.primary(NODES[0], SETTINGS);
    await ensureDatabase(first.url('postgres'), 'lab');
    await migrate(first.url('lab'));
    const others: Node[] = [];
    for (const name of NODES.slice(1)) others.push(await servers.standby(name, first));
    // In the file of each: whoever is promoted waits from its first commit on.
    for (const node of [first, ...others]) node.set('synchronous_standby_names', quorum);
    await Promise.all(others.map((node) => node.start()));
    await first.reload();
    return new Trio([first, ...others]);
  }

  others(): readonly Node[] {
    return this.nodes.filter((node) => node !== this.primary);
  }

  /** The way to the standbys stands still: what is committed from now on is on no other machine. */
  async cutOff(): Promise<void> {
    const senders = await ask<{ pid: number }>(this.primary.url('postgres'), 'select pid from pg_stat_replication');
    for (const { pid } of senders) signal(pid, 'SIGSTOP');
  }

  /** As an operator does it. The old one is gone and stays away until it was rewound. @returns who it was */
  async failover(): Promise<Node> {
    const lost = this.primary;
    await lost.kill();
    const next = await this.furthest(this.others());
    await next.promote();
    this.primary = next;
    for (const node of this.others().filter((each) => each !== lost)) {
      node.follows(next);
      await node.reload();
    }
    return lost;
  }

  /** Of a quorum one may be behind: what was acknowledged stands on the one that has received most. */
  private async furthest(nodes: readonly Node[]): Promise<Node> {
    const text = "select pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0')::text as at";
    const found = await Promise.all(
      nodes.map(async (node) => ({
        node,
        at: BigInt((await ask<{ at: string }>(node.url('postgres'), text))[0]?.at ?? 0),
      })),
    );
    const [first] = found.sort((a, b) => (a.at < b.at ? 1 : -1));
    if (!first) throw new Error('no standby is left');
    return first.node;
  }

  /** As the last of the three it follows the new primary. */
  async returns(node: Node): Promise<void> {
    await ask(this.primary.url('postgres'), 'checkpoint'); // until then it says that it is still on the old timeline
    await node.rewind(this.primary);
    await node.start();
    await this.whole();
  }

  /** @returns when both others follow: until then another loss would be one too many */
  async whole(): Promise<void> {
    const text = "select count(*)::int as n from pg_stat_replication where state = 'streaming'";
    const until = performance.now() + GOES_ON_WITHIN_MS;
    while (performance.now() < until) {
      const [row] = await ask<{ n: number }>(this.primary.url('postgres'), text);
      if (row?.n === NODES.length - 1) return;
      await pause(100);
    }
    throw new Error('a standby does not follow');
  }
}

export async function failoverCampaign(run: CampaignRun, seconds: number): Promise<FailoverReport & CampaignFindings> {
  const tools = installedTools(); // `--standbys ''`: none is waited for, and the run has to find what that loses
  if (!tools) return { ...NOTHING, 'not run': { failover: NO_TOOLS }, wrong: [], uncovered: [] };
  const folder = temporaryFolder('failover');
  const servers = new InstalledPostgres(tools);
  const processes = new ChildProcesses(import.meta.url, { endless: true });
  const journals = join(folder, 'journals');
  mkdirSync(journals);
  run.opened({
    close: async () => {
      processes.killAll();
      await servers.close();
    },
  });
  const quorum = textOption('standbys') ?? QUORUM;
  const trio = await Trio.open(servers, quorum);
  const wire = await proxy(trio.primary.port);
  const through = servers.urlAt(wire.port, 'lab');
  const writers = Array.from({ length: WRITERS }, (_, i) =>
    processes.start('writer.js', [
      through,
      join(journals, `writer-${i}`),
      run.random.whole(1, 1e9),
      JSON.stringify(HOW),
    ]),
  );
  const files = Array.from({ length: READERS }, (_, i) => join(folder, `reader-${i}`));
  const readers = files.map((file) => processes.start('reader.js', [through, file]));
  run.say(`${WRITERS} writers on a primary and two standbys, "${quorum}", for ${seconds} s`);
  const fired = await inject(run, trio, wire, seconds);

  await Promise.all(writers.map((writer) => processes.finish(writer)));
  const store = await PostgresStore.open(trio.primary.url('lab'));
  const left = await resolveDoubts(store, journals);
  const events: ComparedEvent[] = [];
  for await (const batch of store.readAll())
    events.push(...batch.map((event) => ({ ...event, bytes: Buffer.from(event.bytes) })));
  await store.close();
  const seen = (file: string) => linesOf(file).map((line): Seen => JSON.parse(line));
  for (let waited = 0; waited < 300 && files.some((file) => seen(file).length < events.length); waited++)
    await pause(100);
  await Promise.all(readers.map((reader) => processes.finish(reader)));
  await wire.close();
  const appends = readJournals(journals);
  const given = files.map(seen);
  const found = {
    ...{ failovers: fired.gaps.length, 'standby killed': fired.standbys, events: events.length },
    acknowledged: appends.filter(({ outcome }) => outcome === 'ack').length,
    'in doubt': appends.reduce((n, { doubts }) => n + doubts, 0) + left,
    'in doubt that had committed': appends.filter(({ duplicate }) => duplicate).length,
    'seconds without an append': fired.gaps,
    'not run': {},
  };
  const wrong = [
    ...check(
      events,
      appends,
      given.map((each) => each.map(([position]) => position)),
    ),
    ...given.flatMap((each) => [...altered(events, each)]),
    ...fired.wrong,
    ...processes.wrong,
  ];
  return { ...found, wrong: wrong.slice(0, 20), uncovered: [...uncoveredBy(found)] };
}

const NOTHING = {
  ...{ failovers: 0, 'standby killed': 0, events: 0, acknowledged: 0, 'in doubt': 0, 'in doubt that had committed': 0 },
  'seconds without an append': [],
};

function* uncoveredBy({ failovers, 'in doubt': doubts }: FailoverReport): Generator<string> {
  if (failovers < 2) yield 'fewer than two failovers: no old primary came back';
  if (doubts === 0) yield 'no append was in doubt';
}

/** Until the time is over, at least two failovers. */
async function inject(run: CampaignRun, trio: Trio, wire: { turn(port: number): void }, seconds: number) {
  const { random, say } = run;
  const [gaps, wrong] = [[] as number[], [] as string[]];
  let standbys = 0;
  const until = performance.now() + seconds * 1000;
  await moves(trio);
  for (let n = 0; !run.ended() && (n < 2 || performance.now() < until); n++) {
    await pause(random.whole(500, 4000));
    if (random.chance(0.4)) standbys += await standbyDies(trio, random);
    const began = performance.now();
    if (n === 0 || random.chance(0.5)) {
      await trio.cutOff();
      await pause(random.whole(300, 900));
    }
    const lost = await trio.failover();
    wire.turn(trio.primary.port);
    if (await moves(trio)) gaps.push(Math.round((performance.now() - began) / 100) / 10);
    else wrong.push(`after ${lost.name} was lost nothing was appended for ${GOES_ON_WITHIN_MS / 1000} s`);
    say(`${lost.name} was lost, ${trio.primary.name} is the primary: ${gaps.at(-1)} s`);
    await trio.returns(lost);
  }
  return { gaps, standbys, wrong };
}

/** One of two: the other holds what is acknowledged meanwhile. @returns how many died */
async function standbyDies(trio: Trio, random: Random): Promise<number> {
  const standby = random.one(trio.others());
  await standby.stop('immediate');
  await pause(random.whole(200, 1500));
  await standby.start();
  await trio.whole();
  return 1;
}

/** @returns whether something was appended from now on */
async function moves({ primary }: Trio): Promise<boolean> {
  const head = () => ask<{ position: string }>(primary.url('lab'), 'select position from public.head').catch(() => []);
  const until = performance.now() + GOES_ON_WITHIN_MS;
  let from: string | undefined;
  while (performance.now() < until) {
    const [now] = await head();
    from ??= now?.position;
    if (now && now.position !== from) return true;
    await pause(30);
  }
  return false;
}
