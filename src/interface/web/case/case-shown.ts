import type { Chart } from '../../documents/charts/chart.js';
import type { Answer } from '../answer.js';
import type { Acts } from '../tasks/acts.js';

/** Each is an address of its own; the first stands at the case itself. */
export const CASE_TABS = [
  'overview',
  'timeline',
  'assessment',
  'support',
  'responsibility',
  'meetings',
  'documents',
  'access',
] as const;
export type CaseTab = (typeof CASE_TABS)[number];

/** What of the timeline is shown; empty: all. */
export const TIMELINE_FILTERS = ['kind', 'person', 'by'] as const;
export type TimelineChosen = Readonly<Partial<Record<(typeof TIMELINE_FILTERS)[number], string>>>;

export interface CaseShown {
  readonly tab: CaseTab;
  readonly found: Answer<'CaseAsOf'>;
  readonly chain: Answer<'CaseHandovers'>;
  readonly acts: Acts;
  readonly due: Answer<'CaseDeadlines'>;
  /** Asked for where they are shown. */
  readonly meetings: Answer<'CaseMeetings'>;
  readonly access: Answer<'CaseAccess'>;
  /** What was passed on of it; where no tab shows it, nothing. */
  readonly packages: Answer<'CasePackages'>;
  /** What somebody is called. */
  readonly person: (id: string) => string;
  readonly at: string;
  readonly clock: string;
  readonly chosen: TimelineChosen;
  /** Of the tab that is open. */
  readonly pictures: readonly Chart[];
}
