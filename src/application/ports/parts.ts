/** What the installation consists of, as who runs it knows them (screens.md section 3, administrator). */
export const PARTS = [
  ...(['log', 'models', 'vault', 'keys', 'alerts', 'mail'] as const),
  ...(['documents', 'scanner', 'leavers', 'open-data', 'civil-register', 'checkpoints', 'witness'] as const),
] as const;
export type PartName = (typeof PARTS)[number];

/** `off`: it is not configured. `look`: it works, and should be looked at. `wrong`: it must be mended before the record can be relied on. */
export const PART_STATES = ['well', 'off', 'look', 'wrong'] as const;
export type PartState = (typeof PART_STATES)[number];

/** How a part is: a code that each way in has words for, and what the words name. Nothing about anybody. */
export interface PartStatus {
  readonly part: PartName;
  readonly state: PartState;
  readonly says: string;
  readonly values: Readonly<Record<string, string | number>>;
}
export interface PartsStatus {
  parts(): Promise<readonly PartStatus[]>;
}
