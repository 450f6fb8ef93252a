/**
 * What holds where a plan file leaves a field out: the defaults of the contract (domain.md, commands.md), here and nowhere else. A content that
 * was adopted before a field existed goes on by these. A field that the contract leaves to the plan altogether has no default but null.
 */
const ours = (why: string) => `ours: ${why}`;

export const DEFAULTS = {
  acuteActionHours: { hours: 2, source: 'domain.md section 6: 2 hours after the assessment' },
  handoverAnswerWorkingDays: { days: 3, source: 'domain.md section 6: the end of the 3rd working day after' },
  policeToInfohus: { workingDays: 1, source: 'domain.md section 6: the next working day' },
  ownConsent: { years: 18, months: 1, source: 'domain.md section 6: a month after the person came of age' },
  insightMonths: { months: 1, source: 'domain.md section 6: a month (GDPR art. 12(3))' },
  quality: {
    lateDays: 7,
    unansweredDays: 30,
    lingeringDays: 90,
    source: ours(
      'what is written down within a week reaches the weekly meeting; a month is enough for an answer; 90 days without an event is a lingering case',
    ),
  },
  escalation: {
    dueSoon: [{ afterHours: 0, to: 'caseworker' as const }],
    overdue: [
      { afterHours: 0, to: 'caseworker' as const },
      { afterHours: 0, to: 'coordinator' as const },
      { afterHours: 24, to: 'leader' as const },
    ],
    source: ours('who works on it, then the coordinator too, a day later the leader'),
  },
  dormantReview: { days: 90, source: 'domain.md section 8 (B-9): 90 days without an event' },
  breakGlass: { hours: 8, source: ours('a working day') },
  /** Where the rules of a plan are silent; of concerns and cases each plan says it itself. */
  retention: [
    { of: 'meeting', months: 60, source: ours('as the cases that it decided about') },
    { of: 'hotline', months: 24, source: ours('advice given by telephone, seldom of use after two years') },
    { of: 'incident', months: 60, source: ours('as a case, counted from the closing') },
    { of: 'access', months: 60, source: ours('issue 17: who looked stays to be seen for five years') },
  ],
  suppressBelow: { count: 5, source: 'domain.md section 6: counts under 5' },
  /** Months after the day on which progress was due within which a measurement still counts (domain.md section 6). */
  progressLate: 1,
};
