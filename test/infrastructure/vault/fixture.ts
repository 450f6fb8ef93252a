import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Segment } from '../../../src/application/ports/event-store.js';
import type { Opened, SealRequest, StoredRef, Vault } from '../../../src/application/ports/vault.js';
import { FileKms } from '../../../src/infrastructure/vault/file-kms.js';

/** A clock that a test sets. */
export function clockAt(start: string) {
  let at = start;
  const set = (iso: string) => {
    at = iso;
  };
  return { now: () => at, set, pass: (ms: number) => set(new Date(Date.parse(at) + ms).toISOString()) };
}
export const NOVEMBER = '2026-11-21T09:00:00.000Z';

const folders: string[] = [];
/** After each spec file that has one: this file is read once a worker, so it cannot say so itself. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
export function kmsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vault-'));
  folders.push(folder);
  return join(folder, 'kms');
}
export const kmsAt = (now: () => string, dir = kmsFolder()) => new FileKms(dir, now, randomBytes);

export const request = (content: unknown, over: Partial<SealRequest> = {}): SealRequest => ({
  eventId: 'a3c1d0de-0000-8000-a000-000000000001',
  stream: 'concern-17',
  type: 'ConcernReceived',
  segment: 0,
  scope: 'concern:17',
  content,
  ...over,
});

export interface Stored {
  readonly ref: StoredRef;
  readonly segment: Segment;
}
export async function sealed(vault: Vault, asked: SealRequest): Promise<Stored> {
  const [first] = await vault.seal([asked]);
  if (!first) throw new Error('nothing was sealed');
  const { eventId, stream, type, segment } = asked;
  return { ref: { eventId, stream, type, segment, commitment: first.commitment }, segment: first.segment };
}
export async function opened(vault: Vault, { ref, segment }: Stored): Promise<Opened | undefined> {
  return (await vault.open([ref], [segment])).get(`${ref.eventId}/${ref.segment}`);
}

export function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}
