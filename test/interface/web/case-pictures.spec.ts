import { describe, expect, it } from '@jest/globals';
import { breaksIn, casePictures } from '../../../src/interface/web/case/case-pictures.js';
import type { Page } from '../../../src/interface/web/layout.js';
import { sayIn } from '../../../src/interface/words/words.js';

const page = { say: sayIn('da'), language: 'da', plan: undefined } as unknown as Page;
const chain = [
  { agency: 'BIF', from: '2016-01-12T14:30:00.000Z', to: '2016-01-14T09:00:00.000Z' },
  { agency: 'SOF', from: '2016-01-14T09:00:00.000Z' },
];
const event = (type: string, occurredAt: string) => ({ type, occurredAt, data: { courseId: 'c1' } });
const found = {
  openedAt: '2016-01-12T14:30:00.000Z',
  courses: [{ courseId: 'c1', offerId: 'o1', personId: 'p1', kind: 'mentor', startedAt: '2016-02-01T10:00:00.000Z' }],
  timeline: [
    event('ProgressMeasured', '2016-02-01T12:00:00.000Z'),
    event('CoursePaused', '2016-03-11T17:30:00.000Z'),
    event('CourseResumed', '2016-03-25T12:00:00.000Z'),
    { ...event('ProgressMeasured', '2016-07-01T12:00:00.000Z'), annulled: true },
    event('CourseCompleted', '2016-10-05T10:00:00.000Z'),
  ],
} as unknown as Parameters<typeof casePictures>[1];

describe('What a replay draws of a case', () => {
  it('is the chain of responsibility and the courses, each with its words and its table', async () => {
    const [drawnChain, courses] = await casePictures(page, found, chain, new Map([['p1', 'Opdigtet Søn']]));
    expect(drawnChain?.alt).toBe(
      'Kæden af ansvar. Ingen huller og ingen overlap. BIF: 2016-01-12 – 2016-01-14; SOF: 2016-01-14 – fortsætter.',
    );
    expect(drawnChain?.table.rows).toEqual([
      ['BIF', '2016-01-12', '2016-01-14'],
      ['SOF', '2016-01-14', 'fortsætter'],
    ]);
    expect(drawnChain?.svg).toMatch(/^<svg [^>]*role="img" aria-label="Kæden af ansvar\./);
    // The measurement that never happened is not told.
    expect(courses?.table.rows).toEqual([
      ['mentor, Opdigtet Søn', '2016-02-01', '2016-10-05', '2016-03-11 – 2016-03-25', '2016-02-01'],
    ]);
    expect(courses?.svg).toContain('2016-07');
  });

  it('says where two agencies do not touch, and draws it', async () => {
    const gap = [chain[0], { agency: 'SOF', from: '2016-01-20T09:00:00.000Z' }] as typeof chain;
    expect(breaksIn(chain)).toEqual([]);
    expect(breaksIn(gap)).toEqual([{ from: '2016-01-14T09:00:00.000Z', to: '2016-01-20T09:00:00.000Z', as: 'wrong' }]);
    const [drawn] = await casePictures(page, found, gap, new Map());
    expect(drawn?.alt).toContain('Der er huller eller overlap');
    expect(drawn?.svg).toContain('#b35900');
  });

  it('is nothing of a case that was not opened yet', async () => {
    expect(await casePictures(page, { ...found, openedAt: null, timeline: [] }, [], new Map())).toEqual([]);
  });
});
