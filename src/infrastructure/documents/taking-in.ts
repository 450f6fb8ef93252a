import { type TakenIn, tooLarge } from '../../application/documents/documents.js';
import { Refused } from '../../application/refusal.js';
import { within } from '../../application/within.js';
import { sleep } from '../clock/sleep.js';
import { ALLOWED, kindByAll, kindByHead } from './file-kind.js';
import { Room } from './room.js';
import { stripped } from './stripping.js';

/** Most that a document may be, in bytes (commands.md). */
export const MOST = 25_000_000;
/** So many bytes are held whole at a time, to be looked through; who would be more waits, and is not read meanwhile. */
const HELD = MOST;
const HEAD = 8192;

const room = new Room(HELD);

export const notTaken = () =>
  new Refused('type-not-allowed', 'PDF, PNG, JPEG, TIFF, plain text, ODT, DOCX and EML are taken, without macros.');

/** Milliseconds in which some of what is asked for comes. Who waits for a turn is not asked. */
const STILL = 60_000;
async function* moving(body: AsyncIterable<Uint8Array>, still: number): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await within(sleep, still, chunks.next(), () => {
        throw new Refused('unavailable', 'Nothing more of it came. Send it again.');
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Not awaited: of a stream that stands still the end does not come either.
    void chunks.return?.()?.catch(() => undefined);
  }
}

async function* atMost(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge();
    yield chunk;
  }
}

/**
 * Looks at what comes and hands on what is kept. A PDF goes through as it comes; what must be seen whole (a picture to be stripped, an office
 * file, a letter, a text) is held for as long as that takes, as many at a time as there is room for. @param said how many bytes come at most, if
 * anybody said so @throws Refused
 */
export async function takeIn<T>(
  body: AsyncIterable<Uint8Array>,
  keep: (taken: TakenIn) => Promise<T>,
  said = MOST,
  still = STILL,
): Promise<T> {
  const most = Math.min(said, MOST);
  const limited = atMost(moving(body, still), most);
  const first: Buffer[] = [];
  let size = 0;
  while (size < HEAD) {
    const { value, done } = await limited.next();
    if (done) break;
    first.push(Buffer.from(value));
    size += value.byteLength;
  }
  if (size === 0) throw notTaken();
  const head = await kindByHead(Buffer.concat(first).subarray(0, HEAD));
  if (head === 'other') throw notTaken();
  if (head === ALLOWED.pdf) return keep({ mediaType: head, changed: false, bytes: joined(first, limited) });
  return room.holding(most, async () => {
    const whole = await wholeOf(joined(first, limited), most);
    const mediaType = await kindOf(whole);
    const kept = clean(mediaType, whole);
    return keep({ mediaType, changed: !kept.equals(whole), bytes: one(kept) });
  });
}

/** Into one buffer: pieces that are put together at the end are there twice. */
async function wholeOf(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const whole = Buffer.allocUnsafe(most);
  let size = 0;
  for await (const chunk of bytes) {
    whole.set(chunk, size);
    size += chunk.byteLength;
  }
  return whole.subarray(0, size);
}

async function kindOf(bytes: Buffer): Promise<string> {
  try {
    const found = await kindByAll(bytes);
    if (found) return found;
  } catch {
    // What cannot be read as what it says it is, is not taken.
  }
  throw notTaken();
}
function clean(mediaType: string, bytes: Buffer): Buffer {
  try {
    return stripped(mediaType, bytes);
  } catch {
    throw notTaken();
  }
}

async function* joined(first: readonly Buffer[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first;
  yield* rest;
}
async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
