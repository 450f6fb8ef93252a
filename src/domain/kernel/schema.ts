import { z } from 'zod';
import { APART, Sealed } from './sealed.js';

/**
 * The field types of commands and events (commands.md, "One command, three ways in"). A field is a code, a format, a number, or sealed:
 * there is no plain string of free text in the open part unless it is declared with `openText`.
 */

/** What is said of a field beside its type. */
interface Marks {
  /** No correction may change it (commands.md, CorrectEvent): what the event is about, who has a part in it, what the decision put there itself. */
  readonly fixed?: true;
  /** It names something, or a list of things: by these a read model finds its rows. */
  readonly names?: true;
}
const marks = z.registry<Marks>();
const marked = <S extends z.ZodType>(field: S, more: Marks): S => {
  const own = field.clone();
  marks.add(own as z.ZodType, { ...marks.get(field), ...more });
  return own;
};
const markOf = (field: unknown): Marks =>
  field instanceof z.ZodType
    ? (marks.get(field) ?? (field instanceof z.ZodOptional ? markOf(field.unwrap()) : {}))
    : {};

export const fixed = <S extends z.ZodType>(field: S): S => marked(field, { fixed: true });
export const isFixed = (field: unknown): boolean => markOf(field).fixed === true;
export const isName = (field: unknown): boolean => markOf(field).names === true;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID of any version, compared and stored in lower case. */
export const id = marked(
  z
    .string()
    .regex(UUID, 'must be a UUID')
    .transform((v) => v.toLowerCase())
    .meta({ format: 'uuid' }),
  { fixed: true, names: true },
);
export const ids = marked(z.array(id), { fixed: true, names: true });
export const someIds = marked(z.array(id).min(1), { fixed: true, names: true });

/** A code: agency, infohus, kind, channel, tool … Checked against the plan only where a refusal says so. */
export const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be a code: letters, digits, _ or -, at most 40');

/** Who has a part in it, and which Infohus it is of: codes that no correction may change. */
export const agency = fixed(code);
export const agencies = fixed(z.array(code));
export const infohus = fixed(code);
/** A content hash: hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A local calendar date in Europe/Copenhagen, `YYYY-MM-DD`; not `0025-06-01`, which a form makes of a year of two digits. */
export const localDate = z.iso.date().refine((date) => date >= '1900', 'must be a date between 1900 and 9999');

/** ISO 8601 with offset, seconds may be left out; kept as UTC with milliseconds, so that text order is time order. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
export const instant = z
  .string()
  .refine((v) => INSTANT.test(v) && z.iso.date().safeParse(v.slice(0, 10)).success, {
    message: 'must be an instant with an offset, such as 2016-03-01T10:00:00+01:00',
    abort: true,
  })
  .transform((v, ctx) => {
    const ms = Date.parse(v);
    const year = Number.isNaN(ms) ? 0 : new Date(ms).getUTCFullYear();
    if (year >= 1900 && year <= 9999) return new Date(ms).toISOString();
    ctx.addIssue({ code: 'custom', message: 'must be an instant between 1900 and 9999' });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

export const whole = z.int().min(0);
export const year = z.int().min(1900).max(9999);

/** Text says something: it holds at least one letter or digit (commands.md, *Dates*). */
const plain = z
  .string()
  .min(1)
  .max(20_000)
  .regex(/[\p{L}\p{N}]/u, 'must hold a letter or a digit');

/** Free text that is open by decision, because a report shows it (a source, who adopted a plan). Never about a person. */
export const openText = plain;

/** A sealed field. `about` names the sibling field with the id of the person it is about; default is the aggregate's own key. */
export const sealed = <S extends z.ZodType>(inner: S, options: { about?: string } = {}) =>
  inner
    .transform((v) => Sealed.of(v as z.output<S>, options.about))
    .meta({ sealed: true, ...(options.about ? { about: options.about } : {}) });

/** Free text, 1-20,000 characters, sealed under the aggregate's own key. */
export const text = sealed(plain);

/** Free text that an erasure leaves: its ground, the archive's clearance. Under a key of the aggregate that is not the one destroyed. */
export const textApart = sealed(plain, { about: APART });

/** Free text about the person whose id stands in the field `about`. */
export const textAbout = (about: string) => sealed(plain, { about });

export const ageGroup = z.enum(['minor', 'adult']);
export const subjectRole = z.enum(['focus', 'sibling', 'parent', 'relative']);
export const subject = z.strictObject({ personId: id, role: subjectRole, ageGroup });
/** The levels of the prevention triangle (K16-17, KØ-10). */
export const level = z.enum(['general', 'specific', 'targeted']);
/** The four target groups (K24-1). */
export const targetGroup = z.enum(['society', 'group', 'individual', 'professionals']);
/** Who asks for advice, or calls the hotline. */
export const recipient = z.enum(['professional', 'citizen', 'relative']);
/** What a meeting recommends (KØ-5): one text or a list of them, sealed as one value. */
export const recommended = sealed(z.union([plain, z.array(plain)]));
