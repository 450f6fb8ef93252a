import { caseDecider } from '../../domain/case/case.js';
import { courses } from '../../domain/case/courses.js';
import { offers } from '../../domain/case/offers.js';
import { security } from '../../domain/case/security.js';
import { type CaseState, caseKind } from '../../domain/case/state.js';
import { idOf } from '../../domain/kernel/event.js';
import type { Projection, Row } from '../projection.js';

export const table = {
  caseId: 'uuid',
  infohus: 'text',
  openedAt: 'instant',
  closedAt: 'instant?',
  support: 'json',
} as const;
type Support = Pick<CaseState, 'offers' | 'courses'>;
export type SupportRow = Row<typeof table> & { readonly support: Support };

/**
 * One row a case with its offers and courses: what a report counts of it, and nothing else, so that a year is read in milliseconds and a
 * report from the log alone parses half of it. The decider's own evolve: what is counted is what was decided on.
 */
export const support: Projection<typeof table> = {
  name: 'support',
  version: 1,
  table,
  primaryKey: ['caseId'],
  indexes: [['infohus', 'openedAt']],
  events: [
    ...['CaseOpened', 'CaseClosed', 'CaseReopened'],
    ...[offers, courses, security].flatMap(({ vocabulary }) => Object.keys(vocabulary.events)),
  ],
  key: ({ stream }) => [idOf(stream)],
  evolve([row], event, caseId) {
    const known = row as SupportRow | undefined;
    const before = known
      ? { ...known.support, infohus: known.infohus, openedAt: known.openedAt, closedAt: known.closedAt }
      : {};
    const after = caseDecider.evolve({ ...caseKind.initial, ...before }, event);
    const { infohus, openedAt, closedAt } = after;
    // Before the opening it has no Infohus, and is counted nowhere.
    return [
      {
        caseId,
        infohus,
        openedAt: openedAt ?? event.occurredAt,
        closedAt,
        support: { offers: after.offers, courses: after.courses },
      },
    ];
  },
};
