// Deadlines at an instant, the chain of responsibility, a case at an instant.
import type { Course, Offer } from './case-state.js';
import { inOrder } from './model.js';
import { followUps, type Obligation, progress, reoffers, triage } from './obligations.js';
import { handoverAnswers, referralAnswers, releases } from './obligations-case.js';
import { dormantReviews } from './obligations-dormant.js';
import { informings, insights, ownConsents } from './obligations-person.js';
import { acute, charterRenewals } from './obligations-rest.js';
import type { Oracle } from './oracle.js';
import { infohusOf, urgentCalls } from './rest.js';
import { pendingHandover } from './rules-case.js';
import { iso, type Ms } from './time.js';
import { caseOf, view } from './view.js';

export interface DeadlineRow {
  readonly obligation: string;
  readonly caseId?: string;
  readonly concernId?: string;
  readonly offerId?: string;
  readonly courseId?: string;
  readonly handoverId?: string;
  readonly referralId?: string;
  readonly decisionId?: string;
  readonly personId?: string;
  readonly partnerId?: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly state: Obligation['state'];
  readonly metAt?: string;
}

function row(
  item: Obligation,
  ids: Partial<Omit<DeadlineRow, 'obligation' | 'startedAt' | 'dueAt' | 'state' | 'metAt'>>,
): DeadlineRow {
  return {
    obligation: item.obligation,
    ...ids,
    startedAt: iso(item.startedAt),
    dueAt: iso(item.dueAt),
    state: item.state,
    ...(item.metAt === null ? {} : { metAt: iso(item.metAt) }),
  };
}

export interface DeadlineOptions {
  /** acute-action, police-to-infohus, charter-renewal and release as well. */
  readonly whole?: boolean;
  /** What the amended contract adds: decision, insight, own-consent and informing. */
  readonly amended?: boolean;
}

function amended(oracle: Oracle, infohus: string, now: Ms): DeadlineRow[] {
  const all = view(oracle, infohus, now);
  const rows = [...all.cases.values()].flatMap((state) => {
    const caseId = state.id;
    return [
      ...ownConsents(oracle.log, caseId, now, oracle.resolve).map(({ personId, item }) =>
        row(item, { caseId, personId }),
      ),
      ...informings(oracle.log, caseId, now, oracle.resolve).map(({ personId, item }) =>
        row(item, { caseId, personId }),
      ),
    ];
  });
  for (const { id, subject, infohus: of, item } of oracle.decisions(now))
    if (of === infohus) rows.push(row(item, { ...subject, decisionId: id }));
  for (const [personId, facts] of oracle.log.persons) {
    const own = inOrder(facts, now).filter(
      ({ type, actor }) => type === 'DeliverInsight' || (type === 'RequestInsight' && actor.infohuse.includes(infohus)),
    );
    rows.push(...insights(own, now).map((item) => row(item, { personId })));
  }
  return rows;
}

/** The obligations whose hours and days are read from the plan files. */
function wholeDomain(oracle: Oracle, infohus: string, now: Ms): DeadlineRow[] {
  const all = view(oracle, infohus, now);
  const urgent = urgentCalls(oracle.log, now);
  const rows = all.concerns.flatMap((concern) =>
    acute(concern, urgent, now).map((item) =>
      row(item, { concernId: concern.id, ...(concern.caseId === null ? {} : { caseId: concern.caseId }) }),
    ),
  );
  for (const state of all.cases.values())
    rows.push(
      ...dormantReviews(state, now).map((item) => row(item, { caseId: state.id })),
      ...releases(state, now, oracle.resolve).map(({ personId, item }) => row(item, { caseId: state.id, personId })),
    );
  for (const [partnerId, stream] of oracle.log.partners) {
    const facts = inOrder(stream, now);
    // AMBIGUOUS: a partner's renewals are the Infohus's whose coordinator signed first. Alternative: each charter by its own signer.
    if (facts[0] && infohusOf(facts[0].actor) === infohus)
      rows.push(...charterRenewals(infohus, facts, now).map((item) => row(item, { partnerId })));
  }
  return rows;
}

/** Every obligation that had started by `now`, whatever its state; upcoming and due-soon are `open`. */
export function deadlines(oracle: Oracle, infohus: string, now: Ms, options: DeadlineOptions = {}): DeadlineRow[] {
  const all = view(oracle, infohus, now);
  const rows = all.concerns.map((concern) =>
    row(triage(concern, caseOf(all, concern), now), {
      concernId: concern.id,
      ...(concern.caseId === null ? {} : { caseId: concern.caseId }),
    }),
  );
  for (const state of all.cases.values()) {
    const caseId = state.id;
    for (const offer of state.offers.values())
      rows.push(...reoffers(offer, now).map((item) => row(item, { caseId, offerId: offer.id })));
    for (const course of state.courses.values())
      rows.push(
        ...[progress(course, now), ...followUps(course, now)].map((item) => row(item, { caseId, courseId: course.id })),
      );
    rows.push(...handoverAnswers(state, now).map(({ id, item }) => row(item, { caseId, handoverId: id })));
    rows.push(...referralAnswers(state, now).map(({ id, item }) => row(item, { caseId, referralId: id })));
  }
  if (options.whole === true) rows.push(...wholeDomain(oracle, infohus, now));
  if (options.amended === true) rows.push(...amended(oracle, infohus, now));
  return rows;
}

export interface HoldingRow {
  readonly agency: string;
  readonly from: string;
  readonly to?: string;
  readonly by?: { handoverId: string; offeredAt: string; acceptedAt: string; legalBasis: string };
}

/** The chain of responsibility, oldest first; empty for an unknown case. */
export function handovers(oracle: Oracle, caseId: string): HoldingRow[] {
  const state = oracle.case(caseId);
  return (state?.chain ?? []).map((holding) => {
    const by = holding.handoverId === null ? undefined : state?.handovers.get(holding.handoverId);
    return {
      agency: holding.agency,
      from: iso(holding.from),
      ...(holding.to === null ? {} : { to: iso(holding.to) }),
      ...(by === undefined
        ? {}
        : {
            by: {
              handoverId: by.id,
              offeredAt: iso(by.at),
              acceptedAt: iso(by.answeredAt ?? by.at),
              legalBasis: by.legalBasis,
            },
          }),
    };
  });
}

export interface CaseView {
  readonly status: 'open' | 'closed';
  /** AMBIGUOUS: the last one where the case is closed. Alternative: null. */
  readonly responsibleAgency: string;
  readonly subjects: { personId: string; role: string; ageGroup: string }[];
  readonly offers: { offerId: string; personId: string; kind: string; status: Offer['status'] }[];
  readonly courses: { courseId: string; status: Course['status'] }[];
  readonly pendingHandover: string | null;
}

/** The case from what had occurred by the instant (inclusive); undefined where it was not opened by then. */
export function caseAt(oracle: Oracle, caseId: string, occurred: Ms): CaseView | undefined {
  const state = oracle.case(caseId, occurred);
  if (!state) return undefined;
  return {
    status: state.status,
    responsibleAgency: state.responsible,
    subjects: [...state.subjects].map(([personId, subject]) => ({ personId, ...subject })),
    offers: [...state.offers.values()].map(({ id, personId, kind, status }) => ({
      offerId: id,
      personId,
      kind,
      status,
    })),
    courses: [...state.courses.values()].map(({ id, status }) => ({ courseId: id, status })),
    pendingHandover: pendingHandover(state),
  };
}
