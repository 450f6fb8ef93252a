import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { noteOf, parseNote, parseVerifier } from '../../application/audit/note.js';
import type { Signed } from '../../application/audit/verify.js';
import { id } from '../../domain/kernel/schema.js';
import type { Installation } from '../../main/compose.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';

/** What the log is held against: the ledger of this installation, and a checkpoint that somebody else kept. */
export async function signedBy({ ledgerStore, verifier }: Installation, file: string | undefined): Promise<Signed> {
  const notes = [...(await ledgerStore.checkpoints()), ...(file === undefined ? [] : [noteIn(file)])];
  return {
    notes: notes.map(parseNote),
    keys: [parseVerifier(verifier)],
    tile: (index) => ledgerStore.tile(0, index),
  };
}

/** `checkpoint`: the signed note, and by which key it is checked. */
export const checkpointVerb = (flags: Common): Promise<void> =>
  withInstallation(flags, async ({ queries, verifier, keeper }, reader) => {
    await queries.permit(reader, 'verify', 'log');
    const note = await keeper.now((error) => say(error instanceof Error ? error.message : 'a witness did not answer'));
    const text = noteOf(note.text, note.signatures);
    if (flags.json) print({ ...pictureOf(note.checkpoint), note: text, verifier });
    else process.stdout.write(text);
  });

const pictureOf = ({ origin, size, root, at }: ReturnType<typeof parseNote>['checkpoint']) => ({
  origin,
  size,
  root: Buffer.from(root).toString('base64'),
  at,
});

/** `prove EVENT`: a bundle that a third party checks without us. */
export const proveVerb = (event: string, flags: Common & { since?: string; out?: string }): Promise<void> =>
  withInstallation(flags, async ({ queries, ledger }, reader) => {
    const position = /^[1-9]\d{0,14}$/.test(event) ? Number(event) : await queries.positionOf(reader, uuid(event));
    await queries.permit(reader, 'verify', 'log');
    const bundle = await ledger.prove(position, flags.since === undefined ? undefined : noteIn(flags.since));
    if (flags.out === undefined) print(bundle);
    else writeFileSync(flags.out, `${JSON.stringify(bundle)}\n`, { mode: 0o600 });
  });

function uuid(text: string): string {
  const known = id.safeParse(text);
  if (!known.success) throw new Usage(`${text} is neither an event's id nor a position`);
  return known.data;
}

function noteIn(file: string): string {
  if (!existsSync(file)) throw new Usage(`${file} is no file`);
  const text = readFileSync(file, 'utf8');
  try {
    parseNote(text);
    return text;
  } catch {
    throw new Usage(`${file} is no checkpoint`);
  }
}
