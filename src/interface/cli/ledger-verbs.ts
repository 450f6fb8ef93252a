import { existsSync } from 'node:fs';
import { noteOf, parseNote } from '../../application/audit/note.js';
import type { Params } from '../../application/queries/catalogue.js';
import { id } from '../../domain/kernel/schema.js';
import { machinery } from './machinery.js';
import { type Ask, type Common, print, say, Usage, type Work, withInstallation } from './session.js';

/** `checkpoint`: the signed note, and by which key it is checked. */
export const checkpointVerb = (flags: Common): Promise<void> =>
  withInstallation(flags, async ({ verifier, keeper }, ask) => {
    await ask('Operate', { what: 'checkpoint' });
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
  withInstallation(flags, async ({ ledger }, ask) => {
    await ask('Operate', { what: 'prove' });
    const position = await positionOf(event, ask);
    const bundle = await ledger.prove(position, flags.since === undefined ? undefined : noteIn(flags.since));
    if (flags.out === undefined) print(bundle);
    else machinery().writeOutput(flags.out, Buffer.from(`${JSON.stringify(bundle)}\n`), 0o600);
  });

const positionOf = async (event: string, ask: Ask): Promise<number> =>
  /^[1-9]\d{0,14}$/.test(event) ? Number(event) : (await ask('EventPosition', { eventId: uuid(event) })).position;

function uuid(text: string): string {
  const known = id.safeParse(text);
  if (!known.success) throw new Usage(`${text} is neither an event's id nor a position`);
  return known.data;
}

export function noteIn(file: string): string {
  if (!existsSync(file)) throw new Usage(`${file} is no file`);
  const text = machinery().readText(file);
  try {
    parseNote(text);
    return text;
  } catch {
    throw new Usage(`${file} is no checkpoint`);
  }
}

type VerifyFlags = Common & Readonly<Record<'from' | 'to' | 'checkpoint', unknown>>;

/** `verify`: the whole log, or a part of it, against what was signed. */
export const verifyVerb = (flags: VerifyFlags): Promise<void> =>
  withInstallation(flags, verified(flags), { onUnsafe: (fault) => say(fault.message) });

const verified =
  (flags: VerifyFlags): Work =>
  async ({ walked }, ask) => {
    const { from, to } = flags;
    const found = await ask('VerifyLog', { from, to } as Params<'VerifyLog'>, {
      progress: (at) => say(`checked up to position ${at}`),
      checkpoint: flags.checkpoint === undefined ? undefined : noteIn(String(flags.checkpoint)),
    });
    if (walked)
      say(`a demo walked the recorded clock here: up to position ${walked.until ?? 'the head'} it is made up`);
    if (flags.json) print(walked ? { ...found, walked } : found);
    else if (found.wrong)
      say(
        `WRONG: event ${found.wrong.eventId} at position ${found.wrong.position} (${found.wrong.stream} version ${found.wrong.version}): ${found.wrong.problem}`,
      );
    else
      process.stdout.write(
        `${found.events} events verified against ${found.checkpoints} signed checkpoints, head ${found.headHash}\n`,
      );
    if (!found.ok) process.exitCode = 1;
  };
