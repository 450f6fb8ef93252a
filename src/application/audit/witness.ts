import type { Signer } from '../ports/ledger.js';
import type { Clock } from '../ports/runtime.js';
import {
  type Checkpoint,
  cosigned,
  isSignedBy,
  noteOf,
  parseNote,
  parseVerifier,
  type SignedNote,
  type VerifierKey,
} from './note.js';
import { isConsistent } from './tree.js';

/** What a witness saw last of a log; it never goes back. */
export interface WitnessMemory {
  seen(origin: string): Promise<Pick<Checkpoint, 'size' | 'root'> | undefined>;
  /** Durable when it resolves, and one after another. */
  remember(checkpoint: Checkpoint): Promise<void>;
}
export interface WitnessQuestion {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}
/** C2SP tlog-witness: 200 with a cosignature, or why not. `size`: what the witness saw last, with 409. */
export type WitnessAnswer =
  | { readonly status: 200; readonly signature: string }
  | { readonly status: 400 | 403 | 404 | 422; readonly why: string }
  | { readonly status: 409; readonly size: number };

/** Cosigns a head only if it extends what was seen before: a log that rewrites its history finds nobody to sign it. */
export class WitnessDesk {
  private queue: Promise<unknown> = Promise.resolve();
  constructor(
    private readonly logs: readonly VerifierKey[],
    private readonly signer: Signer,
    private readonly memory: WitnessMemory,
    private readonly clock: Clock,
  ) {}

  /** One after another: two requests at once must not both be taken as the next. */
  cosign(asked: WitnessQuestion): Promise<WitnessAnswer> {
    const answer = this.queue.then(() => this.decide(asked));
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  private async decide({ old, proof, note: text }: WitnessQuestion): Promise<WitnessAnswer> {
    const note = parsed(text);
    if (!note) return { status: 400, why: 'this is no checkpoint' };
    const { checkpoint } = note;
    const log = this.logs.find((l) => l.name === checkpoint.origin);
    if (!log) return { status: 404, why: 'this log is not known here' };
    if (!isSignedBy(note, log)) return { status: 403, why: 'no signature of the log is on it' };
    const seen = (await this.memory.seen(checkpoint.origin)) ?? { size: 0, root: new Uint8Array() };
    if (old > checkpoint.size) return { status: 400, why: 'the old size is larger than the new' };
    if (old !== seen.size) return { status: 409, size: seen.size };
    if (!isConsistent(seen, checkpoint, proof))
      return { status: 422, why: 'it does not extend what was seen before: its history was rewritten' };
    await this.memory.remember(checkpoint);
    return { status: 200, signature: await this.signature(note) };
  }

  private async signature({ text }: SignedNote): Promise<string> {
    const seconds = Math.floor(Date.parse(this.clock.now()) / 1000);
    const { name, verifier } = this.signer;
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const signed = await this.signer.sign(cosigned(text, seconds));
    const { id } = parseVerifier(verifier);
    return noteOf('', [{ name, blob: Buffer.concat([id, time, signed]) }]).trim();
  }
}

function parsed(text: string): SignedNote | undefined {
  try {
    return parseNote(text);
  } catch {
    return undefined;
  }
}
