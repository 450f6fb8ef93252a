import { describe, expect, it } from '@jest/globals';
import { breaksIn, chainPicture, endOf, supportPicture } from '../../../src/interface/web/case/case-pictures.js';
import type { Page } from '../../../src/interface/web/layout.js';
import { sayIn } from '../../../src/interface/words/words.js';

const page = { say: sayIn('da'), language: 'da', plan: undefined } as unknown as Page;
const chain = [
  { agency: 'BIF', from: '2016-01-12T14:30:00.000Z', to: '2016-01-14T09:00:00.000Z' },
  { agency: 'SOF', from: '2016-01-14T09:00:00.000Z' },
];
const event = (type: string, occurredAt: string) => ({ type, occurredAt, data: { courseId: 'c1', offerId: 'o1' } });
const found = {
  status: 'open',
  openedAt: '2016-01-12T14:30:00.000Z',
  offers: [
    { offerId: 'o1', personId: 'p1', kind: 'mentor', offeredAt: '2016-01-13T10:00:00.000Z', status: 'accepted' },
  ],
  courses: [{ courseId: 'c1', offerId: 'o1', personId: 'p1', kind: 'mentor', startedAt: '2016-02-01T10:00:00.000Z' }],
  timeline: [
    event('SupportOffered', '2016-01-13T10:00:00.000Z'),
    event('OfferDeclined', '2016-01-15T10:00:00.000Z'),
    event('OfferRepeated', '2016-01-25T10:00:00.000Z'),
    event('OfferAccepted', '2016-01-28T10:00:00.000Z'),
    event('ProgressMeasured', '2016-02-01T12:00:00.000Z'),
    event('CoursePaused', '2016-03-11T17:30:00.000Z'),
    event('CourseResumed', '2016-03-25T12:00:00.000Z'),
    { ...event('ProgressMeasured', '2016-07-01T12:00:00.000Z'), annulled: true },
    event('CourseCompleted', '2016-10-05T10:00:00.000Z'),
  ],
} as unknown as Parameters<typeof supportPicture>[1];
const nobody = { ...found, openedAt: null, offers: [], courses: [], timeline: [] };
const names = () => 'Opdigtet Søn';

describe('What is drawn of a case', () => {
  it('is the chain of responsibility, with its words and its table', async () => {
    const drawn = await chainPicture(page, chain, '2016-10-05T10:00:00.000Z');
    expect(drawn?.alt).toBe(
      'Kæden af ansvar. Ingen huller og ingen overlap. BIF: 12. jan. 2016 – 14. jan. 2016; SOF: 14. jan. 2016 – fortsætter.',
    );
    expect(drawn?.table.rows).toEqual([
      ['BIF', '12. jan. 2016', '14. jan. 2016'],
      ['SOF', '14. jan. 2016', 'fortsætter'],
    ]);
    // Of a few days its first and its last one, in the language of the page.
    const short = await chainPicture(page, chain.slice(0, 1), '2016-01-14T09:00:00.000Z');
    expect(short?.svg).toContain('>12. jan. 2016<');
    expect(drawn?.svg).toMatch(/^<svg [^>]*role="img" aria-label="Kæden af ansvar\./);
  });

  it('is one band a person: offered, declined, offered again, accepted, the course, its pause and what was measured', async () => {
    const drawn = await supportPicture(page, found, names, '2016-10-05T10:00:00.000Z');
    expect(drawn?.table.rows.map(([, , what, from, to]) => `${what} ${from} ${to}`)).toEqual([
      'tilbudt 13. jan. 2016 ',
      'afslået 15. jan. 2016 ',
      'tilbudt igen 25. jan. 2016 ',
      'taget imod 28. jan. 2016 ',
      'forløb 1. feb. 2016 5. okt. 2016',
      // The measurement that never happened is not told.
      'målt 1. feb. 2016 ',
      'pause 11. mar. 2016 25. mar. 2016',
    ]);
    expect(drawn?.alt).toContain('Opdigtet Søn: mentor tilbudt 13. jan. 2016, mentor afslået 15. jan. 2016');
    // The axis is told as the rest of the page is.
    expect(drawn?.svg).toContain('>aug. 2016<');
    expect(drawn?.svg).not.toMatch(/\d{4}-\d\d/);
    // What the forms mean stands in the picture.
    expect(drawn?.svg).toContain('>tilbudt igen<');
  });

  it('says where two agencies do not touch, and draws it in red', async () => {
    const gap = [chain[0], { agency: 'SOF', from: '2016-01-20T09:00:00.000Z' }] as typeof chain;
    expect(breaksIn(chain)).toEqual([]);
    expect(breaksIn(gap)).toEqual([{ from: '2016-01-14T09:00:00.000Z', to: '2016-01-20T09:00:00.000Z', as: 'wrong' }]);
    const drawn = await chainPicture(page, gap, '2016-10-05T10:00:00.000Z');
    expect(drawn?.alt).toContain('Der er huller eller overlap');
    expect(drawn?.svg).toContain('#cc0000');
  });

  it('is nothing of a case that was not opened yet', async () => {
    expect(await chainPicture(page, [], endOf(nobody))).toBeNull();
    expect(await supportPicture(page, nobody, names, endOf(nobody))).toBeNull();
  });

  it('ends with the present moment where the case is open, and with its newest event where it is not', () => {
    expect(endOf(found, '2017-01-01T00:00:00.000Z')).toBe('2017-01-01T00:00:00.000Z');
    expect(endOf({ ...found, status: 'closed' }, '2017-01-01T00:00:00.000Z')).toBe('2016-10-05T10:00:00.000Z');
  });
});
