// Loaded before a server (`node --import`): what it sends to the database, waits for and draws. Told over the channel to whoever started it.
import { Session } from 'node:inspector/promises';
import { Socket } from 'node:net';
import process from 'node:process';
import { jsx } from 'hono/jsx';
import pg from 'pg';
import type { Asked, Counted } from './counted.js';

const counted = { statements: 0, appends: 0, packets: 0, waited: 0, drawn: 0 };

/** Time in which at least one answer of the database is waited for. */
let underWay = 0;
let since = 0;
const begins = () => {
  if (underWay++ === 0) since = performance.now();
};
const ends = () => {
  if (--underWay === 0) counted.waited += performance.now() - since;
};

type Query = (...given: readonly unknown[]) => unknown;
const client = pg.Client.prototype as unknown as { query: Query };
const { query } = client;
client.query = function (this: pg.Client, ...given: readonly unknown[]) {
  const [asked] = given;
  const text = typeof asked === 'string' ? asked : String((asked as { text?: string } | undefined)?.text ?? '');
  counted.statements++;
  if (/append_(?:one|group)|into public\.event/.test(text)) counted.appends++;
  const answer = query.apply(this, [...given]);
  if (answer instanceof Promise) {
    begins();
    answer.then(ends, ends);
  }
  return answer;
};

type Sends = (...given: readonly unknown[]) => unknown;
const databases = new WeakSet<Socket>();
const { connect } = pg.Client.prototype;
pg.Client.prototype.connect = function (this: pg.Client, ...given: Parameters<typeof connect>) {
  const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  databases.add(stream);
  return connect.apply(this, given);
} as typeof connect;
const socket = Socket.prototype as unknown as { _writeGeneric: Sends };
const { _writeGeneric: send } = socket;
socket._writeGeneric = function (this: Socket, ...given: readonly unknown[]) {
  if (databases.has(this)) counted.packets++;
  return send.apply(this, [...given]);
};

/** The outermost only: a page is drawn as a whole. */
let depth = 0;
const node = Object.getPrototypeOf(jsx('p', {}, '')) as { toString: () => string };
const { toString: draw } = node;
node.toString = function () {
  const began = performance.now();
  depth++;
  try {
    return draw.call(this);
  } finally {
    if (--depth === 0) counted.drawn += performance.now() - began;
  }
};

const profiler = new Session();
async function answered(asked: Asked): Promise<Counted | object> {
  if (asked === 'profile') {
    profiler.connect();
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.setSamplingInterval', { interval: 200 });
    await profiler.post('Profiler.start');
    return {};
  }
  if (asked === 'profiled') {
    const { profile } = await profiler.post('Profiler.stop');
    profiler.disconnect();
    return { profile };
  }
  const { user, system } = process.cpuUsage();
  return { ...counted, processor: (user + system) / 1000, kernel: system / 1000 };
}
process.on('message', (asked: Asked) => void answered(asked).then((told) => process.send?.(told)));
