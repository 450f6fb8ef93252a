import type { QueryName } from '../../../application/queries/catalogue.js';
import type { Who } from './script.js';

/** Something that a person asks, so that it stands in the log: a report that is published, a record that is read. */
export interface DemoQuestion {
  readonly who: Who;
  readonly query: QueryName;
  readonly params: object;
}
/** What the demo does once its recorded clock stands at an instant: a line of a command file, or something asked. */
export interface Step {
  /** UTC. */
  readonly recorded: string;
  readonly does: string | DemoQuestion;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What people write down when they are back at their desks, in hours after it was: nothing else waits for it. */
const LATE: Readonly<Record<string, number>> = {
  RecordHomeVisit: 16,
  RecordContact: 22,
  MeasureProgress: 26,
  SupportProfessionals: 3 * 24,
  RecordRiskFollowUp: 5 * 24,
  RecordStatusFollowUp: 8 * 24,
  RecordActivity: 20,
};
/** Everything else is typed in this long after it happened. */
const TYPED = 5 * MINUTE;

/** When a command of a file was recorded that says only when things happened: most at once, some late. */
export function recordedAlong(lines: readonly string[]): readonly Step[] {
  return lines.filter(Boolean).map((line) => {
    const { command, at } = JSON.parse(line) as { readonly command: string; readonly at: string };
    const late = LATE[command];
    return { recorded: instant(Date.parse(at) + (late === undefined ? TYPED : late * HOUR)), does: line };
  });
}

/** Stable: what is recorded at one instant stays in the order in which it was told. */
export const inOrder = (...told: readonly (readonly Step[])[]): readonly Step[] =>
  told.flat().toSorted((a, b) => (a.recorded < b.recorded ? -1 : a.recorded > b.recorded ? 1 : 0));

export const instant = (ms: number): string => new Date(ms).toISOString();
