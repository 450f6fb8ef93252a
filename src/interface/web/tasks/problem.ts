/** What stands against a form: shown on top of it, and at each field. */
export interface Problem {
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** A login mends it: in another tab, so that what was typed stays here. */
  readonly login?: boolean;
}
