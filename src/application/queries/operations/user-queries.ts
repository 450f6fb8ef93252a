import { z } from 'zod';
import { CONFIGURATION, loginAggregate } from '../../../domain/identity/login.js';
import { userAggregate } from '../../../domain/identity/user.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { streamOf } from '../../../domain/kernel/event.js';
import { ascending } from '../../../domain/kernel/order.js';
import { infohuseOf } from '../../../domain/plan/roles.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { eventsOf, opened } from '../records.js';

const may = { action: 'list', object: 'user' } as const;
const mapped = { agency: a.text, role: a.text, unit: a.orNull(a.text), issuer: a.text };

/** Who is let in as what: pseudonyms and codes, no names (screens.md section 3, administrator; section 5, changes of users and roles). */
export const userQueries = defineQueries({
  Users: query({
    says: 'The users of an Infohus’ agencies as the login last let them in, and what the mapping file gives to whom',
    path: 'users',
    params: { infohus: p.infohus },
    answer: z.object({
      users: a.rowsOf(z.object({ userId: a.text, ...mapped, deactivated: z.boolean(), endedBefore: a.orNull(a.text) })),
      /** The newest that a login was configured by; null: nobody has logged in yet. */
      mapping: a.orNull(
        z.object({
          at: a.text,
          hash: a.text,
          issuers: a.rowsOf(z.object({ issuer: a.text, protocol: a.text, minimum: a.text })),
          /** To the agencies of the Infohus: how many rules give that role. */
          rights: a.rowsOf(z.object({ issuer: a.text, agency: a.text, role: a.text, rules: a.whole })),
        }),
      ),
    }),
    may,
    leaves: { searches: 'users', found: ({ users }) => users.length },
    async find({ infohus }, asking) {
      const isHere = ofInfohus(infohus, asking);
      const rows = (await asking.live.beyond.register('user')).filter(({ state }) => isHere(state.agency));
      const users = rows.map(({ id, state: { agency, role, unit, issuer, deactivated, endedBefore } }) => ({
        ...{ userId: id, agency, role, unit, issuer, deactivated, endedBefore },
      }));
      return {
        users: users.sort(ascending(({ agency, role, userId }) => `${agency} ${role} ${userId}`)),
        mapping: await newestMapping(isHere, asking),
      };
    },
  }),
  UserChanges: query({
    says: 'What became of a user: let in as what, deactivated, let in again, sessions ended; by whom and why',
    path: 'users/{userId}/changes',
    params: { userId: p.code },
    answer: a.rowsOf(
      z.object({
        at: a.text,
        type: a.text,
        by: a.text,
        ...{ agency: a.orNull(a.text), role: a.orNull(a.text), unit: a.orNull(a.text), issuer: a.orNull(a.text) },
        /** Null: none is given, or it was erased. */
        reason: a.orNull(a.text),
      }),
    ),
    may: { ...may, hides: true },
    leaves: { consults: 'user', id: 'userId' },
    async relations({ userId }, asking) {
      const [found] = await asking.live.beyond.registered(['user'], [userId]);
      if (!found) return undefined;
      return asking.ownInfohuse().some((infohus) => ofInfohus(infohus, asking)(found.state.agency))
        ? ['of-infohus']
        : [];
    },
    async find({ userId }, { store, sealing }) {
      const events = await eventsOf(store, streamOf(userAggregate.aggregate, userId));
      const show = await opened(sealing, events);
      return events.map((e) => {
        const { agency = null, role = null, unit = null, issuer = null, reason = null } = show(e.data) as Changed;
        const by = `${e.actor.userId}, ${e.actor.agency}`;
        return { at: e.recordedAt, type: e.type, by, agency, role, unit, issuer, reason };
      });
    },
  }),
});
interface Changed {
  readonly agency?: string;
  readonly role?: string;
  readonly unit?: string;
  readonly issuer?: string;
  readonly reason?: string;
}

/** Whether an agency belongs to the Infohus today. */
const ofInfohus = (infohus: string, { book, now }: Asking) => {
  const today = localDateOf(now);
  return (agency: string): boolean => infohuseOf(book.plans, agency, today).includes(infohus);
};

interface Configured {
  readonly hash: string;
  readonly issuers: readonly { readonly issuer: string; readonly protocol: string; readonly minimum: string }[];
  readonly rights: readonly {
    readonly issuer: string;
    readonly agency: string;
    readonly role: string;
    readonly rules: number;
  }[];
}
async function newestMapping(isHere: (agency: string) => boolean, { store }: Asking) {
  const newest = (await eventsOf(store, streamOf(loginAggregate.aggregate, CONFIGURATION))).at(-1);
  if (!newest) return null;
  const { hash, issuers, rights } = newest.data as Configured;
  return { at: newest.recordedAt, hash, issuers, rights: rights.filter(({ agency }) => isHere(agency)) };
}
