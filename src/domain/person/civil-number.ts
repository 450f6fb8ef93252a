/**
 * Civil registration numbers (CPR): ten digits that begin with a day of birth. The control digit is a hint and no rule: since October 2007
 * numbers are given without one (landscape.md section 2).
 */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** Without the blank or the hyphen that it is written with. */
export const digitsOf = (number: string): string => number.replace(/[- ]/g, '');

/** Ten digits, with a day that a month has; of a replacement number too. */
export function isCivilNumber(number: string): boolean {
  const digits = digitsOf(number);
  if (!/^\d{10}$/.test(digits)) return false;
  const [day, month] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  const own = day > 60 ? day - 60 : day;
  return own >= 1 && own <= (DAYS[month - 1] ?? 0);
}

/** One that the register never gave: the day is 60 more; those of health services have letters at the end. */
export const isReplacement = (number: string): boolean =>
  (isCivilNumber(number) && Number(digitsOf(number).slice(0, 2)) > 60) ||
  /^\d{6}(?=.*[A-Z])[0-9A-Z]{4}$/i.test(digitsOf(number));

export const fitsControlDigit = (number: string): boolean =>
  [...digitsOf(number)].reduce((sum, digit, i) => sum + Number(digit) * (WEIGHTS[i] ?? 0), 0) % 11 === 0;

/** As a page shows it where it must be told from another: without its last four. */
export const masked = (number: string): string => `${digitsOf(number).slice(0, 6)}-••••`;
