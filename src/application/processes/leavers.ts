import { type UserState, userAggregate } from '../../domain/identity/user.js';
import { INSTALLATION } from '../../domain/kernel/event.js';
import { Sealed } from '../../domain/kernel/sealed.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { Executor } from '../commands/execute.js';
import { systemActor, systemCommand } from '../commands/system-command.js';
import { pseudonymUnder } from '../identity/mapping.js';
import { type ActiveUsers, type ActiveUsersSource, type LeaversLooked, NoActiveUsers } from '../ports/active-users.js';
import type { Vault } from '../ports/vault.js';
import { Refused } from '../refusal.js';
import { uuidOf } from '../uuid-of.js';

export interface LeaversDependencies {
  readonly list: ActiveUsersSource;
  readonly models: Pick<ReadModels, 'register'>;
  readonly vault: Pick<Vault, 'digest'>;
  readonly executor: Pick<Executor, 'execute'>;
}
interface KnownUser {
  readonly userId: string;
  readonly state: UserState;
}
const REASON = 'Står ikke på listen over aktive brugere / Not on the list of active users';

/**
 * Closes the account of whoever is not on the list of active users any more (landscape.md section 4); a leader finds their cases on the page of the team.
 * A list that would close more than half of the accounts of a provider, or none of whose users is known, is taken for a broken one: nobody is
 * touched. Whoever comes back is let in again by an administrator.
 */
export class Leavers {
  constructor(private readonly around: LeaversDependencies) {}

  /** The read models must have caught up. @throws Refused unavailable */
  async look(): Promise<LeaversLooked> {
    const { missing, ...found } = await this.found();
    if (found.outcome === 'closed') for (const user of missing) await this.close(user);
    return { ...found, missing: missing.length };
  }
  /** What `look` would find now: nobody is closed. */
  async preview(): Promise<LeaversLooked> {
    const { missing, ...found } = await this.found();
    return { ...found, missing: missing.length };
  }

  private async found() {
    const list = await this.around.list.read().catch(unread);
    if (!list) return { outcome: 'unread', known: 0, missing: [] } as const;
    const users = await this.known(list);
    const isOn = onList(list, pseudonymUnder(this.around.vault));
    const gone = [...list.keys()].map((issuer) => {
      const own = users.filter(({ state }) => state.issuer === issuer);
      return { known: own.length, missing: own.filter((user) => !isOn(user)) };
    });
    const isBroken = list.size === 0 || gone.some(({ known, missing }) => missing.length * 2 > known);
    const outcome: LeaversLooked['outcome'] = isBroken ? 'too-few' : 'closed';
    return { outcome, known: users.length, missing: gone.flatMap(({ missing }) => missing) };
  }

  /** Who is let in by a provider of the list. */
  private async known(list: ActiveUsers): Promise<readonly KnownUser[]> {
    const rows = await this.around.models.register('user');
    return rows
      .map(({ id: userId, state }) => ({ userId, state }))
      .filter(({ state }) => !state.deactivated && list.has(state.issuer));
  }

  private async close({ userId, state }: KnownUser): Promise<void> {
    // Whoever was let in again and is missing again is closed again.
    const key = `leaver/${userId}/${state.changedAt ?? '-'}`;
    const command = systemCommand(userAggregate.aggregate, 'DeactivateUser', {
      id: uuidOf(this.around.vault.digest('system-command', `user/${userId}`)),
      ...{ at: undefined, data: { userId, reason: Sealed.of(REASON) }, body: { key } },
      actor: systemActor('leavers', INSTALLATION),
      commandId: uuidOf(this.around.vault.digest('system-command', key)),
    });
    try {
      await this.around.executor.execute(command);
    } catch (error) {
      // Closed meanwhile by an administrator; and one that is refused stops no other.
      if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
    }
  }
}

function unread(error: unknown): undefined {
  if (!(error instanceof NoActiveUsers)) throw error;
}
/** The log knows users by their provider's own names, or under a key: the list has names either way. */
function onList(list: ActiveUsers, pseudonym: ReturnType<typeof pseudonymUnder>) {
  const ids = new Map(
    [...list].map(([issuer, names]) => [issuer, new Set([...names].map((n) => pseudonym(issuer, n)))]),
  );
  return ({ userId, state: { issuer } }: KnownUser): boolean =>
    list.get(issuer)?.has(userId) === true || ids.get(issuer)?.has(userId) === true;
}
