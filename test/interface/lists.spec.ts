import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseFilter, concernFilter, cursorOf, partOf, positionIn } from '../../src/interface/lists.js';
import { refusalOf } from '../support/given.js';

const refused = (read: () => unknown) => refusalOf((async () => read())());

describe('What a list is asked by', () => {
  it('takes days as local days: from the first instant of one to the last of the other', () => {
    expect(caseFilter({ from: '2024-03-31', to: '2024-03-31' })).toEqual({
      from: '2024-03-30T23:00:00.000Z',
      before: '2024-03-31T22:00:00.000Z',
    });
  });

  it('asks for nothing by what a form leaves empty, nor by what it does not know', () => {
    expect(caseFilter({ status: '', agency: 'SOF', infohus: 'koege', other: 'x' })).toEqual({ responsible: 'SOF' });
    expect(concernFilter({ standing: '' })).toEqual({});
  });

  it('refuses what is no code, day, standing or position', async () => {
    const wrong = [
      () => caseFilter({ status: 'free text' }),
      () => caseFilter({ agency: ['SOF', 'BUF'] }),
      () => caseFilter({ from: '2024-02-30' }),
      () => caseFilter({ to: '9999-12-31' }),
      () => concernFilter({ standing: 'acute' }),
      () => partOf({ limit: '501' }),
      () => partOf({ cursor: 'bm90IGE' }),
      () => positionIn({ after: '-1' }),
    ];
    expect(await Promise.all(wrong.map(refused))).toEqual(wrong.map(() => 'validation-failed'));
  });

  it('is the whole list unless a page is asked for', () => {
    expect(partOf({})).toBeUndefined();
    expect(partOf({}, 50)).toEqual({ limit: 50 });
  });

  it('finds the place again that a cursor was made of', () => {
    const side = fc.constantFrom('below' as const, 'above' as const);
    const at = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((d) => d.toISOString());
    const law = fc.property(side, at, fc.uuid(), (where, instant, id) => {
      const place = { at: instant, id };
      expect(partOf({ cursor: cursorOf(where, place), limit: '7' })).toEqual({ limit: 7, [where]: place });
    });
    fc.assert(law);
  });
});
