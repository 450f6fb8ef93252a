import { parseRequest } from '../../application/commands/request.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';

interface EraseFlags extends Common {
  readonly ground?: string;
  readonly clearance?: string;
}

/**
 * `erase PERSON`: where the erasure stands. With --ground it is asked for; with --clearance another officer authorises it, and it is carried
 * out before the verb answers. The certificate is the proof of the event that says what is gone.
 */
export const eraseVerb = (personId: string, flags: EraseFlags): Promise<void> =>
  withInstallation(flags, async ({ executor, erasures, ledger, keeper }, ask, { actor }) => {
    const { ground, clearance } = flags;
    if (ground !== undefined && clearance !== undefined)
      throw new Usage('--ground asks for the erasure, --clearance authorises it: another officer gives the second');
    const give = (name: string, data: object) =>
      executor.execute({
        request: parseRequest(name, { id: personId, data }),
        ...{ actor, kind: 'person' as const, commandId: crypto.randomUUID() },
      });
    if (ground !== undefined) await give('RequestErasure', { ground });
    if (clearance !== undefined) await give('AuthoriseErasure', { archiveClearance: clearance });
    // What was cut short goes on here as well.
    if ((await erasures.run()) > 0) say('what two people decided is carried out');
    const { position, ...stands } = await ask('PersonErasure', { id: personId });
    // A proof needs a checkpoint that was signed after the event.
    if (position !== null)
      await keeper.now((error) => say(error instanceof Error ? error.message : 'a witness is away'));
    const certificate = position === null ? null : await ledger.prove(position);
    if (flags.json) return print({ ...stands, certificate });
    const { requested, authorised, erasedAt, keys, erased, review } = stands;
    process.stdout.write(
      `asked for: ${requested?.at ?? 'no'}\nauthorised: ${authorised?.at ?? 'no'}\nerased: ${erasedAt ?? 'no'}\nkeys destroyed: ${keys}\nevents without their personal part: ${erased.length}\ntexts to be looked at by two people: ${review.filter((r) => r.decision === null).length}\n`,
    );
  });
