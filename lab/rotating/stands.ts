/** More than two portions of those that are wrapped anew at once, from two months; some are erased before. */
export const KEYS = { january: 700, february: 500, erased: 5, living: 1195 };

/** What stands when it has ended. */
export interface Stands {
  /** Texts that open as they were sealed, and that are erased. */
  readonly opened: number;
  readonly erased: number;
  /** Living keys that are still wrapped in a month before. */
  readonly old: number;
  readonly epochs: string;
  /** The months whose old wrapping key's bytes still lie in the folder. */
  readonly readable: string;
  readonly ok: boolean;
}
export const RIGHT = {
  opened: KEYS.living,
  erased: KEYS.erased,
  old: 0,
  epochs: '2026-01 destroyed, 2026-02 destroyed, 2026-04',
  readable: '',
  ok: true,
};
