import type { Answer } from '../answer.js';
import type { Acts } from '../tasks/acts.js';

type Found = Answer<'CaseAsOf'>;
/** Ids of a kind that the timeline names: handovers, referrals. Annulled ones are no longer there. */
export const namedIn = (
  found: Found,
  type: string,
  field: string,
): readonly (readonly [id: string, event: Found['timeline'][number]])[] =>
  found.timeline
    .filter((e) => e.type === type && !e.annulled)
    .map((e) => [String((e.data as Readonly<Record<string, unknown>>)[field]), e] as const);

/** They name a handover or referral, and say nothing of how it stands. */
const BESIDE: ReadonlySet<string> = new Set(['InformationDisclosed', 'ControllerDutiesAnswered']);

/** How a handover or referral stands: by the newest event that says so. */
export const newestOf = (found: Found, field: string, id: string): Found['timeline'][number] | undefined =>
  found.timeline.findLast(
    (e) => !BESIDE.has(e.type) && (e.data as Readonly<Record<string, unknown>>)[field] === id && !e.annulled,
  );

/** Whether a tab of the case shows the thing that an act is about, with the act beside it; else it stands with those of the whole case. */
export function isPlaced(found: Found, about: Acts[number]['about']): boolean {
  const [[field, id] = ['', '']] = Object.entries(about);
  switch (field) {
    case 'personId':
      return found.subjects.some((s) => s.personId === id);
    case 'offerId':
      return found.offers.some((o) => o.offerId === id);
    case 'courseId':
      return found.courses.some((c) => c.courseId === id);
    case 'goalId':
      return (found.goals ?? []).some((g) => g.goalId === id);
    case 'documentId':
      return true; // in the list of documents, or taken off it
    case 'handoverId':
      return namedIn(found, 'HandoverOffered', 'handoverId').some(([known]) => known === id);
    case 'referralId':
      return namedIn(found, 'CaseReferred', 'referralId').some(([known]) => known === id);
    case 'transferId':
      return namedIn(found, 'TransferSent', 'transferId').some(([known]) => known === id);
    case 'assessmentId':
      return found.timeline.some((e) => e.type === 'AssessmentRecorded' && e.eventId === id && !e.annulled);
    case 'eventId':
      return found.timeline.some((e) => e.eventId === id);
    default:
      return false;
  }
}
