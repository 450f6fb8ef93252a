import { concernAggregate } from '../concern/state.js';
import { compose } from '../kernel/compose.js';
import type { Context, Send } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { withSurvivors } from '../person/merged.js';
import { refusalWhenClosed } from './closing.js';
import { courses } from './courses.js';
import { duties } from './duties.js';
import { handover } from './handover.js';
import { life } from './life.js';
import { objection } from './objection.js';
import { offers } from './offers.js';
import { personsIn } from './persons.js';
import { referral } from './referral.js';
import { security } from './security.js';
import { sharing } from './sharing.js';
import { caseAggregate } from './state.js';
import { subjects } from './subjects.js';
import { work } from './work.js';

/** A case (sagsforløb): what follows a substantiated concern, held by exactly one agency at a time. */
export const caseDecider = compose(
  caseAggregate,
  {
    exists: (s) => s.status !== 'none',
    infohus: (s) => s.infohus || undefined,
    since: (s) => s.openedAt,
    controller: (s) => s.responsible || undefined,
    refusalWhere: refusalWhenClosed,
    related: (s, context) => withSurvivors(personsIn(s), context),
    undo: unlink,
  },
  [life, subjects, work, sharing, referral, handover, duties, offers, objection, courses, security],
);

/** A case that was opened, or a concern that was linked, by mistake: the concern is free again. */
function unlink({ type, data }: Recorded, { id: caseId }: Context): readonly Send[] {
  if (!['CaseOpened', 'ConcernLinked', 'CaseReopened'].includes(type)) return [];
  const { concernIds, concernId } = data as { concernIds?: readonly string[]; concernId?: string };
  return (concernIds ?? (concernId ? [concernId] : [])).map((id) => ({
    to: concernAggregate,
    id,
    command: 'UnlinkConcernFromCase',
    data: { caseId },
  }));
}
