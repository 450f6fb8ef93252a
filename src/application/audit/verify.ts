import { createHash } from 'node:crypto';
import { inside } from '../../domain/kernel/sealed.js';
import { canonical } from '../canonical.js';
import { decodeAsWritten, hashOf, sealedIn } from '../codec.js';
import { lawfullyErased } from '../erasing/shred.js';
import type { Destroyed } from '../ports/erasing.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';
import type { Vault } from '../ports/vault.js';
import { MerkleTree } from './merkle.js';
import { isSignedBy, type SignedNote, type VerifierKey } from './note.js';
import { same } from './tree.js';

export interface Wrong {
  readonly position: number;
  readonly eventId: string;
  readonly stream: string;
  readonly version: number;
  readonly problem: string;
}
export interface Verified {
  readonly ok: boolean;
  readonly events: number;
  readonly headHash: string;
  /** Signed checkpoints that the log was held against. */
  readonly checkpoints: number;
  /** The first that does not fit. */
  readonly wrong: Wrong | null;
}

/** What was signed outside the database: it holds also against one who rewrote the whole log consistently. */
export interface Signed {
  readonly notes: readonly SignedNote[];
  /** One of these must have signed each note. */
  readonly keys: readonly VerifierKey[];
  /** The ledger's full tiles of leaf hashes: they name the very event that is not the one that was signed. */
  readonly tile?: (index: number) => Promise<Uint8Array | undefined>;
  /** What the signed list says was destroyed: a backup of the log may not know of it, nor one that was stopped in the middle. */
  readonly destroyed?: () => Promise<readonly Destroyed[]>;
}
const NOTHING_SIGNED: Signed = { notes: [], keys: [] };
const TILE = 256;

/** SHA-256(0x00 ‖ position ‖ recordedAt in ms ‖ bytes), as the store computed it when the event was appended. */
function leafOf({ position, recordedAt, bytes }: StoredEvent): Uint8Array {
  const place = Buffer.alloc(17);
  place.writeBigInt64BE(BigInt(position), 1);
  place.writeBigInt64BE(BigInt(Date.parse(recordedAt)), 9);
  return createHash('sha256').update(place).update(bytes).digest();
}

/**
 * Checks the log byte by byte: positions without a gap, recorded times that never fall, each event's leaf, the chain of each stream, what
 * the store indexes by against what the bytes say, the commitments to sealed segments, and everything against what was signed. Names the
 * first event that is wrong.
 */
export async function verify(
  store: EventStore,
  vault: Vault,
  range: { from?: number; to?: number } = {},
  progress?: (position: number) => void,
  signed: Signed = NOTHING_SIGNED,
): Promise<Verified> {
  const { from = 1, to } = range;
  const held = new HeldAgainst(signed, to ?? Number.POSITIVE_INFINITY);
  const tree = new MerkleTree();
  const last = new Map<string, { version: number; hash: string }>();
  let events = 0;
  let before = { position: 0, recordedAt: '' };
  const answer = (wrong: Wrong | null): Verified => {
    return { ok: wrong === null, events, headHash: tree.root(), checkpoints: held.checked, wrong };
  };
  // Asked for only where something is missing: a deletion that two people did not decide is tampering (REL I34).
  let lawful: Promise<ReadonlySet<string>> | undefined;
  const erased = async (eventId: string) => {
    lawful ??= lawfullyErased(store, await signed.destroyed?.());
    return (await lawful).has(eventId);
  };
  const forged = held.unsigned();
  if (forged) return answer(forged);
  for await (const batch of store.readAll({ ...(to === undefined ? {} : { to }) })) {
    const segments = await segmentsOf(
      store,
      batch.filter((e) => e.position >= from),
    );
    for (const event of batch) {
      const inRange = event.position >= from;
      const problem = inRange
        ? (place(event, before) ??
          content(event, last.get(event.stream)) ??
          (await sealed(event, vault, segments, erased)))
        : undefined;
      if (problem) return answer({ ...brief(event), problem });
      tree.add(event.leaf);
      const unlike = (await held.leaf(event)) ?? held.root(event.position, tree);
      if (unlike) return answer({ ...brief(event), problem: unlike });
      last.set(event.stream, { version: event.version, hash: hashOf(event.bytes) });
      before = event;
      events++;
    }
    progress?.(before.position);
  }
  return answer(held.missing(events));
}

