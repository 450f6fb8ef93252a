import { z } from 'zod';

export type Shape = z.ZodRawShape;
export type Data<F extends Shape> = z.output<z.ZodObject<F>>;

/** From the data of one version to that of the next; pure, and total on what was ever written. */
type Upcast = (old: never) => object;

/**
 * The fields of an event, as they are written today and as they ever were, and the command that gives it (commands.md, the column *event*).
 * A log outlives the code that wrote it: a changed shape is a version of its own, and says how the one before it is read.
 */
export class EventShape<F extends Shape = Shape> {
  private constructor(
    readonly by: string | undefined,
    readonly fields: F,
    readonly versions: readonly z.ZodObject[],
    private readonly upcasts: readonly Upcast[],
  ) {}

  static of<F extends Shape>(by: string | undefined, fields: F): EventShape<F> {
    return new EventShape(by, fields, [z.strictObject(fields)], []);
  }

  /** The next version. Where all that was written before is of the new shape too, there is nothing to convert. */
  next<G extends Shape>(
    fields: G,
    ...upcast: Data<F> extends Data<G> ? [] | [(old: Data<F>) => Data<G>] : [(old: Data<F>) => Data<G>]
  ): EventShape<G> {
    const [convert = (old: Data<F>) => old] = upcast as [((old: Data<F>) => object)?];
    return new EventShape(
      this.by,
      fields,
      [...this.versions, z.strictObject(fields)],
      [...this.upcasts, convert as Upcast],
    );
  }

  /** What was written as that version, as it is read today. @throws RangeError for a version that this code does not know */
  read(data: object, version: number): object {
    if (version < 1 || version > this.versions.length) throw new RangeError('a version of an event that is not known');
    return this.upcasts.slice(version - 1).reduce((old, convert) => convert(old as never), data);
  }
}

/** The event that a command gives: `SupportOffered: by('OfferSupport', { … })`. */
export const by = <const F extends Shape>(command: string, fields: F): EventShape<F> => EventShape.of(command, fields);

/** A shape as it was before these fields could be given. */
export function without<F extends Shape, K extends keyof F & string>(fields: F, ...names: readonly K[]): Omit<F, K> {
  const others = Object.entries(fields).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(others) as Omit<F, K>;
}

type Without<D, F extends PropertyKey> = { readonly [K in keyof D as K extends F ? never : K]: D[K] };

/** A field that was not there before. */
export const added =
  <F extends string, V>(field: F, value: V) =>
  <D extends object>(old: D): D & Record<F, V> =>
    ({ ...old, [field]: value }) as D & Record<F, V>;

/** A field that had another name. */
export const renamed =
  <A extends string, B extends string>(from: A, to: B) =>
  <D extends Record<A, unknown>>(old: D): Without<D, A> & Record<B, D[A]> => {
    const { [from]: value, ...others } = old;
    return { ...others, [to]: value } as unknown as Without<D, A> & Record<B, D[A]>;
  };

/** A field whose values were others. */
export const converted =
  <F extends string, V, W>(field: F, convert: (was: V) => W) =>
  <D extends Record<F, V>>(old: D): Without<D, F> & Record<F, W> =>
    ({ ...old, [field]: convert(old[field]) }) as unknown as Without<D, F> & Record<F, W>;

/** A field that held what stands in several now. */
export const split =
  <F extends string, V, P extends object>(field: F, parts: (was: V) => P) =>
  <D extends Record<F, V>>(old: D): Without<D, F> & P => {
    const { [field]: value, ...others } = old;
    return { ...others, ...parts(value as V) } as unknown as Without<D, F> & P;
  };
