/**
 * A value about a person that is never stored in the clear (design: People and secrets). Domain code carries it and cannot look
 * into it: it cannot be printed, compared or written. Before the append it holds the content; read back from the log it holds only
 * the commitment by which the vault finds the ciphertext.
 */
export type Inside<T> = { readonly content: T; readonly about: string | undefined } | StoredAt;
/** Where a sealed value stands: which segment of which event, and the commitment that the event holds to it. */
export interface StoredAt {
  readonly commitment: string;
  readonly segment: number;
  readonly eventId: string;
  readonly stream: string;
  readonly type: string;
}

/** Stands for a person's field where a text is sealed apart: under a second key of the aggregate, which no erasure destroys. */
export const APART = '(apart)';

let insideOf: <T>(sealed: Sealed<T>) => Inside<T>;

export class Sealed<T = unknown> {
  /** Private to the engine too: what prints objects for a log or a trace (`inspect`) shows every other property, a symbol's as well. */
  readonly #inside: Inside<T>;
  static {
    insideOf = (sealed) => sealed.#inside;
  }

  private constructor(inside: Inside<T>) {
    this.#inside = inside;
  }

  /** Fresh content. `about` names the field of the same event that holds the person's id; without it the aggregate's own key is used. */
  static of<T>(content: T, about?: string): Sealed<T> {
    return new Sealed<T>({ content, about });
  }

  /** As it stands in the log: a reference to a segment in the vault. */
  static stored<T>(at: StoredAt): Sealed<T> {
    return new Sealed<T>(at);
  }

  toJSON(): never {
    throw new TypeError('a sealed value was about to be written in the clear');
  }

  toString(): string {
    return '[sealed]';
  }
}

/** For the vault and the sealing step only (a dependency rule in `.dependency-cruiser.cjs` pins who may import it). */
export const inside = <T>(sealed: Sealed<T>): Inside<T> => insideOf(sealed);
