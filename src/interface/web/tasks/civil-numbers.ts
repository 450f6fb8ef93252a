/**
 * Civil registration numbers as a page meets them: checked by date and form where one is asked for, and found in free text, where none
 * belongs (screens.md section 3, Ny bekymring). The control digit is not looked at: since 2007 numbers are given without one.
 */
const NUMBER = /(?<!\d)(\d{2})(\d{2})(\d{2})[- ]?(\d{4})(?!\d)/g;

/** Of a replacement number the day is 60 more. */
function isDate(day: number, month: number): boolean {
  const own = day > 60 ? day - 60 : day;
  return own >= 1 && own <= (DAYS[month - 1] ?? 0);
}
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Those that stand in a text, as they were written. */
export const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(NUMBER)].filter(([, day, month]) => isDate(Number(day), Number(month))).map(([whole]) => whole);

export const isNumber = (text: string): boolean => numbersIn(text).length === 1 && /^[\d -]{10,11}$/.test(text.trim());
