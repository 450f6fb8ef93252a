// How a line of a command file is answered.

export interface Refusal {
  readonly line: number;
  readonly code: string;
  readonly rule: string | null;
}

export interface ImportResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: Refusal[];
}

/** A refusal with every rule that the line breaks, so that a comparison can tell another order from another judgement. */
export interface RefusalDetail extends Refusal {
  readonly file: number;
  readonly command: string | null;
  readonly broken: readonly string[];
}

export interface Answer {
  readonly code: string;
  readonly rule: string | null;
  readonly broken: readonly string[];
}

export const refusal = (code: string): Answer => ({ code, rule: null, broken: [] });
