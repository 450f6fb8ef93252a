import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decode, hashOf } from '../../../src/application/codec.js';
import type { Recorded } from '../../../src/domain/kernel/event.js';

const text = new TextEncoder();

/** Logs as earlier versions of the product wrote them, byte for byte. One is never changed; a later version may add its own. */
export const FROZEN = ['log-1'] as const;

export interface Frozen {
  readonly position: number;
  readonly recordedAt: string;
  readonly bytes: Uint8Array;
}
export const frozenLog = (name: (typeof FROZEN)[number]): readonly Frozen[] =>
  gunzipSync(readFileSync(`test/fixtures/${name}.ndjson.gz`))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line, i) => {
      const { recordedAt, event } = JSON.parse(line) as { recordedAt: string; event: string };
      return { position: i + 1, recordedAt, bytes: text.encode(event) };
    });

export const read = (log: readonly Frozen[]): readonly Recorded[] => log.map(decode);

/** Streams in which an event does not carry the hash of the one before it. */
export function brokenChains(log: readonly Frozen[]): readonly string[] {
  const last = new Map<string, string>();
  return log.flatMap((stored) => {
    const { stream, previous } = decode(stored);
    const expected = last.get(stream) ?? null;
    last.set(stream, hashOf(stored.bytes));
    return previous === expected ? [] : [stream];
  });
}
