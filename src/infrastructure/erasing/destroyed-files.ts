import { createHash, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseVerifier } from '../../application/audit/note.js';
import { canonical } from '../../application/canonical.js';
import type { Destroyed, DestroyedList } from '../../application/ports/erasing.js';
import type { Signer } from '../../application/ports/ledger.js';
import { NeedsMending } from '../../application/refusal.js';
import { replaceFile } from '../whole-file.js';

export const DESTROYED_FILE = 'destroyed-keys';
const entrySchema = z.strictObject({
  decidedBy: z.uuid(),
  at: z.iso.datetime(),
  keyIds: z.array(z.uuid()),
  segments: z.array(z.strictObject({ eventId: z.uuid(), segment: z.int() })),
});
const lineSchema = z.strictObject({ entry: entrySchema, previous: z.string(), signature: z.string() });

/** So that no signature of it can be taken for one of a checkpoint. */
const message = (entry: Destroyed, previous: string) =>
  Buffer.from(`sagsspor destroyed keys\n${canonical({ entry, previous })}\n`);
const hashOf = (line: string) => createHash('sha256').update(line).digest('base64url');

/** The longest of some lists, whatever its file is called, to each folder: an older one would let an erased person come back. */
export function putDestroyed(lists: readonly string[], folders: readonly string[]): void {
  const found = lists.filter(existsSync).map((file) => readFileSync(file));
  const [longest] = found.sort((a, b) => b.length - a.length);
  if (longest) for (const folder of folders) write(folder, longest);
}
function write(folder: string, list: Buffer): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  replaceFile(join(folder, DESTROYED_FILE), list);
}

/**
 * A file of lines in each folder, each line signed and bound to the one before it: beside the keys and beside the ledger, so that whichever
 * is put back from a backup, the other still knows. Ids only.
 */
export class DestroyedFiles implements DestroyedList {
  constructor(
    private readonly folders: readonly string[],
    private readonly signer: Signer,
    /** While no other process adds a line: one that writes on from what it read before would lose the other's. */
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
  ) {}

  async entries(): Promise<readonly Destroyed[]> {
    return this.checked(await this.lines());
  }

  /** One after the other: erasures and what is over in the access log go on beside each other, and a line that is lost stops the next start. */
  add(entry: Destroyed): Promise<void> {
    const added = this.adding.then(() => this.inTurn(() => this.append(entry)));
    this.adding = added.catch(() => undefined);
    return added;
  }
  private adding: Promise<void> = Promise.resolve();

  private async append(entry: Destroyed): Promise<void> {
    const lines = await this.lines();
    this.checked(lines);
    const all = [...lines, await this.line(entry, lines.at(-1))];
    for (const folder of this.folders) write(folder, Buffer.from(all.map((l) => `${l}\n`).join('')));
  }

  private async line(entry: Destroyed, last: string | undefined): Promise<string> {
    const previous = last === undefined ? '' : hashOf(last);
    const signature = Buffer.from(await this.signer.sign(message(entry, previous))).toString('base64');
    return canonical({ entry, previous, signature });
  }

  /** The longest of the lists; a shorter one is its beginning, put back from a backup. */
  private async lines(): Promise<readonly string[]> {
    const lists = this.folders.map((folder) => linesIn(join(folder, DESTROYED_FILE)));
    const [longest = []] = [...lists].sort((a, b) => b.length - a.length);
    if (lists.some((list) => list.some((line, i) => line !== longest[i])))
      throw new NeedsMending(
        'destroyed-list-changed: the lists of destroyed keys in different folders do not agree: find which one was changed',
      );
    return longest;
  }

  private checked(lines: readonly string[]): readonly Destroyed[] {
    let before = '';
    return lines.map((line, i) => {
      const { entry, previous, hash } = this.signed(line, i);
      if (previous !== before) throw changed(i);
      before = hash;
      return entry;
    });
  }

  /** A line that was signed stays so: each is looked at once, and not all of them again with every one that is added. */
  private signed(line: string, i: number): Signed {
    const known = this.known.get(line);
    if (known) return known;
    const { entry, previous, signature } = parsed(line, i);
    const { key } = parseVerifier(this.signer.verifier);
    if (!verify(null, message(entry, previous), key, Buffer.from(signature, 'base64'))) throw changed(i);
    const signed = { entry, previous, hash: hashOf(line) };
    this.known.set(line, signed);
    return signed;
  }
  private readonly known = new Map<string, Signed>();
}

interface Signed {
  readonly entry: Destroyed;
  readonly previous: string;
  readonly hash: string;
}

const linesIn = (file: string): readonly string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];

function parsed(line: string, i: number) {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    throw changed(i);
  }
}
const changed = (i: number) =>
  new NeedsMending(
    `destroyed-list-changed: line ${i + 1} of ${DESTROYED_FILE} was changed or is not signed by this installation: put the file back from its newest copy`,
  );
