import { z } from 'zod';
import { addDays, addHours, startOfDay } from '../../../domain/kernel/calendar.js';
import { justAfter } from '../../../domain/obligations/alerts.js';
import { OBLIGATIONS, type ObligationName } from '../../../domain/obligations/index.js';
import type { ObligationQuery } from '../../../projections/obligations/obligation-query.js';
import { WORK_ORDERS } from '../../obligations/query.js';
import type { Asking } from '../asking.js';
import * as p from '../params.js';

/** The lists of what is owed (screens.md section 3). Each obligation of them is an index read, and none is ticked. */
export const WORK_LISTS = ['now', 'answers', 'offers', 'measures', 'decisions', 'dormant', 'all'] as const;
export type WorkList = (typeof WORK_LISTS)[number];

/** A case that only rests has a list of its own: it is no emergency. */
const NOW = OBLIGATIONS.filter((name) => name !== 'dormant-review');
export const NAMES: Readonly<Record<WorkList, readonly ObligationName[]>> = {
  now: NOW,
  answers: ['handover-answer', 'referral-answer', 'transfer-answer'],
  offers: ['reoffer-1', 'reoffer-2', 'own-consent'],
  measures: ['progress', 'status-follow-up', 'risk-follow-up', 'release'],
  decisions: ['decision'],
  dormant: ['dormant-review'],
  all: OBLIGATIONS,
};

/** What the address of a list says; `side`: asked of one's own agency, or of others. No filter holds anything about a person. */
export const workFilters = {
  list: z.enum(WORK_LISTS),
  obligation: z.enum(OBLIGATIONS).optional(),
  state: z.enum(['overdue', 'due-soon', 'upcoming']).optional(),
  side: z.enum(['ours', 'others']).optional(),
  /** Of cases that the reader works on. */
  mine: p.flag,
  /** Of cases that a colleague of the reader's own agency works on. */
  worker: p.code.optional(),
  /** Neither overdue nor due within a day: what Home does not show under what is to be done now. */
  later: p.flag,
  ...p.days,
  sort: p.sortIn(WORK_ORDERS),
};
export type WorkAsked = z.output<z.ZodObject<typeof workFilters>> & { readonly infohus: string };

/** Until when something is to be done now: within 24 hours. */
export const soonIn = (now: string): string => justAfter(addHours(now, 24));

/** The one query object behind a list, its pages, its count, its export and Home's blocks, with the permission in it. */
export function workQuery(asked: WorkAsked, asking: Asking): ObligationQuery {
  const { list, infohus, obligation, state, side, mine, worker, later, from, to, sort } = asked;
  const { now, reader } = asking;
  const { agency, userId } = reader.actor;
  const names = NAMES[list];
  const ends = list === 'now' ? soonIn(now) : list === 'dormant' ? now : undefined;
  return {
    ...{ ...asking.owedScope(infohus), now, sort },
    names: obligation ? names.filter((name) => name === obligation) : names,
    open: list === 'now' ? 'not-waiting' : 'all',
    states: state ? [state] : undefined,
    whom: side === 'ours' ? agency : undefined,
    notWhom: side === 'others' ? agency : undefined,
    assigned: mine ? { agency, userId } : worker ? { agency, userId: worker } : undefined,
    from: latest(from && startOfDay(from), later ? soonIn(now) : undefined),
    before: earliest(to && startOfDay(addDays(to, 1)), ends),
  };
}
const latest = (...all: readonly (string | undefined)[]) =>
  all
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
const earliest = (...all: readonly (string | undefined)[]) => all.filter((at) => at !== undefined).sort()[0];
