import type { Random } from '../../src/interface/cli/demo-data/random.js';

/** What a campaign is told. */
export interface CampaignRun {
  readonly seed: number;
  readonly random: Random;
  say(text: string): void;
  /** Whether it was stopped by hand. */
  ended(): boolean;
  /** What shall be closed whatever happens. */
  opened(site: { close(): Promise<void> }): void;
}

/** What a campaign reports. A run that left something uncovered shows nothing. */
export interface CampaignFindings {
  readonly wrong: readonly string[];
  readonly uncovered: readonly string[];
}
