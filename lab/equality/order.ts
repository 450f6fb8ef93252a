import type { RebuildPhase as Phase, Rebuilt } from '../../src/application/ports/read-model-status.js';

/** What a rebuild shall do. */
export interface RebuildOrder {
  readonly models: readonly string[];
  readonly slices: number;
  /** Events that are read at once. */
  readonly range: number;
  /** Processes beside it. */
  readonly helpers: number;
  readonly compare: boolean;
  readonly dryRun: boolean;
  /** Gives up what another one left, and does no more. */
  readonly abandon?: boolean;
  /** Gives that up and begins. */
  readonly anew?: boolean;
}
export type Order = RebuildOrder & { readonly folder: string };

/** What it says: that it goes on with work of another one; then what came of it. */
export interface Resumed {
  readonly resumed: 'ranges' | 'slices';
}
export interface Abandoned {
  readonly abandoned: true;
}
export interface Failed {
  readonly failed: string;
  readonly connection: boolean;
}
export type Came = Rebuilt | Abandoned | Failed;
export type RunReport = Resumed | Came;

/** When it is killed, or stranded: in a phase, and after so many of its parts. */
export interface At {
  readonly phase: Phase;
  readonly parts?: number;
  /** A part that it cannot do before it is killed, so that the phase does not end before. */
  readonly held?: number;
}
