import type { EventStore, StoredEvent } from '../ports/event-store.js';
import { type LedgerStore, type Signer, type Witness, WitnessBehind } from '../ports/ledger.js';
import type { Clock } from '../ports/runtime.js';
import { allLeaves } from './leaves.js';
import { checkpointText, noteOf, parseNote, parseVerifier, type Signature, type SignedNote } from './note.js';
import { consistencyProof, inclusionProof, type Nodes, nodeHash, rootAt, same } from './tree.js';

export const TILE = 256;
const HASH = 32;

/** The hashes of the log's tree: full tiles from the ledger, the rest from the leaves that the log holds. */
export class LogNodes implements Nodes {
  private readonly kept = new Map<string, Uint8Array>();
  /** Blocks of leaves that are being read: 256 nodes of one tile are asked for at once, and are one reading. */
  private readonly reading = new Map<number, Promise<readonly Uint8Array[]>>();
  constructor(
    private readonly ledger: Pick<LedgerStore, 'tile'>,
    private readonly leaves: (from: number, to: number) => Promise<readonly Uint8Array[]>,
  ) {}

  async node(level: number, index: number): Promise<Uint8Array> {
    const known = this.kept.get(`${level}/${index}`);
    if (known) return known;
    const hash = (await this.fromTile(level, index)) ?? (await this.computed(level, index));
    if (this.kept.size > 50_000) this.kept.clear();
    this.kept.set(`${level}/${index}`, hash);
    return hash;
  }

  private async fromTile(level: number, index: number): Promise<Uint8Array | undefined> {
    const above = level % 8;
    const width = 2 ** above;
    const first = index * width;
    const tile = await this.ledger.tile((level - above) / 8, Math.floor(first / TILE));
    return tile && fold(tile.subarray((first % TILE) * HASH, ((first % TILE) + width) * HASH));
  }

  private async computed(level: number, index: number): Promise<Uint8Array> {
    if (level > 0) return nodeHash(await this.node(level - 1, 2 * index), await this.node(level - 1, 2 * index + 1));
    const start = index - (index % TILE);
    const leaf = (await this.block(start))[index - start];
    if (!leaf) throw new Error(`the log has no event at position ${index + 1}`);
    return leaf;
  }

  private block(start: number): Promise<readonly Uint8Array[]> {
    const under = this.reading.get(start);
    if (under) return under;
    const begun = this.leaves(start + 1, start + TILE).finally(() => this.reading.delete(start));
    this.reading.set(start, begun);
    return begun.then((leaves) => {
      for (const [i, leaf] of leaves.entries()) this.kept.set(`0/${start + i}`, leaf);
      return leaves;
    });
  }
}

/** The root of a power of two of hashes. */
function fold(hashes: Uint8Array): Uint8Array {
  let level = Array.from({ length: hashes.length / HASH }, (_, i) => hashes.subarray(i * HASH, (i + 1) * HASH));
  while (level.length > 1) {
    level = Array.from({ length: level.length / 2 }, (_, i) =>
      nodeHash(level[2 * i] as Uint8Array, level[2 * i + 1] as Uint8Array),
    );
  }
  return level[0] as Uint8Array;
}

export interface LedgerOptions {
  readonly store: Pick<EventStore, 'readAll' | 'leaves' | 'head'>;
  readonly ledger: LedgerStore;
  readonly signer: Signer;
  readonly witnesses?: readonly Witness[];
  readonly clock: Clock;
}

/** What a third party needs to check one event without us: `verifier/sagsspor-verify.mjs` reads it. */
export interface Bundle {
  readonly event: {
    readonly position: number;
    readonly recordedAt: string;
    /** Canonical bytes, base64: what is hashed. */
    readonly bytes: string;
  };
  /** base64, from the leaf up. */
  readonly inclusion: readonly string[];
  readonly checkpoint: string;
  /** That an older checkpoint is the beginning of this one, where one was asked for. */
  readonly consistency?: { readonly old: string; readonly proof: readonly string[] };
}

/** What the second line of a signed file says. */
const STATEMENT = 'signed file';
const base64 = (hash: Uint8Array) => Buffer.from(hash).toString('base64');

/**
 * The log's tree kept outside the database, and signed (REL 0.7): who rewrites the log, even consistently, cannot make what was signed true
 * again. One process at a time advances it.
 */
export class Ledger {
  readonly nodes: LogNodes;
  constructor(private readonly options: LedgerOptions) {
    const { store, ledger } = options;
    this.nodes = new LogNodes(ledger, (from, to) => allLeaves(store, from, to));
  }

  /** Writes the tiles that have become full, and signs the head. @returns the note, cosigned by the witnesses that answered */
  async checkpoint(onWitness: (error: unknown) => void = () => undefined): Promise<SignedNote> {
    const { store, signer, ledger, clock } = this.options;
    const { position: size } = await store.head();
    await this.extends(size);
    await this.tiles(size);
    const root = await rootAt(this.nodes, size);
    const text = checkpointText({ origin: signer.name, size, root, at: clock.now() });
    const own = await this.signed(text);
    const note = noteOf(text, [own, ...(await this.cosignatures(noteOf(text, [own]), size, onWitness))]);
    await ledger.putCheckpoint(note);
    return parseNote(note);
  }

