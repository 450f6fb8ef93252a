import type { Documented } from '../document/state.js';
import type { AggregateType } from '../kernel/decider.js';
import type { Sealed } from '../kernel/sealed.js';
import type { Transfers } from '../transfer/state.js';

export type Severity = 'acute' | 'high' | 'medium' | 'low';
export type Outcome = 'substantiated' | 'unsubstantiated';
export type ConcernEnding = 'irrelevant' | 'unsubstantiated' | 'duplicate' | 'handed-to-police' | 'forwarded';

/** What happened to a concern, in the order in which it happened: all that its deadline and the report's figures are made of. */
export type ConcernStep =
  | {
      readonly at: string;
      readonly what: 'assessed';
      readonly severity: Severity;
      readonly final: boolean;
      readonly readyToAct: boolean | null;
      /** Assessed by police: outside opening hours they act alone (KØ-3). */
      readonly byPolice?: boolean;
    }
  | { readonly at: string; readonly what: 'qualified'; readonly outcome: Outcome; readonly forms: readonly string[] }
  | { readonly at: string; readonly what: 'ended'; readonly how: ConcernEnding }
  | {
      readonly at: string;
      readonly what: 'linked';
      readonly caseId: string;
      readonly caseTriagedAt?: string | undefined;
    }
  | { readonly at: string; readonly what: 'unlinked' }
  /** CaseTriaged of its case: an event of the case's stream, seen by the read model only. */
  | { readonly at: string; readonly what: 'triaged' }
  /** An urgent meeting was called for it: an event of the meeting's stream, seen by the read model only. */
  | { readonly at: string; readonly what: 'urgent-meeting' }
  /** The police were told; `at` is when that was recorded to have happened (KØ-1). */
  | { readonly at: string; readonly what: 'police-notified' }
  /** Police told the Infohus of what they did alone, at `notifiedAt` (KØ-3). */
  | { readonly at: string; readonly what: 'infohus-notified'; readonly notifiedAt: string }
  | { readonly at: string; readonly what: 'advised' }
  /** Who gave notice was told that it has been received, at `sentAt` (B-8). */
  | { readonly at: string; readonly what: 'receipt-sent'; readonly sentAt: string };

/** The open facts of a concern: what deadlines and reports read. */
export interface ConcernFacts {
  readonly infohus: string;
  /** When it was registered (occurredAt of ConcernRegistered); limits count from `receivedAt`. */
  readonly registeredAt: string;
  readonly receivedAt: string;
  /** The agency that registered it here; empty where another Infohus forwarded it. */
  readonly registeredBy?: string;
  /** Police registered it: they need not be told. */
  readonly byPolice?: boolean;
  /** Nobody is there to be sent a receipt. */
  readonly anonymous?: boolean;
  /** To Infohuse with an installation of their own (B-7). */
  readonly transfers?: Transfers;
  readonly steps: readonly ConcernStep[];
}

export interface ConcernSubject {
  readonly personId: string;
  readonly role: string;
  readonly ageGroup: 'minor' | 'adult';
}

export interface ConcernState extends Documented {
  /** null: not registered. */
  readonly facts: ConcernFacts | null;
  /** Empty where another Infohus forwarded it: its sender keeps its own concern, not this one. */
  readonly registeredBy: string;
  /** Data controller for what happens in it: who registered it, or who received it. Empty: not known (older logs). */
  readonly controller: string;
  readonly subjects: readonly ConcernSubject[];
  readonly description: Sealed<string> | null;
}
export const concernAggregate: AggregateType<ConcernState, 'concern'> = {
  aggregate: 'concern',
  initial: { facts: null, registeredBy: '', controller: '', subjects: [], description: null },
};

type Step<W extends ConcernStep['what']> = Extract<ConcernStep, { what: W }>;
const of = <W extends ConcernStep['what']>(steps: readonly ConcernStep[], what: W): readonly Step<W>[] =>
  steps.filter((s): s is Step<W> => s.what === what);

export const stepsOf = (state: ConcernState): readonly ConcernStep[] => state.facts?.steps ?? [];
export const assessments = (steps: readonly ConcernStep[]) => of(steps, 'assessed');
export const qualifications = (steps: readonly ConcernStep[]) => of(steps, 'qualified');
/** The newest qualification counts (domain.md section 6). */
export const newestOutcome = (steps: readonly ConcernStep[]): Outcome | undefined =>
  of(steps, 'qualified').at(-1)?.outcome;
export const ending = (steps: readonly ConcernStep[]): ConcernEnding | undefined => of(steps, 'ended').at(-1)?.how;
export const advice = (steps: readonly ConcernStep[]) => of(steps, 'advised');

/**
 * Since when the police know of it (KØ-1): they were told, it was handed to them, or it is their own assessment or registration. Undefined: they
 * were never told.
 */
export function policeKnowSince({ byPolice, registeredAt, steps }: ConcernFacts): string | undefined {
  const known = steps.filter(
    (s) =>
      s.what === 'police-notified' ||
      s.what === 'infohus-notified' ||
      (s.what === 'assessed' && s.byPolice) ||
      (s.what === 'ended' && s.how === 'handed-to-police'),
  );
  return [...(byPolice ? [registeredAt] : []), ...known.map((s) => s.at)].sort()[0];
}

/** The case it belongs to now, and when it was linked. */
export function link(steps: readonly ConcernStep[]): Step<'linked'> | undefined {
  const last = steps.findLast((s) => s.what === 'linked' || s.what === 'unlinked');
  return last?.what === 'linked' ? last : undefined;
}
export const caseOf = (state: ConcernState): string | undefined => link(stepsOf(state))?.caseId;
