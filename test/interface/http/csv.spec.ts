import { describe, expect, it } from '@jest/globals';
import { QUERY_NAMES, queryNamed } from '../../../src/application/queries/catalogue.js';
import { columnsOf, csvLine } from '../../../src/interface/http/csv.js';

describe('A line for a spreadsheet', () => {
  it('holds no formula, whatever a code begins with', () => {
    for (const cell of ['=1+1', '+1', '-1', '@sum', '\tx', '\rx'])
      expect(csvLine([cell]).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('keeps commas, quotes and line ends inside their cell, and leaves empty what is not there', () => {
    expect(csvLine(['a,b', 'say "x"', 'one\ntwo', null, undefined, 0])).toBe('"a,b","say ""x""","one\ntwo",,,0\r\n');
  });
});

describe('A list that leaves as a file, written as it is read', () => {
  it('has its columns, whichever is declared: the register of disclosures had none, and its file was a failure', () => {
    const lists = QUERY_NAMES.filter((name) => queryNamed(name).over === 'csv');
    expect(lists).toContain('ExportDisclosures');
    for (const name of lists) expect(columnsOf(name).length).toBeGreaterThan(3);
  });
});