  /** What was signed is never taken back: not even by signing a shorter log, or another one. @throws NotAnExtension */
  private async extends(size: number): Promise<void> {
    const last = (await this.newest())?.checkpoint;
    if (!last) return;
    if (size < last.size || !same(await rootAt(this.nodes, last.size), last.root)) throw new NotAnExtension(last.size);
  }

  /** The newest checkpoint; undefined before the first. */
  async newest(): Promise<SignedNote | undefined> {
    const last = await this.options.ledger.newest();
    return last === undefined ? undefined : parseNote(last);
  }

  /** A proof of one event against the newest checkpoint that covers it. `since`: an older checkpoint that is shown to be its beginning. */
  async prove(position: number, since?: string): Promise<Bundle> {
    const note = await this.options.ledger.newest();
    const size = note === undefined ? 0 : parseNote(note).checkpoint.size;
    if (note === undefined || position > size) throw new NotSigned(position, size);
    const [event] = await eventsOf(this.options.store, position, position);
    if (!event) throw new NotSigned(position, size);
    const inclusion = await inclusionProof(this.nodes, position - 1, size);
    return {
      event: { position, recordedAt: event.recordedAt, bytes: base64(event.bytes) },
      inclusion: inclusion.map(base64),
      checkpoint: note,
      ...(since === undefined ? {} : { consistency: { old: since, proof: await this.extension(since, size) } }),
    };
  }

  /**
   * Signs what a file says of itself, with the log's key: whoever has the key checks the file without us. Its second line is no number, so that
   * it can never be taken for a checkpoint.
   */
  async statement(lines: readonly string[]): Promise<string> {
    const text = `${this.options.signer.name}\n${STATEMENT}\n${lines.join('\n')}\n`;
    return noteOf(text, [await this.signed(text)]);
  }

  private async extension(old: string, size: number): Promise<readonly string[]> {
    const proof = await consistencyProof(this.nodes, parseNote(old).checkpoint.size, size);
    return proof.map(base64);
  }

  private async signed(text: string): Promise<Signature> {
    const { signer } = this.options;
    const blob = Buffer.concat([parseVerifier(signer.verifier).id, await signer.sign(Buffer.from(text))]);
    return { name: signer.name, blob };
  }

  private async cosignatures(
    note: string,
    size: number,
    onWitness: (error: unknown) => void,
  ): Promise<readonly Signature[]> {
    const previous = (await this.newest())?.checkpoint.size ?? 0;
    const asked = (this.options.witnesses ?? []).map(async (witness) => {
      try {
        return parseNote(noteOf(parseNote(note).text, []) + (await this.ask(witness, note, previous, size)).join('\n'))
          .signatures;
      } catch (error) {
        onWitness(error); // the log does not wait for others; what is missing is seen in the note
        return [];
      }
    });
    return (await Promise.all(asked)).flat();
  }

  private async ask(witness: Witness, note: string, old: number, size: number): Promise<readonly string[]> {
    try {
      return await witness.cosign({ old, proof: await consistencyProof(this.nodes, old, size), note });
    } catch (error) {
      if (!(error instanceof WitnessBehind) || error.size > size) throw error;
      return witness.cosign({ old: error.size, proof: await consistencyProof(this.nodes, error.size, size), note });
    }
  }

  /** Every tile that is full at this size and not written yet, leaves first. */
  private async tiles(size: number): Promise<void> {
    const { ledger } = this.options;
    for (let level = 0, count = Math.floor(size / TILE); count > 0; level++, count = Math.floor(count / TILE)) {
      let index = count;
      while (index > 0 && !(await ledger.tile(level, index - 1))) index--;
      for (; index < count; index++) {
        const hashes = await Promise.all(
          Array.from({ length: TILE }, (_, i) => this.nodes.node(8 * level, index * TILE + i)),
        );
        await ledger.putTile(level, index, Buffer.concat(hashes));
      }
    }
  }
}

/** The log is not the one that was signed, grown: nothing is signed until a person has looked. */
export class NotAnExtension extends Error {
  constructor(size: number) {
    super(
      `the log does not extend the ${size} events that were signed: run "verify", and sign nothing before you know why`,
    );
  }
}

/** The event is not covered by a signed checkpoint yet. */
export class NotSigned extends Error {
  constructor(position: number, size: number) {
    super(
      `position ${position} is not covered by the newest checkpoint (size ${size}): sign one first with "checkpoint"`,
    );
  }
}

async function eventsOf(store: Pick<EventStore, 'readAll'>, from: number, to: number): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll({ from, to })) events.push(...batch);
  return events;
}
