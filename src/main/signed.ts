import { NotSigned } from '../application/audit/ledger.js';
import { parseNote, parseVerifier, type SignedNote } from '../application/audit/note.js';
import type { Signed } from '../application/audit/verify.js';
import type { DestroyedList } from '../application/ports/erasing.js';
import type { LedgerStore } from '../application/ports/ledger.js';

/** An event of this minute is signed in the next one. */
export function unlessUnsigned(error: unknown): undefined {
  if (!(error instanceof NotSigned)) throw error;
}

/** Its first signature is the log's own. */
export const headIn = (note: SignedNote | undefined) =>
  note && { position: note.checkpoint.size, at: note.checkpoint.at, witnesses: note.signatures.length - 1 };

/** What the log is held against: the ledger of this installation, and a checkpoint that somebody else kept. */
export async function signedBy(
  ledger: LedgerStore,
  destroyed: DestroyedList,
  verifier: string,
  checkpoint: string | undefined,
): Promise<Signed> {
  const notes = [...(await ledger.checkpoints()), ...(checkpoint === undefined ? [] : [checkpoint])];
  return {
    notes: notes.map(parseNote),
    keys: [parseVerifier(verifier)],
    tile: (index) => ledger.tile(0, index),
    destroyed: () => destroyed.entries(),
  };
}
