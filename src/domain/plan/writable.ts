import type { Plan } from './shape.js';

/**
 * What every form of a report can carry as it stands: table, workbook, drawing, PDF and page. Control characters are in none of them, what turns
 * the direction of writing would show another text than the one that is there, and the typeface of the PDF has no other letters than these.
 */
export const WRITABLE =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u017F\u2013\u2014\u2018-\u201A\u201C-\u201E\u2020-\u2022\u2026\u2030\u2039\u203A\u20AC\u2212\u2264\u2265]*$/;

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Every text of a plan stands in some form of some report. */
export function unwritable(plan: Plan): Fault[] {
  const look = (value: unknown, path: (string | number)[]): Fault[] => {
    if (typeof value === 'string')
      return WRITABLE.test(value) ? [] : [{ path, message: `holds ${named(value)}, which not every form can carry` }];
    if (Array.isArray(value)) return value.flatMap((v, i) => look(v, [...path, i]));
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, v]) => look(v, [...path, key]));
  };
  return look(plan, []);
}

/** `U+0007`: the first sign that cannot be carried. */
function named(text: string): string {
  const [first = ''] = [...text].filter((sign) => !WRITABLE.test(sign));
  return `U+${(first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
