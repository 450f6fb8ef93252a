import type { ReadModels } from '../projections/read-models.js';
import type { CheckpointScheduler } from './audit/checkpoint-scheduler.js';
import type { Ledger } from './audit/ledger.js';
import type { Executor } from './commands/execute.js';
import type { RefusalMemory } from './commands/import.js';
import type { Documents } from './documents/documents.js';
import type { Drafts } from './drafts.js';
import type { AccessRetention } from './erasing/access-retention.js';
import type { Erasures } from './erasing/erasures.js';
import type { PlanBook } from './plan-book.js';
import type { EventStore } from './ports/event-store.js';
import type { SessionStore } from './ports/identity.js';
import type { KnownInstallation } from './ports/installations.js';
import type { LedgerStore } from './ports/ledger.js';
import type { Log } from './ports/log.js';
import type { PartsStatus } from './ports/parts.js';
import type { OperatesReadModels, ReadModelRunner } from './ports/read-model-status.js';
import type { TellsReadiness } from './ports/readiness.js';
import type { AlertGate, Clock, Walk, WalkMark } from './ports/runtime.js';
import type { Readings, Telemetry } from './ports/telemetry.js';
import type { Vault } from './ports/vault.js';
import type { Alerts } from './processes/alerts/alerts.js';
import type { AlertScheduler } from './processes/alerts/scheduler.js';
import type { KeyRotation } from './processes/key-rotation.js';
import type { Asker } from './queries/asker.js';
import type { Freshness } from './queries/freshness.js';
import type { OpenFigures } from './reports/open-figures.js';
import type { SavedLists } from './saved-lists.js';
import type { Reply } from './transfers/hearing.js';
import type { IncomingTransfers } from './transfers/incoming.js';
import type { OutgoingTransfers } from './transfers/outgoing.js';

export interface Transfers {
  readonly outgoing: OutgoingTransfers;
  readonly incoming: IncomingTransfers;
  readonly others: readonly KnownInstallation[];
  /** What was carried as a file: `answer` is to be carried back. @throws NotBelieved */
  hear(message: string): Promise<Reply>;
}

/** The product with its ports made real, as the ways in know it. */
export interface Installation {
  readonly clock: Clock;
  /** Where it was asked for: the recorded clock can be walked. */
  readonly walk?: Walk;
  /** What is recorded here was recorded by a clock that a demo walked. */
  readonly walked?: WalkMark;
  readonly store: EventStore;
  readonly vault: Vault;
  readonly book: PlanBook;
  readonly executor: Executor;
  readonly documents: Documents;
  /** Records that move between installations (B-7); undefined where none is configured. */
  readonly transfers: Transfers | undefined;
  readonly asker: Asker;
  readonly freshness: Freshness;
  /** What is published, for everybody. */
  readonly openFigures: OpenFigures;
  readonly live: ReadModels;
  readonly projector: ReadModelRunner;
  readonly readModels: OperatesReadModels;
  /** How each part is. */
  readonly parts: PartsStatus;
  /** Whether requests may be sent to this process. */
  readonly readiness: TellsReadiness;
  /** How gauges stand, asked for in groups: one that cannot be asked hides no other. */
  readonly readings: readonly Readings[];
  readonly refusals: RefusalMemory;
  readonly sessions: SessionStore;
  readonly drafts: Drafts;
  readonly savedLists: SavedLists;
  readonly gate: AlertGate;
  readonly alerts: Alerts;
  /** Alerts as the clock and the log move: for a process that stays. */
  readonly scheduler: AlertScheduler;
  readonly ledger: Ledger;
  readonly ledgerStore: LedgerStore;
  /** Carries out what two people decided to erase. */
  readonly erasures: Erasures;
  readonly accessRetention: AccessRetention;
  /** Says who signs: to be handed to whoever checks the log. */
  readonly verifier: string;
  /** Signs checkpoints as they fall due: for a process that stays. */
  readonly keeper: CheckpointScheduler;
  /** Renews the wrapping of keys month by month, and destroys what no backup needs any more: for a process that stays. */
  readonly rotation: KeyRotation;
  readonly database: DatabaseStanding;
  /** Starts the embedded server again if it has died; false where the database is not ours to start. */
  recover(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Of standbys of a database: there is none, a commit waits until one has it on its disk, only until it has received it, or does not wait: then
 * the newest of what was acknowledged goes with the machine.
 */
export type Copies = 'none' | 'waited-for' | 'not-flushed' | 'not-waited-for';

/** What the databases did not let us have: `doctor` says it, with the mend. */
export interface DatabaseStanding {
  /** Roles of parts of the program that have no login of their own; all others can become no other. */
  readonly shared: readonly string[];
  /** As who these come in is a superuser. */
  readonly isSuperuser: boolean;
  /** Functions behind operators that no index answers behind the walls of row-level security. */
  readonly unindexed: readonly string[];
  copies(): Promise<Readonly<Record<'log' | 'keys', Copies>>>;
}

export interface InstallationOptions {
  /** The folder of the embedded database, keys and plans' adoption; also of the keys where the database is an external one. */
  readonly data: string;
  readonly plans?: string;
  readonly clock?: Clock;
  /** For `demo` alone: a new log whose recorded clock may be walked. @throws WalkRefused where anything stands in the folder */
  readonly walk?: true;
  /** Where it is said what was done by the way. */
  readonly log?: Log;
  /** Told how the program is. */
  readonly telemetry?: Telemetry;
  /** Told what makes the database unsafe; without it an unsafe database is refused. */
  readonly onUnsafe?: (fault: Error) => void;
}
