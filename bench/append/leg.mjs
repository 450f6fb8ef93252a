import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureDatabase } from '../../dist/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../../dist/infrastructure/embedded-postgres/server.js';
import { Absent } from './absent.mjs';
import { emmett } from './emmett.mjs';
import { fsyncTime } from './fsync.mjs';
import { insert } from './insert.mjs';
import { messageDb } from './message-db.mjs';
import { faultsOfPeer } from './oracle.mjs';
import { ours } from './ours.mjs';
import { pgbench } from './pgbench.mjs';
import { compare } from './rounds.mjs';
import { storedBytes } from './sizes.mjs';

export const PEERS = { ours, pgbench, insert, emmett, 'message-db': messageDb };

/** Beside the writers of pgbench, one connection each: the pools of all the others. */
const OTHER_CONNECTIONS = 140;

/**
 * One server and everything that is measured on it.
 * @param plan `peers`, `writers`, `sizes` (events an append), `rounds`, `seconds` a round, `say` for progress
 * @param library preloaded into the server, or undefined
 */
export async function leg(plan, library) {
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-bench-'));
  const server = await start(folder, plan, library);
  const contestants = [];
  const leave = async () => {
    await Promise.allSettled(contestants.map(({ peer }) => peer.close()));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = () => void leave().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  try {
    const fsync = fsyncTime(folder, environment(library));
    const absent = await open(server, plan.peers, contestants);
    const settings = [];
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

const environment = (library) => (library === undefined ? process.env : { ...process.env, LD_PRELOAD: library });

/** The server takes its environment from ours, so ours has the library for the moment in which it starts. */
async function start(folder, { writers }, library) {
  const before = process.env.LD_PRELOAD;
  Object.assign(process.env, environment(library));
  try {
    return await embeddedServer(folder, {
      settings: { max_connections: String(Math.max(...writers) + OTHER_CONNECTIONS) },
    });
  } finally {
    if (before === undefined) delete process.env.LD_PRELOAD;
    else process.env.LD_PRELOAD = before;
  }
}

/** @returns why which peers take no part; the others join the contestants as soon as they are there to be closed */
async function open(server, names, contestants) {
  const absent = {};
  for (const name of names) {
    await ensureDatabase(server.url('postgres'), name);
    try {
      contestants.push(contestant(name, server.url(name), await PEERS[name](server.url(name))));
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
      absent[name] = error.message;
    }
  }
  return absent;
}

/** A peer that remembers what it acknowledged, warming up included. */
const contestant = (name, url, peer) => ({
  name,
  url,
  peer,
  acknowledged: 0,
  async run(load) {
    const round = await peer.run(load);
    this.acknowledged += round.appends * load.events;
    return round;
  },
});

async function check(contestants) {
  const checked = {};
  for (const { name, url, peer, acknowledged } of contestants) {
    const faults = await (peer.faults?.(acknowledged) ?? faultsOfPeer(peer, acknowledged));
    checked[name] = { acknowledged, faults, bytesPerEvent: (await storedBytes(url)) / acknowledged };
  }
  return checked;
}
