/**
 * What is missing or came late in the records (case-systems.md B3, point 5). No case is counted twice for one fault: the kinds share no
 * finding, so that none of their counts can be worked out from the others.
 *
 * A closed case without a reason cannot be: CloseCase demands one.
 */
export const FINDINGS = [
  /** No measurement in time: past the due day, or later than the report counts. */
  'progress-missing',
  /** Measured in time, but never before: nothing to compare with (domain.md section 6, `unknown` of progress). */
  'progress-once',
  'status-missing',
  'risk-missing',
  /** There is a risk follow-up, but none within its window. */
  'risk-outside',
  /** A completed course of which neither status nor risk is known, and both are past due. */
  'follow-ups-missing',
  'offer-unanswered',
  'no-next-step',
  /** A concern neither qualified nor ended past its triage limit (section 6: "shown because they are the worst"). */
  'concern-undecided',
  /** A closed case whose re-offer, or contact before a release, is past due; its measurements and follow-ups are found above. */
  'closed-owing',
  'late-registration',
  /** Late registrations that were read in from files: the day of the import says nothing of when an agency writes things down. */
  'late-import',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

export interface Finding {
  readonly kind: FindingKind;
  /** Responsible for the case; of a concern the one that registered it; of late registrations the one that recorded. */
  readonly agency: string;
  readonly caseId?: string;
  readonly concernId?: string;
  readonly courseId?: string;
  readonly offerId?: string;
  /** The instant since which it is missing; of late registrations when the latest-recorded of them happened. */
  readonly since: string;
  /** Local days since then; of late registrations the largest delay. */
  readonly days: number;
  /** What is done today no longer counts in the report. */
  readonly windowGone?: boolean;
  /** How many, where one finding stands for several registrations of a case or a concern. */
  readonly registrations?: number;
}
