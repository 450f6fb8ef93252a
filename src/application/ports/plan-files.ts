import type { Plan } from '../../domain/plan/schema.js';

export interface LoadedPlan {
  readonly plan: Plan;
  /** SHA-256, hex, of the file's canonical JSON (keys sorted, no whitespace): layout changes nothing, every figure and source does. */
  readonly hash: string;
  /** The file as it is. */
  readonly text: string;
}

/** A plan file that cannot be used: says which, and where in it. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(`${file}: ${faults.join('; ')}`);
  }
}

export interface PlanFiles {
  /** Those that an installation works by. @throws PlanFileError */
  all(): readonly LoadedPlan[];
  /** One that need not be among them. @throws PlanFileError */
  one(path: string): LoadedPlan;
}
