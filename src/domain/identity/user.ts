import { z } from 'zod';
import { localDateOf } from '../kernel/calendar.js';
import { compose } from '../kernel/compose.js';
import type { AggregateType, Context, Part } from '../kernel/decider.js';
import { INSTALLATION, type Recorded, ROLES } from '../kernel/event.js';
import { agency, code, fixed, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { infohuseOf } from '../plan/roles.js';

/** One user as the login knows them (REL I46, I49): what they were let in as, and whether they still are. */
export interface UserState {
  /** As at the newest login; '': never logged in. */
  readonly agency: string;
  readonly role: string;
  readonly unit: string | null;
  readonly issuer: string;
  readonly deactivated: boolean;
  /** By the clock of the log: no session or token that began before it is worth anything; null: none was ended. */
  readonly endedBefore: string | null;
  /** When that last changed; what is told of it later may not be dated before. */
  readonly changedAt: string | null;
}
export const userAggregate: AggregateType<UserState, 'user'> = {
  aggregate: 'user',
  initial: { agency: '', role: '', unit: null, issuer: '', deactivated: false, endedBefore: null, changedAt: null },
};

const userId = fixed(code);
const mapped = { userId, agency, role: fixed(z.enum(ROLES)), unit: fixed(code).optional(), issuer: fixed(code) };
const told = { userId, reason: text };
export const events = defineEvents('user', {
  UserMapped: by('NoteUser', mapped),
  UserDeactivated: by('DeactivateUser', told),
  UserReactivated: by('ReactivateUser', told),
  SessionsEnded: by('EndSessions', told),
});
export const commands = defineCommands({
  /** Given by a login that says something else than the one before. */
  NoteUser: { who: ['internal'], on: 'either', fields: mapped, refusals: [] },
  /** The system: who is on no list of active users any more (leavers.ts). */
  DeactivateUser: {
    who: ['administrator', 'system'],
    on: 'either',
    fields: told,
    refusals: ['user-of-another-infohus', 'already-deactivated'],
  },
  ReactivateUser: {
    who: ['administrator'],
    on: 'either',
    fields: told,
    refusals: ['user-of-another-infohus', 'not-deactivated'],
  },
  EndSessions: { who: ['administrator'], on: 'either', fields: told, refusals: ['user-of-another-infohus'] },
});
const vocabulary = { events, commands };

/** An administrator is of one agency and so of its Infohuse (commands.md, Roles); who has never logged in is of none yet. */
function ofAnotherInfohus({ agency: theirs }: UserState, _: object, { actor, plans, now }: Context): boolean {
  if (theirs === '' || actor.agency === INSTALLATION) return false;
  const own = infohuseOf(plans, actor.agency, localDateOf(now));
  return !infohuseOf(plans, theirs, localDateOf(now)).some((infohus) => own.includes(infohus));
}
const elsewhere = { 'user-of-another-infohus': ofAnotherInfohus };

const ended = (s: UserState, { recordedAt, occurredAt }: Recorded): UserState => ({
  ...s,
  endedBefore: recordedAt,
  changedAt: occurredAt,
});
/** A deactivation dated before a reactivation would be folded before it, and let the user in. */
const notBefore = (s: UserState) => s.changedAt;

const standing: Part<UserState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    UserMapped: (s, { data: { agency, role, unit = null, issuer } }) => ({ ...s, agency, role, unit, issuer }),
    UserDeactivated: (s, event) => ({ ...ended(s, event), deactivated: true }),
    // Whoever comes back logs in anew.
    UserReactivated: (s, event) => ({ ...ended(s, event), deactivated: false }),
    SessionsEnded: ended,
  },
  decide: {
    NoteUser: { refuse: {}, events: (_, data) => [events.UserMapped(data)] },
    DeactivateUser: {
      refuse: { ...elsewhere, 'already-deactivated': (s) => s.deactivated },
      notBefore,
      events: (_, data) => [events.UserDeactivated(data)],
    },
    ReactivateUser: {
      refuse: { ...elsewhere, 'not-deactivated': (s) => !s.deactivated },
      notBefore,
      events: (_, data) => [events.UserReactivated(data)],
    },
    EndSessions: { refuse: elsewhere, notBefore, events: (_, data) => [events.SessionsEnded(data)] },
  },
};

/** May a session or token that began then go on? */
export const goesOn = ({ deactivated, endedBefore }: UserState, began: string): boolean =>
  !deactivated && (endedBefore === null || began > endedBefore);

export const user = compose(
  userAggregate,
  {
    exists: (s) => s.agency !== '' || s.deactivated || s.endedBefore !== null,
    infohus: () => undefined,
    since: () => null,
    streamId: (_, data) => String(data.userId),
  },
  [standing],
);
