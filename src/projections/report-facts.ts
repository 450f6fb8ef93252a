import { type Objected, objectionsOf } from '../domain/case/objection.js';
import type { Course, CourseStep, Offer, OfferStep } from '../domain/case/state.js';
import type { ConcernStep } from '../domain/concern/state.js';
import type { ConcernFact, CountedCourse, Facts } from '../domain/indicators/facts.js';
import type { OfferFacts } from '../domain/obligations/index.js';
import type { Survivor } from '../domain/person/survivor.js';
import type { ConcernRow } from './concern-facts/concern-facts.js';
import type { FigureRow } from './figures/figures.js';
import type { RegisterRow } from './registers/registers.js';
import type { SupportRow } from './support/support.js';

/** Years that are counted, and what of earlier ones may still count in them. Instants; undefined = without end. */
export interface CountedYears {
  /** Something happened at this instant or later to what was begun earlier: a follow-up or a re-offer of it may fall in the years. */
  readonly since?: string | undefined;
  /** The years themselves. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** What is counted in them; without it everything. */
  readonly counted?: CountedKinds | undefined;
}
export interface CountedKinds {
  /** Advice in these years on concerns of earlier ones. */
  readonly advice: boolean;
  /** Kinds of course. */
  readonly courses: readonly string[];
  readonly activities: boolean;
  readonly agreements: boolean;
}

/** Of most rows a report looks at the columns only: `facts` may be parsed when it is asked for. */
export type CountedConcern = Pick<ConcernRow, 'concernId' | 'infohus' | 'receivedAt' | 'outcome' | 'ending' | 'facts'>;
export interface ReportRows {
  readonly concerns: readonly CountedConcern[];
  readonly support: readonly SupportRow[];
  readonly activities: readonly Pick<RegisterRow<'activity'>, 'state'>[];
  readonly partners: readonly Pick<RegisterRow<'partner'>, 'state'>[];
  readonly figures: readonly FigureRow[];
}

/** What an Infohus' reports are counted from, whether the rows come from the tables or from a fold of the log. */
export function factsFrom({ concerns, support, activities, partners, figures }: ReportRows, survivor: Survivor): Facts {
  const of = <W extends SupportRow['what']>(what: W) =>
    support.filter((row): row is Extract<SupportRow, { what: W }> => row.what === what);
  return {
    concerns: concerns.map((row) => new Concern(row)),
    cases: of('case').map(({ caseId, begun, ended, contacted }) => ({
      ...{ caseId, openedAt: begun, closedAt: ended },
      firstContactAt: contacted,
    })),
    offers: of('offer').map((row) => new MadeOffer(row, survivor)),
    courses: of('course').map((row) => new TakenCourse(row)),
    activities: activities.map(({ state }) => state),
    agreements: partners.flatMap(({ state }) => state.agreements),
    figures,
  };
}

class Concern implements ConcernFact {
  readonly concernId: string;
  readonly infohus: string;
  readonly receivedAt: string;
  readonly outcome: ConcernFact['outcome'];
  readonly ending: ConcernFact['ending'];
  readonly #row: CountedConcern;
  constructor(row: CountedConcern) {
    this.concernId = row.concernId;
    this.infohus = row.infohus;
    this.receivedAt = row.receivedAt;
    this.outcome = row.outcome;
    this.ending = row.ending;
    this.#row = row;
  }
  get registeredAt(): string {
    return this.#row.facts.registeredAt;
  }
  get steps(): readonly ConcernStep[] {
    return this.#row.facts.steps;
  }
}

type OfferRow = Extract<SupportRow, { what: 'offer' }>;
class MadeOffer implements OfferFacts {
  readonly offerId: string;
  readonly caseId: string;
  readonly infohus: string;
  readonly kind: Offer['kind'];
  readonly offeredAt: string;
  readonly #row: OfferRow;
  readonly #survivor: Survivor;
  constructor(row: OfferRow, survivor: Survivor) {
    this.#survivor = survivor;
    this.offerId = row.id;
    this.caseId = row.caseId;
    this.infohus = row.infohus;
    this.kind = row.kind;
    this.offeredAt = row.begun;
    this.#row = row;
  }
  get personId(): string {
    return this.#survivor(this.#row.facts.personId);
  }
  get objections(): readonly Objected[] {
    const { objections } = this.#row.facts;
    if (objections.length === 0) return [];
    const resolved = objections.map((o) => ({ ...o, personId: this.#survivor(o.personId) }));
    return objectionsOf(resolved, this.personId);
  }
  get steps(): readonly OfferStep[] {
    return this.#row.facts.steps;
  }
}

type CourseRow = Extract<SupportRow, { what: 'course' }>;
class TakenCourse implements CountedCourse {
  readonly courseId: string;
  readonly caseId: string;
  readonly infohus: string;
  readonly kind: Course['kind'];
  readonly startedAt: string;
  readonly #row: CourseRow;
  constructor(row: CourseRow) {
    this.courseId = row.id;
    this.caseId = row.caseId;
    this.infohus = row.infohus;
    this.kind = row.kind;
    this.startedAt = row.begun;
    this.#row = row;
  }
  get personId(): string {
    return this.#row.facts.personId;
  }
  get offerId(): string {
    return this.#row.facts.offerId;
  }
  get steps(): readonly CourseStep[] {
    return this.#row.facts.steps;
  }
  get goals(): NonNullable<CountedCourse['goals']> {
    return this.#row.facts.goals ?? [];
  }
}
