import { describe, expect, it } from '@jest/globals';
import {
  digitsOf,
  fitsControlDigit,
  isCivilNumber,
  isReplacement,
  masked,
} from '../../../src/domain/person/civil-number.js';

describe('A civil registration number', () => {
  it.each([
    ['620490-1234', true, true],
    ['6204901234', true, true],
    ['020490 1234', true, false],
    ['290200-1234', true, false],
    ['300200-1234', false, false],
    ['310490-1234', false, false],
    ['000490-1234', false, false],
    ['600490-1234', false, false],
    ['911290-1234', true, true],
    ['921290-1234', false, false],
    ['011390-1234', false, false],
    ['020490-AB12', false, true],
    ['02049-01234', true, false],
    ['020490-123', false, false],
    ['', false, false],
  ])('%s: is one %s, a replacement %s', (number, isOne, replaces) => {
    expect([isCivilNumber(number), isReplacement(number)]).toEqual([isOne, replaces]);
  });

  it('has a control digit that is a hint and no rule', () => {
    // Of the ten that end otherwise at most one fits, and all of them may be somebody's.
    const ends = [...'0123456789'].map((end) => `620490123${end}`);
    expect(ends.filter(fitsControlDigit).length).toBeLessThanOrEqual(1);
    expect(ends.every(isCivilNumber)).toBe(true);
    expect(fitsControlDigit('0000000000')).toBe(true);
    expect(fitsControlDigit('1111111118')).toBe((4 + 3 + 2 + 7 + 6 + 5 + 4 + 3 + 2 + 8) % 11 === 0);
  });

  it('is shown without its end', () => {
    expect(masked('6204901234')).toBe('620490-••••');
    expect(digitsOf('620490-1234')).toBe('6204901234');
  });
});
