import { ANSWERS } from '../../../application/queries/acts/work-acts.js';
import { inTheWayOfClosing, type ObligationName } from '../../../domain/obligations/index.js';
import type { Answer } from '../answer.js';
import type { Act, Acts } from '../tasks/act-address.js';

type Due = Answer<'CaseDeadlines'>[number];

/** The acts that answer it, about the thing that it is about. */
export function answersTo(due: Due, acts: Acts): Acts {
  const by = ANSWERS[due.obligation as ObligationName] ?? [];
  const isAbout = ({ about }: Act) =>
    Object.entries(about).every(([field, id]) => (due as unknown as Readonly<Record<string, unknown>>)[field] === id);
  return acts.filter((act) => act.against === null && by.includes(act.command) && isAbout(act));
}

/** What stands in the way of closing a case, of what is due in it. */
export const dueBeforeClosing = (due: readonly Due[]): readonly Due[] =>
  due.filter((o) => inTheWayOfClosing({ obligation: o.obligation as ObligationName }));
