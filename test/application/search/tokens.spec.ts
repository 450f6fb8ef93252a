import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { termsOf, wordsOf } from '../../../src/application/search/tokens.js';

const same = (x: string, y: string) => expect([...wordsOf(x)].sort()).toEqual([...wordsOf(y)].sort());

describe('A name that is searched for', () => {
  it('is the same in whatever Danish spelling, order and case', () => {
    same('Opdigt Ågård', 'opdigt aagaard');
    same('Ågaard Opdigt', 'OPDIGT AAGÅRD');
    same('Sæl Bæver', 'Sael Baever');
    same('Grævling-Bjørn', 'Bjoern Graevling');
    same('Löwe Bär', 'Løwe Baer');
    same('Hermelinn Ottter', 'Hermelin Oter');
    same('Renée', 'Rene');
    // A ring that comes after its letter, as some keyboards send it.
    same('A\u030Agaard', 'Ågård');
  });

  it('is another where it sounds otherwise', () => {
    expect(wordsOf('Odder')).not.toEqual(wordsOf('Edder'));
    expect(wordsOf('Mår')).not.toEqual(wordsOf('Mor'));
    expect(wordsOf('Høg')).not.toEqual(wordsOf('Hog'));
  });

  it('is told from a date and a number, and no term is empty', () => {
    expect(termsOf({ name: '  ', birthDate: '2001-02-03', cpr: '000000-0000' })).toEqual([
      'born/2001-02-03',
      'cpr/0000000000',
    ]);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => wordsOf(text).every((word) => word.length > 0)));
  });
});
