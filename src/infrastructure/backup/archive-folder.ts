import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { ArchiveDamaged, type ArchivedEvent, type LogArchive } from '../../application/ports/log-archive.js';
import { replaceFile } from '../whole-file.js';

const [packed, unpacked] = [promisify(gzip), promisify(gunzip)];

const octets = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const Line = z.strictObject({
  ...{ position: z.int(), stream: z.string(), version: z.int(), eventId: z.uuid(), type: z.string() },
  ...{ commandId: z.uuid(), ordinal: z.int(), recordedAt: z.iso.datetime(), bytes: z.string(), leaf: octets },
  promise: z.string().optional(),
  fingerprint: octets.optional(),
  segments: z.array(
    z.strictObject({
      ...{ eventId: z.uuid(), segment: z.int(), keyId: z.uuid() },
      ...{ salt: octets, nonce: octets, ciphertext: octets, tag: octets },
    }),
  ),
});

interface ArchiveRange {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}
const NAME = /^(\d{12})-(\d{12})\.ndjson\.gz$/;
const twelve = (position: number) => String(position).padStart(12, '0');

/**
 * Files `<first>-<last>.ndjson.gz`, a line an event: its canonical bytes as they are hashed, and what the store keeps beside. Whether one
 * was changed is told by the leaves, which the target computes anew, and by the signed checkpoint; a file that is cut short by itself.
 */
export class ArchiveFolder implements LogArchive {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  async last(): Promise<ArchivedEvent | undefined> {
    const part = this.parts().at(-1);
    return part && (await this.eventsOf(part)).at(-1);
  }

  async add(events: readonly ArchivedEvent[]): Promise<void> {
    const [first, last] = [events[0]?.position, events.at(-1)?.position];
    if (first === undefined || last === undefined) return;
    const end = this.parts().at(-1)?.last ?? 0;
    if (first !== end + 1) throw new RangeError(`the archive ends at ${end}, and ${first} does not follow`);
    const text = events.map((event) => `${JSON.stringify(event, plain)}\n`).join('');
    replaceFile(join(this.folder, `${twelve(first)}-${twelve(last)}.ndjson.gz`), await packed(text));
  }

  async *read({ from = 1, to = Number.POSITIVE_INFINITY, batch = 1000 }: Parameters<LogArchive['read']>[0]) {
    let held: ArchivedEvent[] = [];
    for (const part of this.parts()) {
      if (part.last < from || part.first > to) continue;
      held.push(...(await this.eventsOf(part)).filter((e) => e.position >= from && e.position <= to));
      for (; held.length >= batch; held = held.slice(batch)) yield held.slice(0, batch);
    }
    if (held.length > 0) yield held;
  }

  /** @throws ArchiveDamaged where one is missing */
  private parts(): readonly ArchiveRange[] {
    const parts = readdirSync(this.folder)
      .sort()
      .flatMap((name): ArchiveRange[] => {
        const [, first, last] = NAME.exec(name) ?? [];
        return first && last ? [{ name, first: Number(first), last: Number(last) }] : [];
      });
    for (const [i, part] of parts.entries())
      if (part.first !== (parts[i - 1]?.last ?? 0) + 1)
        throw new ArchiveDamaged(`before ${part.name} a file is missing: put it back`);
    return parts;
  }

  private async eventsOf({ name, first, last }: ArchiveRange): Promise<readonly ArchivedEvent[]> {
    let events: readonly ArchivedEvent[];
    try {
      const text = (await unpacked(readFileSync(join(this.folder, name)))).toString();
      events = text
        .split('\n')
        .filter(Boolean)
        .map((line) => archived(Line.parse(JSON.parse(line))));
    } catch (cause) {
      throw new ArchiveDamaged(`${name} cannot be read: put it back from another copy`, { cause });
    }
    if (events.length !== last - first + 1 || events[0]?.position !== first)
      throw new ArchiveDamaged(`${name} does not hold what its name says: put it back from another copy`);
    return events;
  }
}

/** `bytes` are text (canonical JSON), all other octets base64. */
function plain(key: string, value: unknown): unknown {
  // A Buffer has made itself an object before it comes here.
  const own = (value as { type?: string; data?: number[] } | null)?.type === 'Buffer';
  const octets = own ? Buffer.from((value as { data: number[] }).data) : value;
  if (!(octets instanceof Uint8Array)) return value;
  return Buffer.from(octets).toString(key === 'bytes' ? 'utf8' : 'base64');
}

function archived({ bytes, promise, fingerprint, ...rest }: z.output<typeof Line>): ArchivedEvent {
  return {
    ...rest,
    bytes: new TextEncoder().encode(bytes),
    ...(promise === undefined ? {} : { promise }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}
