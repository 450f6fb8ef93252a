import { concernAggregate } from '../concern/state.js';
import { compose } from '../kernel/compose.js';
import type { Context, Send } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { courses } from './courses.js';
import { handover } from './handover.js';
import { life } from './life.js';
import { offers } from './offers.js';
import { referral } from './referral.js';
import { security } from './security.js';
import { sharing } from './sharing.js';
import { type CaseState, caseAggregate } from './state.js';
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
    undo: unlink,
  },
  [life, subjects, work, sharing, referral, handover, offers, courses, security],
);

/** What may follow on a closed case where an obligation was kept (commands.md, after the table of *case*). */
const KEPT =
  /^(Accept|Decline|Withdraw|Repeat)Offer$|^LapseReoffer$|^WithdrawConsent$|Course$|^MeasureProgress$|^Record(Status|Risk)FollowUp$/;
const ALWAYS = new Set(['ReopenCase', 'CorrectEvent', 'AnnulEvent', 'ClearForSupport', 'RefuseConcernLink']);
/** What only records that something happened: it may be written down late, if it happened before the closing. */
const FACTS =
  /^Record(Assessment|HomeVisit|Contact)$|^SupportProfessionals$|^(DiscloseInformation|RequestInformation|DeclineToShare)$/;

function refusalWhenClosed(
  { status, kept, closedAt }: CaseState,
  command: string,
  { at }: Context,
): string | undefined {
  if (status !== 'closed' || ALWAYS.has(command) || (kept && KEPT.test(command))) return undefined;
  return FACTS.test(command) && closedAt !== null && at < closedAt ? undefined : 'case-closed';
}

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
