import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { parsedParams } from '../../../src/application/queries/asker.js';
import { queryNamed } from '../../../src/application/queries/catalogue.js';
import { between, cursorOf, pageOf, pageRequest, sortIn } from '../../../src/application/queries/params.js';
import { positionIn } from '../../../src/interface/http/query-params.js';
import { CASE_ORDERS } from '../../../src/projections/case-list/case-query.js';
import { refusalOf } from '../../support/given.js';

const refused = (read: () => unknown) => refusalOf((async () => read())());
const cases = (asked: object) => parsedParams(queryNamed('Cases'), { infohus: 'koege', ...asked });
const concerns = (asked: object) => parsedParams(queryNamed('Concerns'), { infohus: 'koege', ...asked });

describe('What a query is asked with', () => {
  it('takes days as local days: from the first instant of one to the last of the other', () => {
    expect(between({ from: '2024-03-31', to: '2024-03-31' })).toEqual({
      from: '2024-03-30T23:00:00.000Z',
      before: '2024-03-31T22:00:00.000Z',
    });
  });

  it('asks for nothing by what a form leaves empty, nor by what it does not know', () => {
    expect(cases({ status: '', agency: 'SOF', other: 'x' })).toEqual({ infohus: 'koege', agency: 'SOF' });
    expect(concerns({ standing: '' })).toEqual({ infohus: 'koege' });
  });

  it('refuses what is no code, day, standing, moment or position, and what is given twice', async () => {
    const wrong = [
      () => cases({ status: 'free text' }),
      () => cases({ agency: ['SOF', 'BUF'] }),
      () => cases({ from: '2024-02-30' }),
      () => cases({ to: '9999-12-31' }),
      () => cases({ at: 'yesterday' }),
      () => cases({ infohus: '' }),
      () => concerns({ standing: 'acute' }),
      () => cases({ limit: '501' }),
      () => cases({ cursor: 'bm90IGE' }),
      () => positionIn({ after: '-1' }),
    ];
    expect(await Promise.all(wrong.map(refused))).toEqual(wrong.map(() => 'validation-failed'));
  });

  it('is the whole list unless a page is asked for', () => {
    expect(pageRequest({})).toBeUndefined();
    expect(pageRequest({ limit: 50 })).toEqual({ limit: 50 });
  });

  it('finds the place again that a cursor was made of', () => {
    const side = fc.constantFrom('below' as const, 'above' as const);
    const at = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((d) => d.toISOString());
    const law = fc.property(side, at, fc.uuid(), (where, instant, id) => {
      const place = { at: instant, id };
      const parsed = z.object(pageOf(CASE_ORDERS)).parse({ cursor: cursorOf(where, place), limit: '7' });
      expect(pageRequest(parsed)).toEqual({ limit: 7, [where]: place });
    });
    fc.assert(law);
  });

  it('goes on in the order in which a list stood, and in no other', async () => {
    const of = (at: string, sort?: string) =>
      cursorOf('below', { at, id: '00000000-0000-4000-8000-000000000001' }, sort);
    const [day, params] = ['2024-01-01T00:00:00.000Z', z.object({ ...pageOf(CASE_ORDERS), sort: sortIn(CASE_ORDERS) })];
    const part = (asked: object) => pageRequest(params.parse(asked));
    expect(part({ cursor: of('SOF', 'agency'), sort: 'agency' })?.below?.at).toBe('SOF');
    expect(part({ cursor: of(day, '-last'), sort: '-last' })?.below?.at).toBe(day);
    const elsewhere = [{ sort: '-last' }, { sort: '-last', cursor: of(day, 'last') }, { cursor: of(day, 'last') }];
    expect(await Promise.all(elsewhere.map((asked) => refused(() => part({ cursor: of(day), ...asked }))))).toEqual(
      elsewhere.map(() => 'validation-failed'),
    );
    // What its column cannot hold, and an order that the list has not.
    for (const [at, sort] of [
      ['SOF', '-last'],
      [day, 'agency'],
      [day, 'level'],
    ] as const)
      expect(await refused(() => cases({ sort, cursor: of(at, sort) }))).toBe('validation-failed');
  });
});
