import { createHash } from 'node:crypto';

const MARK = 'sagsspor-signature:';
/** Characters: a note with one signature, in base64url, and air. */
const ROOM = 1400;
/** What a document carries among its keywords until it is signed. */
export const SIGNATURE_PLACE = `${MARK}${'.'.repeat(ROOM)}`;

/**
 * Signs a PDF in its own place: the signature is of all its bytes with that place blank, so that no byte can be another without it showing, and
 * one file is all that has to be kept. `verifier/sagsspor-verify.mjs FILE.pdf` checks it.
 * @param about what the signature says beside the hash, a line each
 */
export async function sealed(
  pdf: Uint8Array,
  about: readonly string[],
  sign: (lines: readonly string[]) => Promise<string>,
): Promise<Uint8Array> {
  const blank = Buffer.from(pdf).toString('latin1');
  if (!blank.includes(SIGNATURE_PLACE)) throw new Error('the document has no place for a signature');
  const note = await sign([`sha256 ${createHash('sha256').update(pdf).digest('hex')}`, ...about]);
  const written = Buffer.from(note).toString('base64url');
  if (written.length > ROOM) throw new Error('the signature does not fit its place');
  return Buffer.from(blank.replaceAll(SIGNATURE_PLACE, MARK + written.padEnd(ROOM, '.')), 'latin1');
}

/** Signs what leaves the house with the log's own key. */
export class FileSigner {
  constructor(readonly sign: (lines: readonly string[]) => Promise<string>) {}
}
