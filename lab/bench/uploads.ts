// What a server holds in memory while many upload at once. What the numbers mean: docs/bench.md
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import process from 'node:process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../scenarios/temporary.js';
import { served } from './served.js';
import { table } from './table.js';

const { values: options } = parseArgs({
  options: {
    uploads: { type: 'string', default: '64' },
    bytes: { type: 'string', default: '25000000' },
    /** What they are: a PDF goes through as it comes, the others are looked through whole. */
    kinds: { type: 'string', default: 'pdf,jpeg,text' },
    user: { type: 'string', default: 'bif-tovholder' },
  },
});
const uploads = Number(options.uploads);
const size = Number(options.bytes);
const CHUNK = 64 * 1024;
const SAMPLED_EVERY_MS = 20;

const jpegSegment = (marker: number, body: string) =>
  Buffer.concat([Buffer.of(0xff, marker, 0, body.length + 2), Buffer.from(body, 'latin1')]);
const ENDS: Readonly<Record<string, readonly [head: Buffer, tail: Buffer]>> = {
  pdf: [Buffer.from('%PDF-1.7\n'), Buffer.from('%%EOF\n')],
  jpeg: [
    Buffer.concat([Buffer.of(0xff, 0xd8), jpegSegment(0xe0, 'JFIF\0'), jpegSegment(0xda, 'scan')]),
    Buffer.of(0xff, 0xd9),
  ],
  text: [Buffer.from('Et brev\n'), Buffer.from('\n')],
};

/** One after another, and none of them kept: who sends is not measured. */
function* bytesOf(kind: string): Generator<Buffer> {
  const [head, tail] = ENDS[kind] ?? [Buffer.alloc(0), Buffer.alloc(0)];
  yield head;
  const chunk = Buffer.from('opdigtet linje af et brev, som ingen har skrevet\n'.repeat(CHUNK / 49).slice(0, CHUNK));
  for (let left = size - head.length - tail.length; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
  yield tail;
}

function upload(url: string, token: string, kind: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-length': size,
    };
    const sent = request(`${url}/api/documents`, { method: 'POST', headers, agent: false }, (answer) => {
      void text(answer).then((said) => {
        if (answer.statusCode !== 201) process.stderr.write(`${answer.statusCode} ${said.slice(0, 300)}\n`);
        resolve(answer.statusCode ?? 0);
      }, reject);
    });
    sent.on('error', reject);
    Readable.from(bytesOf(kind)).pipe(sent);
  });
}

/** In megabytes: what it holds now, and what it ever held. */
function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), most: of('VmHWM') };
}

/** A server of its own for each kind, as an operator starts it: what one needed is not there for the next. */
async function measured(kind: string) {
  const data = temporaryFolder('uploads');
  const server = await served(data);
  const { url } = server;
  try {
    const session = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: options.user }),
    });
    const { token } = (await session.json()) as { token: string };
    await wait(2_000);
    const pid = server.process.pid ?? 0;
    const idle = memoryOf(pid).now;
    let ended = false;
    const samples: number[] = [];
    const sampled = (async () => {
      for (; !ended; await wait(SAMPLED_EVERY_MS)) samples.push(memoryOf(pid).now);
    })();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: uploads }, () => upload(url, token, kind)));
    const seconds = (performance.now() - began) / 1000;
    ended = true;
    await sampled;
    const taken = answers.filter((status) => status === 201).length;
    const mb = (n: number) => n.toFixed(0);
    return [
      kind,
      `${taken} of ${uploads}`,
      seconds.toFixed(1),
      mb(idle),
      mb(Math.max(...samples)),
      mb(memoryOf(pid).most),
    ];
  } finally {
    await server.close();
  }
}

const rows: string[][] = [];
for (const kind of options.kinds.split(',')) {
  const row = await measured(kind);
  process.stderr.write(`${row.join(' | ')}\n`);
  rows.push(row);
}
process.stdout.write(`${uploads} uploads of ${size} bytes at once, each of a connection of its own.\n\n`);
process.stdout.write(
  `${table(['what', 'taken', 'seconds', 'idle MB', 'most MB, sampled', 'most MB, of the kernel'], rows)}\n`,
);
