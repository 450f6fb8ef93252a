import { localDateOf } from '../../domain/kernel/calendar.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { infohuseOf } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { Source } from '../../projections/folding/raw.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { Scope } from '../../projections/scope.js';
import type { AccessLog } from '../access-log.js';
import type { HeadHash } from '../audit/head-hash.js';
import type { Bundle } from '../audit/ledger.js';
import type { Signed } from '../audit/verify.js';
import { type Action, decide, type ObjectKind } from '../authorization/policy.js';
import type { Reader } from '../authorization/reader.js';
import type { Relation } from '../authorization/relations.js';
import { type Relations, standingOf } from '../authorization/standing.js';
import { reachOfObligations, visibilityOf } from '../authorization/visibility.js';
import type { RecordNumbers } from '../numbers/record-numbers.js';
import type { PlanBook } from '../plan-book.js';
import type { CivilRegister } from '../ports/civil-register.js';
import type { EventStore } from '../ports/event-store.js';
import type { KnownInstallation } from '../ports/installations.js';
import type { PartsStatus } from '../ports/parts.js';
import type { ReadModelStatus } from '../ports/read-model-status.js';
import type { Clock, Ids, Sleep } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import type { References } from '../references.js';
import { notFound, type Refused } from '../refusal.js';
import { Sealing } from '../sealing.js';
import type { PersonSearch } from '../search/person-search.js';
import type { Stand } from './freshness.js';
import type { PageLooks } from './page-looks.js';
import type { Reads } from './page-reads.js';
import type { Shown } from './shown.js';

/** What queries are answered from. */
export interface QueryDependencies {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly live: ReadModels;
  /** The log, for what is folded as of a moment. */
  readonly source: Source;
  readonly book: PlanBook;
  readonly access: AccessLog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly references: References;
  readonly search: PersonSearch;
  readonly sleep: Sleep;
  readonly headHash: HeadHash;
  readonly status: ReadModelStatus;
  readonly parts: PartsStatus;
  /** Undefined: it is not connected. */
  readonly civilRegister: CivilRegister | undefined;
  /** Those that records can be handed to (B-7). */
  readonly installations: readonly KnownInstallation[];
  /** Our answer to what one of them handed over, as it is carried. */
  answerTo(transferId: string): Promise<string>;
  /** What was handed to one of them, as it is carried. */
  messageOf(transferId: string): Promise<string>;
  /** The newest checkpoint; undefined before the first. */
  signedHead(): Promise<SignedHead | undefined>;
  /** A proof of the event at a position; undefined: it is not signed yet. */
  prove(position: number): Promise<Bundle | undefined>;
  /** The key that signs the log, as others are told of it. */
  readonly verifier: string;
  /** What the log is held against where it is verified. */
  signed(checkpoint?: string): Promise<Signed>;
}

export interface SignedHead {
  readonly position: number;
  readonly at: string;
  /** Who cosigned it. */
  readonly witnesses: number;
}

/** What one asking brings besides its parameters: it never travels over a bus. */
export interface AskOptions {
  /** Told how far a long answer has come: a position of the log. */
  readonly progress?: ((position: number) => void) | undefined;
  /** A checkpoint that somebody else has kept, for verification. */
  readonly checkpoint?: string | undefined;
  /** Whoever asks has just let it look at the plans in force. */
  readonly plansSeen?: boolean | undefined;
  /** Of the page that asks, where it has them written down together before it leaves. */
  readonly looks?: PageLooks | undefined;
  /** The page that asks, where it only shows: what its questions read is of one moment. */
  readonly page?: object | undefined;
  /** What the page has shown before, where it stayed open and is refreshed. */
  readonly shown?: Shown | undefined;
  /** Where all stood when the page began, which is shown with it. */
  readonly stand?: Stand | undefined;
}

/** One question under way: who asks, what the reader is to its object, and what it is answered from. */
export interface Asking extends QueryDependencies {
  readonly reader: Reader;
  readonly relations: readonly Relation[];
  readonly sealing: Sealing;
  /** UTC. */
  readonly now: string;
  readonly options: AskOptions;
  /** The read models behind the wall of what the reader is, once more is known of the question. */
  behind(found: Relations): ReadModels;
  /** The Infohuse whose plan in force today names the reader's agency; for who operates the machine all of them. */
  ownInfohuse(): readonly string[];
  /** In force today. */
  planOf(infohus: string): Plan | undefined;
  /** What the policy table says to this reader, in these relations. */
  may(action: Action, object: ObjectKind, relations?: readonly Relation[]): boolean;
  /** The numbers that are said instead of these ids; for ids that the reader is shown already. */
  numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** For what is not there at the moment that was asked for. */
  notThere(): Refused;
  /** The rows of an Infohus that the reader may know of. */
  scope(infohus: string, object?: 'case' | 'concern', action?: Action): Scope;
  /** The obligations of an Infohus that the reader may know of. */
  owedScope(infohus: string): Scope;
}

export function askingOf(
  dependencies: QueryDependencies,
  reader: Reader,
  numbers: RecordNumbers,
  options: AskOptions,
  reads: Reads,
): Asking {
  const { actor, purpose } = reader;
  const now = dependencies.clock.now();
  const today = localDateOf(now);
  const inForce = new Map<string, Plan | undefined>();
  const planOf = (infohus: string) => {
    if (!inForce.has(infohus)) inForce.set(infohus, planInForce(dependencies.book.plans, infohus, today));
    return inForce.get(infohus);
  };
  const infohuse = [...new Set(dependencies.book.plans.map((plan) => plan.infohus))];
  const own = purpose === 'operation' ? infohuse : infohuseOf(dependencies.book.plans, actor.agency, today);
  const { store, references } = reads;
  const sealing = new Sealing(store, dependencies.vault);
  const as: Reads['as'] = (standing) => reads.as(standing);
  const behind = (found?: Relations) => as(standingOf(reader, { infohuse: own, planOf }, found));
  return {
    ...{ ...dependencies, references, store, live: behind(), behind },
    ownInfohuse: () => own,
    ...{ reader, sealing, now, options, planOf, relations: [] },
    may: (action, object, relations = []) => decide(actor, action, object, purpose, relations),
    numbersOf: (ids) => numbers.of(dependencies.live, ids),
    notThere: notFound,
    scope: (infohus, object = 'case', action = 'know') => ({
      infohus,
      reach: visibilityOf(actor, action, object, purpose, planOf(infohus)),
    }),
    owedScope: (infohus) => ({
      infohus,
      reach: reachOfObligations(actor, purpose, planOf(infohus)),
      work: purpose === 'casework',
    }),
  };
}
