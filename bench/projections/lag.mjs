import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import pg from 'pg';
import { PostgresStore } from '../../dist/infrastructure/event-store/postgres/postgres-store.js';
import { quantile } from '../append/measure.mjs';
import { start } from './child.mjs';

const fingerprint = randomBytes(32);
const POLL_MS = 1;
/** Until both processes are compiled and connected. */
const WARM_UP_MS = 2000;

/**
 * Appends at a steady rate while another process follows, and how long after its acknowledgement each append stands in every read model.
 * @param batches stored events that come next in the log, command by command
 */
export async function lag(url, batches, { rate, seconds }) {
  const follower = start('./follow.mjs', [url]);
  const store = await PostgresStore.open(url);
  const watch = await watching(url);
  try {
    await watch.until((await store.head()).position);
    const acknowledged = await appending(store, commandsOf(batches), { rate, seconds });
    await watch.until((await store.head()).position);
    const counted = acknowledged.filter(({ at }) => at > acknowledged[0].at + WARM_UP_MS);
    const lags = counted.map(({ at, position }) => Math.max(0, watch.seenAt(position) - at));
    return {
      appends: counted.length,
      p50: quantile(lags, 0.5),
      p99: quantile(lags, 0.99),
      most: Math.max(...lags),
    };
  } finally {
    follower.send('stop');
    await once(follower, 'close');
    await watch.end();
    await store.close();
  }
}

/** Asks all the time how far the slowest read model is. */
async function watching(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const seen = [];
  let [going, failed] = [true, undefined];
  const position = async () =>
    Number((await client.query({ name: 'slowest', text: 'select min(position) as at from checkpoint' })).rows[0].at);
  const polling = (async () => {
    while (going) {
      const at = await position();
      if (at !== seen.at(-1)?.position) seen.push({ position: at, at: performance.now() });
      await pause(POLL_MS);
    }
  })().catch((error) => {
    failed = error;
  });
  return {
    async until(wanted) {
      while ((seen.at(-1)?.position ?? -1) < wanted) {
        if (failed) throw failed;
        await pause(5);
      }
    },
    /** The first look that found this position there. */
    seenAt: (wanted) => seen[firstIndex(seen, wanted)].at,
    async end() {
      going = false;
      await polling;
      await client.end();
    },
  };
}

function firstIndex(seen, wanted) {
  let [low, high] = [0, seen.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seen[middle].position >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Not slower because the store or the follower is: each command is given when its time has come. */
async function appending(store, commands, { rate, seconds }) {
  const acknowledged = [];
  const inFlight = new Map();
  const began = performance.now();
  let [events, given] = [0, []];
  for (const command of commands) {
    const due = began + (events / rate) * 1000;
    if (due > began + WARM_UP_MS + seconds * 1000) break;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    events += command.length;
    given.push(give(store, command, inFlight, acknowledged));
  }
  await Promise.all(given);
  return acknowledged.sort((a, b) => a.position - b.position);
}

/** After the appends that the same streams are still waiting for. */
async function give(store, command, inFlight, acknowledged) {
  const streams = [...new Set(command.map((e) => e.stream))];
  const before = streams.map((stream) => inFlight.get(stream));
  const done = Promise.all(before).then(() => store.append(appendOf(command, streams)));
  for (const stream of streams) inFlight.set(stream, done);
  const { events } = await done;
  acknowledged.push({ at: performance.now(), position: events.at(-1).position });
}

function appendOf(command, streams) {
  const writes = streams.map((stream) => {
    const own = command.filter((e) => e.stream === stream);
    const events = own.map(({ eventId, type, bytes }) => ({ eventId, type, bytes, segments: [] }));
    return { stream, expectedVersion: own[0].version - 1, events };
  });
  return { commandId: command[0].commandId, fingerprint, clock: new Date().toISOString(), writes };
}

function* commandsOf(batches) {
  let command = [];
  for (const batch of batches) {
    for (const event of batch) {
      if (command.length > 0 && command[0].commandId !== event.commandId) {
        yield command;
        command = [];
      }
      command.push(event);
    }
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
