import process from 'node:process';
import { Site } from '../../scenarios/site.js';
import { Absent } from './absent.js';
import { emmett } from './emmett.js';
import { type FsyncTime, fsyncTime } from './fsync.js';
import { insert } from './insert.js';
import { messageDb } from './message-db.js';
import { faultsOfPeer } from './oracle.js';
import { ours } from './ours.js';
import type { Load, Measured, Peer } from './peer.js';
import { pgbench } from './pgbench.js';
import { type Compared, compare } from './rounds.js';
import { storedBytes } from './sizes.js';

const PEERS = { ours, pgbench, insert, emmett, 'message-db': messageDb };
export type PeerName = keyof typeof PEERS;
export const PEER_NAMES = Object.keys(PEERS) as PeerName[];

/** What is measured: with so many writers each, so many events an append each, in rounds of so many seconds. */
export interface Plan {
  readonly peers: readonly PeerName[];
  readonly writers: readonly number[];
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}
export interface Leg {
  readonly fsync: FsyncTime;
  readonly settings: readonly Compared[];
  /** Why which peers took no part. */
  readonly absent: Readonly<Record<string, string>>;
  readonly checked: Readonly<Record<string, Checked>>;
}
interface Checked {
  readonly acknowledged: number;
  readonly faults: readonly string[];
  readonly bytesPerEvent: number;
}

/** Beside the writers of pgbench, one connection each: the pools of all the others. */
const OTHER_CONNECTIONS = 140;

/** One server and everything that is measured on it. @param library preloaded into the server */
export async function leg(plan: Plan, library?: string): Promise<Leg> {
  const site = await start(plan, library);
  const contestants: Contestant[] = [];
  const leave = async () => {
    await Promise.allSettled(contestants.map((contestant) => contestant.peer.close()));
    await site.close();
  };
  const interrupted = () => void leave().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    const fsync = fsyncTime(site.folder, environment(library));
    const absent = await open(site, plan.peers, contestants);
    const settings: Compared[] = [];
    for (const events of plan.sizes)
      for (const writers of plan.writers) {
        plan.say(`${writers} writers, ${events} events an append`);
        settings.push(await compare(contestants, { writers, events, seconds: plan.seconds }, plan.rounds));
      }
    return { fsync, settings, absent, checked: await check(contestants) };
  } finally {
    process.off('SIGINT', interrupted);
    await leave();
  }
}

const environment = (library: string | undefined): NodeJS.ProcessEnv =>
  library === undefined ? process.env : { ...process.env, LD_PRELOAD: library };

/** The server takes its environment from ours, so ours has the library for the moment in which it starts. */
async function start({ writers }: Plan, library: string | undefined): Promise<Site> {
  const before = process.env.LD_PRELOAD;
  Object.assign(process.env, environment(library));
  try {
    return await Site.open({ max_connections: String(Math.max(...writers) + OTHER_CONNECTIONS) });
  } finally {
    if (before === undefined) delete process.env.LD_PRELOAD;
    else process.env.LD_PRELOAD = before;
  }
}

/** @returns why which peers take no part; the others join the contestants as soon as they are there to be closed */
async function open(site: Site, names: readonly PeerName[], contestants: Contestant[]): Promise<Leg['absent']> {
  const absent: Record<string, string> = {};
  for (const name of names) {
    const url = await site.emptyDatabase(name);
    try {
      contestants.push(new Contestant(name, url, await PEERS[name](url)));
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
      absent[name] = error.message;
    }
  }
  return absent;
}

/** A peer that remembers what it acknowledged, warming up included. */
class Contestant {
  acknowledged = 0;
  constructor(
    readonly name: string,
    readonly url: string,
    readonly peer: Peer,
  ) {}
  async run(load: Load): Promise<Measured> {
    const round = await this.peer.run(load);
    this.acknowledged += round.appends * load.events;
    return round;
  }
}

async function check(contestants: readonly Contestant[]): Promise<Leg['checked']> {
  const checked: Record<string, Checked> = {};
  for (const { name, url, peer, acknowledged } of contestants) {
    const faults = await (peer.faults?.(acknowledged) ?? faultsOfPeer(peer, acknowledged));
    checked[name] = { acknowledged, faults, bytesPerEvent: (await storedBytes(url)) / acknowledged };
  }
  return checked;
}