/** Holds the log against what was signed while it is read. */
class HeldAgainst {
  checked = 0;
  private readonly notes: SignedNote[];
  private tile: { readonly index: number; readonly hashes: Uint8Array | undefined } = { index: -1, hashes: undefined };

  constructor(
    private readonly signed: Signed,
    to: number,
  ) {
    this.notes = signed.notes
      .filter((n) => n.checkpoint.size <= to)
      .sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  }

  unsigned(): Wrong | undefined {
    const forged = this.notes.find((note) => !this.signed.keys.some((key) => isSignedBy(note, key)));
    if (!forged) return undefined;
    const { size, at } = forged.checkpoint;
    return nowhere(size, `the checkpoint of ${at} over ${size} events has no good signature`);
  }

  async leaf({ position, leaf }: StoredEvent): Promise<string | undefined> {
    const index = Math.floor((position - 1) / TILE);
    if (index !== this.tile.index) this.tile = { index, hashes: await this.signed.tile?.(index) };
    const at = ((position - 1) % TILE) * leaf.length;
    const known = this.tile.hashes?.subarray(at, at + leaf.length);
    return known && !same(known, leaf) ? 'it is not the event that stood here when the ledger was written' : undefined;
  }

  root(position: number, tree: MerkleTree): string | undefined {
    while (this.notes[0] && this.notes[0].checkpoint.size <= position) {
      const { checkpoint } = this.notes.shift() as SignedNote;
      if (checkpoint.size < position) continue; // an empty log
      this.checked++;
      if (!same(checkpoint.root, tree.rootHash()))
        return `up to here the log is not what was signed at ${checkpoint.at}: something at or before this position was rewritten`;
    }
    return undefined;
  }

  /** What was signed and is not there any more. */
  missing(events: number): Wrong | null {
    const last = this.notes.at(-1)?.checkpoint;
    if (!last || last.size <= events) return null;
    return nowhere(
      events + 1,
      `the log ends here, and ${last.size} events were signed at ${last.at}: its end was cut off`,
    );
  }
}
const nowhere = (position: number, problem: string): Wrong => ({
  position,
  eventId: '',
  stream: '',
  version: 0,
  problem,
});

const brief = ({ position, eventId, stream, version }: StoredEvent) => ({ position, eventId, stream, version });

function place(event: StoredEvent, before: { position: number; recordedAt: string }): string | undefined {
  if (event.position !== before.position + 1) return `position ${before.position + 1} is missing before it`;
  if (event.recordedAt < before.recordedAt) return 'it was recorded before its predecessor';
  if (Buffer.compare(leafOf(event), event.leaf) !== 0) return 'its bytes, position or recorded time were changed';
  return undefined;
}

function content(event: StoredEvent, previous: { version: number; hash: string } | undefined): string | undefined {
  const json = parsed(event.bytes);
  if (!json) return 'its bytes are not an event';
  if (canonical(json) !== Buffer.from(event.bytes).toString()) return 'its bytes are not canonical';
  if (event.version !== (previous?.version ?? 0) + 1) return 'its stream has a gap before it';
  if (json.previous !== (previous?.hash ?? null))
    return 'it does not follow its predecessor in the stream: one of the two was changed';
  const said = [json.eventId, json.stream, json.version, json.type, json.commandId];
  const indexed = [event.eventId, event.stream, event.version, event.type, event.commandId];
  return said.every((value, i) => value === indexed[i])
    ? undefined
    : 'what the store indexes it by is not what it says';
}

function parsed(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

async function segmentsOf(store: EventStore, events: readonly StoredEvent[]): Promise<ReadonlyMap<string, Segment>> {
  const segments = await store.readSegments(events.map((e) => e.eventId));
  return new Map(segments.map((s) => [`${s.eventId}/${s.segment}`, s]));
}
type Segment = Awaited<ReturnType<EventStore['readSegments']>>[number];

async function sealed(
  event: StoredEvent,
  vault: Vault,
  segments: ReadonlyMap<string, Segment>,
  erased: (eventId: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const value of sealedIn(decodeAsWritten(event).data)) {
    const what = inside(value);
    if (!('commitment' in what)) continue;
    const segment = segments.get(`${event.eventId}/${what.segment}`);
    if (!segment) {
      if (await erased(event.eventId)) continue;
      return `its sealed segment ${what.segment} is missing`;
    }
    if (vault.commitmentOf(segment) !== what.commitment) return `its sealed segment ${what.segment} was changed`;
  }
  return undefined;
}
