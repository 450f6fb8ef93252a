import { isCivilNumber } from '../../../domain/person/civil-number.js';

/**
 * Civil registration numbers as a page meets them: checked by date and form where one is asked for, and found in free text, where none
 * belongs (screens.md section 3, Ny bekymring).
 */
const NUMBER = /(?<!\d)\d{6}[- ]?\d{4}(?!\d)/g;

/** Those that stand in a text, as they were written. */
export const numbersIn = (text: string): readonly string[] =>
  [...text.matchAll(NUMBER)].map(([whole]) => whole).filter(isCivilNumber);

export const isNumber = (text: string): boolean => numbersIn(text).length === 1 && /^[\d -]{10,11}$/.test(text.trim());
