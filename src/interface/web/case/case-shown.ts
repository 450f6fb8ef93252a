import type { Chart } from '../../documents/charts/chart.js';
import type { Answer } from '../answer.js';
import type { Acts } from '../tasks/acts.js';

/** Each is an address of its own; the first stands at the case itself. */
export const CASE_TABS = ['overview', 'timeline', 'support', 'responsibility'] as const;
type CaseTab = (typeof CASE_TABS)[number];

export interface CaseShown {
  readonly tab: CaseTab;
  readonly found: Answer<'CaseAsOf'>;
  readonly chain: Answer<'CaseHandovers'>;
  readonly acts: Acts;
  readonly due: Answer<'CaseDeadlines'>;
  /** What somebody is called. */
  readonly person: (id: string) => string;
  readonly at: string;
  readonly clock: string;
  /** What a replay draws; empty where nobody replays. */
  readonly pictures: readonly Chart[];
}
