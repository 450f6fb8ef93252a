import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../src/application/audit/ledger.js';
import { parseNote, parseVerifier } from '../../../src/application/audit/note.js';
import { type Signed, verify } from '../../../src/application/audit/verify.js';
import { canonical } from '../../../src/application/canonical.js';
import { hashOf } from '../../../src/application/codec.js';
import type { EventStore, Segment, StoredEvent } from '../../../src/application/ports/event-store.js';
import { LedgerFolder } from '../../../src/infrastructure/ledger/ledger-folder.js';
import { signingKey } from '../../../src/infrastructure/ledger/signing-key.js';
import { give, idFor, opened, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = '2024-06-03T08:00:00.000Z';
const AT = '2024-05-06T10:00:00+02:00';
const SIGNED_AT = 600;

let product: ReturnType<typeof memoryInstallation>;
let log: readonly StoredEvent[];
let segments: readonly Segment[];
let signed: Signed;

beforeAll(async () => {
  product = memoryInstallation(() => NOW);
  for (let i = 0; i < 210; i++) {
    await give(product, 'BIF:coordinator', 'RegisterConcern', `c${i}`, AT, registered('koebenhavn', AT));
    await give(product, 'BIF:coordinator', 'QualifyConcern', `c${i}`, AT, substantiated);
    await give(product, 'BIF:coordinator', 'GiveAdvice', `c${i}`, AT, { to: 'citizen', topic: `råd ${i}` });
  }
  await give(product, 'BIF:coordinator', 'OpenCase', 'k', AT, opened('koebenhavn', 'c1', 'SOF'));
  const all: StoredEvent[] = [];
  for await (const batch of product.store.readAll()) all.push(...batch);
  log = all;
  segments = await product.store.readSegments(all.map((e) => e.eventId));
  const ledgerStore = new LedgerFolder(join(folder, 'ledger'));
  const signer = signingKey(join(folder, 'key.pem'), 'sagsspor');
  const clock = { now: () => NOW };
  // Signed when the log was shorter, and never since: what came after is held by the chains and the tiles alone.
  const then = storeOf(log.slice(0, SIGNED_AT), segments);
  await new Ledger({ store: then, ledger: ledgerStore, signer, clock }).checkpoint();
  signed = {
    notes: (await ledgerStore.checkpoints()).map(parseNote),
    keys: [parseVerifier(signer.verifier)],
    tile: (index) => ledgerStore.tile(0, index),
  };
});

function storeOf(events: readonly StoredEvent[], own: readonly Segment[]): EventStore {
  const store = {
    async *readAll({ from = 1, to = Number.POSITIVE_INFINITY } = {}) {
      yield events.filter((e) => e.position >= from && e.position <= to);
    },
    head: async () => ({ position: events.at(-1)?.position ?? 0, recordedAt: events.at(-1)?.recordedAt ?? NOW }),
    readSegments: async (ids: readonly string[]) => own.filter((s) => ids.includes(s.eventId)),
  };
  return store as unknown as EventStore;
}

const leafOf = ({ position, recordedAt, bytes }: StoredEvent): Uint8Array => {
  const place = Buffer.alloc(17);
  place.writeBigInt64BE(BigInt(position), 1);
  place.writeBigInt64BE(BigInt(Date.parse(recordedAt)), 9);
  return createHash('sha256').update(place).update(bytes).digest();
};
type Json = Record<string, unknown> & { data: Record<string, unknown> };
const read = ({ bytes }: StoredEvent): Json => JSON.parse(new TextDecoder().decode(bytes));
const written = (event: StoredEvent, json: object): StoredEvent => {
  const bytes = new TextEncoder().encode(canonical(json));
  return { ...event, bytes, leaf: leafOf({ ...event, bytes }) };
};
/** A forger who knows everything but the key: positions, leaves, chains, all made right again. */
function reforged(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const previous = new Map<string, { hash: string; version: number }>();
  return events.map((event, i) => {
    const before = previous.get(event.stream);
    const version = (before?.version ?? 0) + 1;
    const placed = { ...event, position: i + 1, version };
    const again = written(placed, { ...read(event), version, previous: before?.hash ?? null });
    previous.set(event.stream, { hash: hashOf(again.bytes), version });
    return again;
  });
}
const change = (at: number, to: (e: StoredEvent) => StoredEvent) => log.map((e) => (e.position === at ? to(e) : e));
const edited = (at: number, field: string, value: unknown) =>
  change(at, (e) => written(e, { ...read(e), data: { ...read(e).data, [field]: value } }));
const swap = (a: number, b: number) =>
  log.map((e) => (e.position === a ? (log[b - 1] as StoredEvent) : e.position === b ? (log[a - 1] as StoredEvent) : e));

/** What a database administrator may do, and where it must be found; `by` the checks of the log itself, or only by what was signed. */
const TAMPERINGS: readonly (readonly [what: string, events: () => readonly StoredEvent[], found: RegExp])[] = [
  [
    'one byte of an event is changed',
    () => change(5, (e) => ({ ...e, bytes: Buffer.from(e.bytes).fill(' ', 3, 4) })),
    /changed/,
  ],
  ['an event is changed and its leaf made right', () => edited(6, 'outcome', 'unsubstantiated'), /ledger was written/],
  [
    'an event is changed and everything after it made right',
    () => reforged(edited(6, 'outcome', 'unsubstantiated')),
    /ledger was written/,
  ],
  [
    'an event near the signed end is changed, everything made right',
    () => reforged(edited(590, 'to', 'relative')),
    /not what was signed/,
  ],
  [
    'the time an event was recorded is changed',
    () => change(9, (e) => ({ ...e, recordedAt: '2024-06-03T07:59:59.000Z' })),
    /recorded before|changed/,
  ],
  [
    'the recorded time of all is changed, everything made right',
    () => reforged(log.map((e) => ({ ...e, recordedAt: '2024-06-02T08:00:00.000Z' }))),
    /ledger was written/,
  ],
  [
    'when something happened is changed, everything made right',
    () => reforged(change(7, (e) => written(e, { ...read(e), occurredAt: '2024-05-07T08:00:00.000Z' }))),
    /ledger was written/,
  ],
  [
    'who did it is changed, everything made right',
    () =>
      reforged(change(7, (e) => written(e, { ...read(e), actor: { ...(read(e).actor as object), agency: 'SOF' } }))),
    /ledger was written/,
  ],
  ['an event is deleted', () => log.filter((e) => e.position !== 40), /missing/],
  [
    'an event is deleted, everything made right',
    () => reforged(log.filter((e) => e.position !== 40)),
    /ledger was written/,
  ],
  ['the first event is deleted, everything made right', () => reforged(log.slice(1)), /ledger was written/],
  [
    'a whole stream is deleted, everything made right',
    () => reforged(log.filter((e) => e.stream !== log[30]?.stream)),
    /ledger was written/,
  ],
  [
    'an event is put in, everything made right',
    () => reforged([...log.slice(0, 30), { ...(log[30] as StoredEvent), eventId: idFor('forged') }, ...log.slice(30)]),
    /index|ledger was written/,
  ],
  ['an event is doubled', () => [...log.slice(0, 30), log[29] as StoredEvent, ...log.slice(30)], /missing/],
  ['two events are swapped', () => swap(10, 20), /missing/],
  ['two events are swapped, everything made right', () => reforged(swap(10, 20)), /ledger was written/],
  ['the order is turned round, everything made right', () => reforged(log.toReversed()), /ledger was written/],
  ['the end is cut off behind what was signed: the rest stands', () => log.slice(0, SIGNED_AT + 10), /^nothing$/],
  ['the end is cut off before what was signed', () => log.slice(0, SIGNED_AT - 1), /end was cut off/],
  ['everything is deleted', () => [], /end was cut off/],
  [
    'it is rolled back and goes on otherwise, everything made right',
    () => reforged([...log.slice(0, 550), ...log.slice(0, 60)]),
    /not what was signed|index/,
  ],
  [
    'the type by which it is indexed is changed',
    () => change(3, (e) => ({ ...e, type: 'ConcernDismissed' })),
    /indexed|index/,
  ],
  [
    'the stream by which it is indexed is changed',
    () => change(3, (e) => ({ ...e, stream: 'concern-x' })),
    /gap|index/,
  ],
  ['the id by which it is indexed is changed', () => change(3, (e) => ({ ...e, eventId: idFor('x') })), /index/],
  ['the command by which it is indexed is changed', () => change(3, (e) => ({ ...e, commandId: idFor('x') })), /index/],
  ['the version by which it is indexed is changed', () => change(3, (e) => ({ ...e, version: 9 })), /gap/],
  [
    'its bytes are written otherwise, with the same meaning',
    () =>
      change(4, (e) => {
        const bytes = new TextEncoder().encode(JSON.stringify(read(e), null, 1));
        return { ...e, bytes, leaf: leafOf({ ...e, bytes }) };
      }),
    /canonical/,
  ],
  [
    'its bytes are no event any more',
    () =>
      change(4, (e) => {
        const bytes = Buffer.from([0xff, 0xfe]);
        return { ...e, bytes, leaf: leafOf({ ...e, bytes }) };
      }),
    /not an event/,
  ],
  ['the leaf alone is changed', () => change(4, (e) => ({ ...e, leaf: new Uint8Array(32) })), /changed/],
];

describe('The log, after someone with every right on the database', () => {
  it('as it stands, holds', async () => {
    expect(await verify(storeOf(log, segments), product.vault, {}, undefined, signed)).toMatchObject({
      ok: true,
      checkpoints: 1,
    });
  });

  for (const [what, events, found] of TAMPERINGS)
    it(`${what}: it is found`, async () => {
      const { wrong } = await verify(storeOf(events(), segments), product.vault, {}, undefined, signed);
      expect(wrong?.problem ?? 'nothing').toMatch(found);
    });

  it('a sealed segment is changed, exchanged with another or deleted: it is found', async () => {
    const [first, second] = segments as [Segment, Segment];
    const swapped = [{ ...first, ciphertext: second.ciphertext }, ...segments.slice(1)];
    // Turned over, not set: one ciphertext in 256 begins with any given byte.
    const turned = first.ciphertext.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
    const bent = [{ ...first, ciphertext: turned }, ...segments.slice(1)];
    const retagged = [{ ...first, tag: second.tag }, ...segments.slice(1)];
    const renonced = [{ ...first, nonce: second.nonce }, ...segments.slice(1)];
    for (const own of [swapped, bent, retagged, renonced]) {
      const { wrong } = await verify(storeOf(log, own), product.vault, {}, undefined, signed);
      expect(wrong?.problem).toMatch(/sealed segment 0 was changed/);
    }
    const { wrong } = await verify(storeOf(log, segments.slice(1)), product.vault, {}, undefined, signed);
    expect(wrong?.problem).toMatch(/sealed segment 0 is missing/);
  });

  it('a checkpoint is forged under another key: it is found', async () => {
    const other = signingKey(join(folder, 'other.pem'), 'sagsspor');
    const { wrong } = await verify(storeOf(log, segments), product.vault, {}, undefined, {
      ...signed,
      keys: [parseVerifier(other.verifier)],
    });
    expect(wrong?.problem).toMatch(/no good signature/);
  });
});
