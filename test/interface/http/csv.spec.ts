import { describe, expect, it } from '@jest/globals';
import { csvLine } from '../../../src/interface/http/csv.js';

describe('A line for a spreadsheet', () => {
  it('holds no formula, whatever a code begins with', () => {
    for (const cell of ['=1+1', '+1', '-1', '@sum', '\tx', '\rx'])
      expect(csvLine([cell]).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('keeps commas, quotes and line ends inside their cell, and leaves empty what is not there', () => {
    expect(csvLine(['a,b', 'say "x"', 'one\ntwo', null, undefined, 0])).toBe('"a,b","say ""x""","one\ntwo",,,0\r\n');
  });
});
