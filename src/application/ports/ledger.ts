/**
 * What is kept outside the database so that its administrator cannot rewrite history unseen: the hashes of the Merkle tree in tiles of 256
 * (C2SP tlog-tiles), and every checkpoint that was signed.
 */
export interface LedgerStore {
  /** 256 hashes of 32 bytes; undefined where the tile is not full yet. `level` 0 holds leaves. */
  tile(level: number, index: number): Promise<Uint8Array | undefined>;
  /** Written once, durably, and never changed. */
  putTile(level: number, index: number, hashes: Uint8Array): Promise<void>;
  /** Every checkpoint, oldest first. */
  checkpoints(): Promise<readonly string[]>;
  newest(): Promise<string | undefined>;
  /** Durable when it resolves. */
  putCheckpoint(note: string): Promise<void>;
}

/** Holds a private key that nothing else sees. */
export interface Signer {
  readonly name: string;
  /** `name+id+base64`, to be handed to whoever checks. */
  readonly verifier: string;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Another organisation that cosigns what extends what it saw. */
export interface Witness {
  /** @returns the cosignature lines; @throws Error that says why not */
  cosign(request: WitnessRequest): Promise<readonly string[]>;
}
export interface WitnessRequest {
  /** The size that the witness saw last, as far as we know. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}
/** It saw another size than we thought: the proof is made again from there. */
export class WitnessBehind extends Error {
  constructor(readonly size: number) {
    super(`the witness is at size ${size}`);
  }
}
