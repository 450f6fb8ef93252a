import type { Act } from '../../../domain/kernel/decider.js';
import { aggregateOf, idOf, streamOf } from '../../../domain/kernel/event.js';
import type { Obligation, ObligationName } from '../../../domain/obligations/index.js';
import type { CaseRow } from '../../../projections/case-list/case-list.js';
import type { ObligationRow } from '../../../projections/obligations/obligations.js';
import type { Asking } from '../asking.js';
import { actsAmong, gather, type Others } from './acts.js';
import { actingOn } from './row-acts.js';

/** What answers an obligation, in the order in which it stands in a row (case-systems.md B2, quick actions). */
export const ANSWERS: Readonly<Partial<Record<ObligationName, readonly string[]>>> = {
  triage: ['TriageCase', 'AssessSeverity', 'QualifyConcern'],
  'acute-action': ['HandConcernToPolice', 'AssessSeverity'],
  'police-to-infohus': ['NotifyInfohus'],
  'reoffer-1': ['RepeatOffer', 'LapseReoffer'],
  'reoffer-2': ['RepeatOffer', 'LapseReoffer'],
  progress: ['MeasureProgress'],
  'status-follow-up': ['RecordStatusFollowUp'],
  'risk-follow-up': ['RecordRiskFollowUp'],
  'handover-answer': ['AcceptHandover', 'DeclineHandover', 'WithdrawHandover'],
  'referral-answer': ['AcceptReferral', 'DeclineReferral', 'WithdrawReferral'],
  'transfer-answer': ['WithdrawTransfer'],
  decision: ['CompleteDecision'],
  'own-consent': ['RenewConsent'],
  release: ['RecordContact', 'ReferCase'],
  receipt: ['SendReceipt'],
  'dormant-review': ['RecordContact', 'CloseCase'],
};
const THING = ['offerId', 'courseId', 'handoverId', 'referralId', 'transferId', 'decisionId'] as const;

/** An act that answers an obligation, on the record that it is given to. */
export interface RowAct extends Pick<Act, 'command' | 'about'> {
  readonly of: string;
  readonly id: string;
}

/**
 * For each row what the reader can give now about it: what the domain says of the record as it stands, as on the record's own page (screens.md
 * 1.2). A case stands in its row of the read model, by the decider's own state; what else is looked at is read once for all rows.
 */
export async function actsOf(
  rows: readonly ObligationRow[],
  cases: ReadonlyMap<string, CaseRow>,
  asking: Asking,
): Promise<readonly (readonly RowAct[])[]> {
  const acting = await actingFor(rows, cases, asking);
  const others: Others = new Map();
  await gather([...acting.values()], asking, others);
  return Promise.all(
    rows.map(async ({ facts, ...row }) => {
      const commands = ANSWERS[facts.obligation] ?? [];
      const found = recordsOf(row.source, facts).flatMap((record) => acting.get(streamOf(...record)) ?? []);
      const each = await Promise.all(
        found.map(async (one) => {
          const acts = await actsAmong(commands, one, asking, others);
          return acts
            .filter(({ against, about }) => against === null && isAbout(about, facts, one.state))
            .map(({ command, about }) => ({ command, about, of: aggregateOf(one.stream), id: idOf(one.stream) }));
        }),
      );
      return each.flat();
    }),
  );
}

/** Where the acts about it are given. */
function recordsOf(
  source: string,
  { caseId, concernId, obligation }: Obligation,
): readonly (readonly [string, string])[] {
  if (obligation === 'decision') return [['meeting', idOf(source)]];
  return [...(caseId ? ([['case', caseId]] as const) : []), ...(concernId ? ([['concern', concernId]] as const) : [])];
}

function actingFor(rows: readonly ObligationRow[], cases: ReadonlyMap<string, CaseRow>, asking: Asking) {
  const records = rows
    .flatMap((row) => recordsOf(row.source, row.facts))
    .map(([of, id]) => ({ of, id, state: of === 'case' ? cases.get(id)?.state : undefined }));
  return actingOn(
    records.filter(({ of, state }) => of !== 'case' || state !== undefined),
    asking,
  );
}

/** About the thing that is owed for, or about the record as a whole where it is owed for none. */
function isAbout(about: Act['about'], facts: Obligation, state: unknown): boolean {
  const given = about as Readonly<Record<string, unknown>>;
  const named = Object.keys(given);
  const thing = THING.find((field) => facts[field] !== undefined);
  if (thing) return named.length === 1 && given[thing] === facts[thing];
  if (facts.personId && named[0] === 'offerId') {
    const { offers = {} } = state as { offers?: Readonly<Record<string, { readonly personId: string }>> };
    return offers[String(given.offerId)]?.personId === facts.personId;
  }
  return named.length === 0 || given.personId === facts.personId;
}
