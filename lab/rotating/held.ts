import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRequest } from '../../src/application/commands/request.js';
import type { Installation } from '../../src/application/installation.js';
import type { Segment } from '../../src/application/ports/event-store.js';
import type { SealRequest, StoredRef } from '../../src/application/ports/vault.js';
import type { KeyRing } from '../../src/infrastructure/vault/key-ring.js';
import type { Kms } from '../../src/infrastructure/vault/kms.js';
import { SealingVault } from '../../src/infrastructure/vault/sealing-vault.js';
import type { KeyStore } from '../../src/infrastructure/vault/wrapped-key.js';
import { KEYS, type Stands } from './stands.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const PERSON = '5ca1ab1e-0000-4000-8000-000000000001';
type Bytes = 'ciphertext' | 'nonce' | 'tag' | 'salt';
type KeptSegment = Omit<Segment, Bytes> & Record<Bytes, string>;

/** What was sealed before, as the log would keep it. */
interface Held {
  readonly refs: readonly StoredRef[];
  readonly segments: readonly KeptSegment[];
  /** Digests of the wrapping keys, by month. */
  readonly wrapping: Readonly<Record<string, string>>;
}
export const heldIn = (data: string): string => join(data, 'held.json');

/** Two months of keys, some of them destroyed. */
export async function made(of: Installation, data: string, setClock: (to: string) => void): Promise<void> {
  await of.executor.execute({
    request: parseRequest('RegisterPerson', { id: PERSON, at: of.clock.now(), data: { name: 'Opdigtet' } }),
    ...{ actor: { userId: 'u0', agency: 'BIF', role: 'coordinator' }, kind: 'person', commandId: crypto.randomUUID() },
  });
  const january = await sealed(of, numbers(0, KEYS.january));
  setClock('2026-02-10T06:00:00.000Z');
  const all = [...january, ...(await sealed(of, numbers(KEYS.january, KEYS.february)))];
  await partsOf(of).vault.destroyKeys(all.slice(0, KEYS.erased).map(({ segment }) => segment.keyId));
  const wrapping = Object.fromEntries(
    ['2026-01', '2026-02'].map((month) => [month, digestOf(data, `kek-${month}.key`)]),
  );
  const held: Held = { refs: all.map(({ ref }) => ref), segments: all.map(({ segment }) => kept(segment)), wrapping };
  writeFileSync(heldIn(data), JSON.stringify(held));
}

async function sealed({ vault }: Installation, of: readonly number[]) {
  const requests = of.map(
    (n): SealRequest => ({
      ...{ eventId: crypto.randomUUID(), stream: `case-${n}`, type: 'Noted', segment: 0 },
      ...{ scope: `case:${n}`, content: textOf(n) },
    }),
  );
  return (await vault.seal(requests)).map(({ segment, commitment }, i) => {
    const { eventId, stream, type } = requests[i] as SealRequest;
    return { segment, ref: { eventId, stream, type, segment: 0, commitment } };
  });
}

export async function stands(of: Installation, data: string): Promise<Stands> {
  const { refs, segments, wrapping }: Held = JSON.parse(readFileSync(heldIn(data), 'utf8'));
  const opened = await of.vault.open(refs, segments.map(restored));
  const found = refs.map((ref) => opened.get(`${ref.eventId}/0`));
  const { keys, kms } = partsOf(of);
  const epochs = (await kms.epochs()).map(
    ({ epoch, isDestroyed, hasKey }) => `${epoch}${isDestroyed ? ' destroyed' : ''}${isDestroyed && hasKey ? '?' : ''}`,
  );
  const there = new Set(readdirSync(join(data, 'kms')).map((name) => digestOf(data, name)));
  const operator = {
    actor: { userId: 'u3', agency: 'installation', role: 'administrator' },
    purpose: 'operation',
  } as const;
  return {
    opened: found.filter((one, n) => typeof one === 'object' && one.content === textOf(n)).length,
    erased: found.filter((one) => one === 'erased').length,
    old: (await keys.olderThan('2026-04', BEFORE_ALL, 10)).length,
    epochs: epochs.join(', '),
    readable: Object.keys(wrapping)
      .filter((month) => there.has(wrapping[month] ?? ''))
      .join(', '),
    ok: (await of.asker.ask('VerifyLog', {}, operator)).ok,
  };
}

/** What no caller of the product reaches. */
export function partsOf({ vault }: Installation) {
  if (!(vault instanceof SealingVault)) throw new Error('this vault keeps its keys elsewhere');
  const ring: KeyRing = Reflect.get(vault, 'ring');
  const [keys, kms]: [KeyStore, Kms] = [Reflect.get(ring, 'store'), Reflect.get(ring, 'kms')];
  return { vault, keys, kms };
}
const textOf = (n: number): string => `text ${n}`;
const numbers = (from: number, many: number) => Array.from({ length: many }, (_, i) => from + i);
const digestOf = (data: string, name: string): string =>
  createHash('sha256')
    .update(readFileSync(join(data, 'kms', name)))
    .digest('hex');

const kept = (segment: Segment): KeptSegment => ({
  ...segment,
  ...each((name) => Buffer.from(segment[name]).toString('base64')),
});
const restored = (segment: KeptSegment): Segment => ({
  ...segment,
  ...each((name) => Buffer.from(segment[name], 'base64')),
});
const each = <T>(value: (name: Bytes) => T): Record<Bytes, T> => ({
  ciphertext: value('ciphertext'),
  nonce: value('nonce'),
  tag: value('tag'),
  salt: value('salt'),
});
