import { addDays, localDateOf } from '../kernel/calendar.js';
import type { AggregateType } from '../kernel/decider.js';

/** Whether those whose data it is are in danger by it: decides who is told (GDPR art. 33(1), 34(1)). */
export const RISKS = ['unlikely', 'some', 'high'] as const;
export type Risk = (typeof RISKS)[number];
export const LOSSES = ['confidentiality', 'integrity', 'availability'] as const;

/** A breach of the security of personal data: what was found, how it was judged, who was told. No text of it is in here. */
export interface BreachState {
  /** null: not recorded. */
  readonly recordedAt: string | null;
  readonly infohus: string;
  /** When the controller became aware of it: from then on the hours run. */
  readonly discoveredAt: string;
  /** What was lost: secrecy, correctness, access (GDPR art. 4, no. 12). */
  readonly losses: readonly (typeof LOSSES)[number][];
  /** Whose login was used, and on which days; null: it was no login. */
  readonly account: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly assessments: readonly { readonly at: string; readonly risk: Risk }[];
  /** The supervisory authority. */
  readonly notified: readonly { readonly at: string; readonly notifiedAt: string }[];
  /** Those whose data it is; several times where they were found one after another. */
  readonly informed: readonly { readonly at: string; readonly informedOn: string; readonly count: number }[];
  readonly closedAt: string | null;
}
export const breachAggregate: AggregateType<BreachState, 'breach'> = {
  aggregate: 'breach',
  initial: {
    ...{ recordedAt: null, infohus: '', discoveredAt: '', losses: [], account: null, from: null, to: null },
    ...{ assessments: [], notified: [], informed: [], closedAt: null },
  },
};

/** The newest judgement; undefined: nobody has judged it yet. */
export const riskOf = ({ assessments }: Pick<BreachState, 'assessments'>): Risk | undefined => assessments.at(-1)?.risk;

/** Days: ten years. What was looked at longer ago no plan keeps. */
const LONGEST = 3650;

/** The local days in which the login was misused: what is not said is the day of the discovery, never the day on which somebody asks. */
export function misusedOn({ discoveredAt, from, to }: Pick<BreachState, 'discoveredAt' | 'from' | 'to'>) {
  const last = to ?? localDateOf(discoveredAt);
  const first = from !== null && from < last ? from : last;
  const oldest = addDays(last, -LONGEST);
  return { from: first < oldest ? oldest : first, to: last };
}
