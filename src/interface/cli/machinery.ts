import type { Server } from 'node:http';
import type { Copied } from '../../application/audit/copy.js';
import type { WitnessMemory } from '../../application/audit/witness.js';
import type { BackedUp } from '../../application/backup/back-up.js';
import type { Installation, InstallationOptions } from '../../application/installation.js';
import type { Adoption } from '../../application/ports/adoption.js';
import type { DocumentArchive } from '../../application/ports/blobs.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { Signer } from '../../application/ports/ledger.js';
import type { Log } from '../../application/ports/log.js';
import type { PlanFiles } from '../../application/ports/plan-files.js';
import type { Readings, Telemetry } from '../../application/ports/telemetry.js';

/** What serves pages and API. */
export interface Served {
  getHttpServer(): Server;
  listen(port: number, host: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Where it is told how a process is. */
export interface Watching extends Telemetry {
  /** Of what gauges are asked. */
  watch(readings: readonly Readings[]): void;
  /** All metrics, as Prometheus takes them. */
  prometheus(): Promise<string>;
  close(): Promise<void>;
}

/** A setting as it stands, a secret masked. */
export interface ShownSetting {
  readonly name: string;
  readonly value: string;
  /** The name that said it, or `default`. */
  readonly from: string;
  readonly unit: string;
  readonly what: string;
}

/** The settings that verbs look at. */
export interface Settings {
  readonly HOST: string;
  readonly PORT: number;
  readonly NODE_ENV?: string;
  readonly DATABASE_URL?: string;
  readonly VAULT_DATABASE_URL?: string;
  readonly EVENT_STORE_URL?: string;
  readonly KMS_URL?: string;
  readonly SMTP_URL?: string;
  readonly DOCUMENT_FOLDER?: string;
  readonly S3_URL?: string;
  readonly WITNESS_URLS: readonly string[];
  readonly IDENTITY_FILE?: string;
  readonly METRICS_HOST: string;
  readonly METRICS_PORT?: number;
}

export interface RestoreOptions {
  readonly data: string;
  /** The folder of a backup of the log, and that of one of the keys. */
  readonly from: string;
  readonly keysFrom: string;
  /** As of this position; without it all that the backup holds. */
  readonly to?: number;
  /** A newer list of destroyed keys than the backups hold. */
  readonly destroyedKeys?: string;
}

/** What a start of this version would do to a schema, or to a read model. */
export interface Migration {
  readonly what: string;
  /** `refuses`: a newer program was here. `builds-anew`: a read model of another version is dropped and filled from the log. */
  readonly does: 'nothing' | 'adds-steps' | 'builds-anew' | 'refuses';
  readonly taken?: number;
  readonly known?: number;
}

/** Copies of an installation. No one place holds both the log and the keys. */
export interface Backups {
  /** Adds what the folder does not hold yet. @throws NeedsMending */
  log(data: string, to: string, progress: (position: number) => void): Promise<BackedUp>;
  /** Of what opens the log: to be taken after it. @throws NeedsMending */
  keys(data: string, to: string): Promise<void>;
  /** Into databases that are empty, or hold the beginning of the same log. Stopped anywhere it goes on. @throws NeedsMending, CopyDiffers, ArchiveDamaged */
  restore(
    options: RestoreOptions,
    progress: (position: number) => void,
  ): Promise<Copied & { readonly position: number; readonly recordedAt: string }>;
  /** What stands beside the log: once the installation has made its tables. */
  tables(data: string, from: string): Promise<void>;
  /** The documents in a backup of the log. */
  documents(folder: string): DocumentArchive;
}

type Store = EventStore & { close(): Promise<void> };

/** What the command line needs of those layers that it must not know: `main` makes it. */
export interface Machinery {
  /** Two private keys for transfers, and what of them the others are given. */
  newTransferKeys(): Promise<{ readonly own: object; readonly open: object }>;
  /** @throws where a setting has no name that is known, or a bad value */
  settings(): Settings;
  shownSettings(): { readonly settings: readonly ShownSetting[]; readonly faults: readonly string[] };
  install(options: InstallationOptions): Promise<Installation>;
  serve(installation: Installation, around: { readonly telemetry: Telemetry; readonly log: Log }): Promise<Served>;
  /** For machines that gather what servers say; and for whoever sits before the terminal. */
  jsonLog(role: string): Promise<Log>;
  sentences(): Log;
  /** How a process of this role tells how it is; undefined where nobody is told (METRICS_PORT, OTLP_URL). */
  telemetry(role: string): Promise<Watching | undefined>;
  readonly plans: PlanFiles;
  /** A file of JSON, decoded strictly. @throws InputFault; an error of the system where it cannot be read */
  readJson(file: string): { readonly json: unknown };
  /** A text that a person names: decoded strictly, cut while it is read. */
  readText(file: string, most?: number): string;
  /** What a person names as the place of an output: whole or not at all. */
  writeOutput(out: string, bytes: Uint8Array, mode?: number): void;
  /** The server of an embedded database that may have been left running. */
  embeddedServer(data: string): Promise<{ close(): Promise<unknown> }>;
  /** Whether a demo made what is in this folder, by its mark. */
  isDemo(data: string): boolean;
  /** Whether the system can lock a folder for one container or machine. */
  hasKernelLocks(): Promise<boolean>;
  isStoreUrl(url: string): boolean;
  /** Whether a log there needs a PostgreSQL database beside it. */
  needsDatabase(url: string): boolean;
  /** The databases of an installation; they are closed by what was put into `opened`. */
  databases(data: string, opened: (() => Promise<unknown>)[]): Promise<{ readonly logUrl: string }>;
  openStore(url: string, beside: string): Promise<Store>;
  /** That a database beside EventStoreDB is not of another log than this. @throws NeedsMending another-log */
  assertBeside(url: string, log: string | undefined): Promise<void>;
  /** What a restored event store still holds; goes on from there where it is told how many events are given up. @throws NeedsMending */
  adopt(data: string, lose?: number): Promise<Adoption>;
  backups(): Backups;
  migrations(data: string): Promise<readonly Migration[]>;
  witness(data: string, name: string): { readonly signer: Signer; readonly memory: WitnessMemory };
}

let handed: Machinery | undefined;

/** Once, before the first verb: the command line is the whole process. */
export function handOver(machinery: Machinery): void {
  handed = machinery;
}

export function machinery(): Machinery {
  if (!handed) throw new Error('nobody has handed over the machinery of the command line');
  return handed;
}
