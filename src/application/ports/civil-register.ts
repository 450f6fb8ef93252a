/** How somebody stands in the civil register, of its statuses (landscape.md section 2). `deleted`: the number was given twice, or annulled. */
export const CIVIL_STATUSES = [
  'active',
  'no-residence',
  'deleted',
  'changed-number',
  'missing',
  'emigrated',
  'dead',
] as const;
export type CivilStatus = (typeof CIVIL_STATUSES)[number];

/** Why there is no answer. Each has a sentence of its own; none names a number. */
export const REGISTER_FAILURES = [
  /** It does not know the number. */
  'not-in-register',
  /** It was reached, and did not answer in time. */
  'register-silent',
  'register-away',
  /** Its certificate is not trusted here, or ours is not trusted there. */
  'register-certificate',
  /** It says that we may not ask. */
  'register-refuses',
  'register-fault',
  /** The answer ends early, or says too little to rely on. */
  'register-half-answer',
  'register-unreadable',
  /** The answer holds what makes a reader fetch or grow: it was not read. */
  'register-doctype',
  /** The answer is about somebody else. */
  'register-another-person',
] as const;
export type RegisterFailure = (typeof REGISTER_FAILURES)[number];
export class RegisterFailed extends Error {
  constructor(readonly why: RegisterFailure) {
    super(why);
  }
}

/** Who has custody of a minor: by number, or, of whom the register has none, by name. */
export interface Custodian {
  readonly as: 'mother' | 'father' | 'other';
  readonly number: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
}
/** What the register says of one person. Nothing else of its answer is read, and nothing of it is kept. Local dates. */
export interface CivilRegistration {
  /** Which holds now. */
  readonly number: string;
  /** Null: of a number that does not hold any more. */
  readonly name: string | null;
  /** Null: not known for certain. */
  readonly birthDate: string | null;
  readonly status: CivilStatus;
  /** Of the address; null: none. A day that is null is open at that end. */
  readonly protection: { readonly from: string | null; readonly to: string | null } | null;
  readonly address: string | null;
  readonly custodians: readonly (Custodian & { readonly until: string | null })[];
}

/** One person a call, asked by somebody for something: that was written down before (`reference`: by which event). */
export interface CivilRegister {
  /** @param number ten digits @throws RegisterFailed */
  lookUp(number: string, by: { readonly user: string; readonly reference: string }): Promise<CivilRegistration>;
  /** Whether it can be reached; nobody is looked up. @throws RegisterFailed */
  look(): Promise<{ readonly certificateUntil: string }>;
}
