import { describe, expect, it } from '@jest/globals';
import { pageFor } from '../../../src/interface/web/layout.js';
import { levelBefore, personsOfOffer } from '../../../src/interface/web/tasks/from-record.js';
import { NO_THINGS, type Situation, type TaskRecord } from '../../../src/interface/web/tasks/situation.js';

const person = (personId: string, role: string, ageGroup: string) => ({
  personId,
  name: `Opdigtet ${personId}`,
  role,
  ageGroup,
});
const record = {
  ...{ aggregate: 'case', id: 'k', title: '', href: '', infohus: 'koebenhavn', events: [] },
  persons: [person('son', 'focus', 'minor'), person('father', 'parent', 'adult'), person('aunt', 'relative', 'adult')],
  things: { ...NO_THINGS, offers: [{ code: 'o', name: '', about: 'son' }] },
  measured: [
    { courseId: 'hers', at: '2026-02-01', factors: [{ factor: 'isolation', kind: 'risk', level: 5 }] },
    { courseId: 'his', at: '2026-03-01', factors: [{ factor: 'isolation', kind: 'risk', level: 3 }] },
    { courseId: 'hers', at: '2026-04-01', factors: [{ factor: 'isolation', kind: 'risk', level: 4 }] },
  ],
} satisfies TaskRecord;
const situation = (more: Partial<Situation>): Situation => ({
  ...{ page: pageFor('da', undefined, '/'), command: 'AcceptOffer', now: '2026-05-01T10:00', record },
  ...{ form: { 'data.offerId': 'o' }, ...more },
});
const asked = (consent: Situation['consent']) => personsOfOffer(situation({ consent })).map(({ name }) => name);

describe('Whoever says yes to an offer is chosen by name', () => {
  it('for a minor the young person and those who have custody, though they do not stand in the case', () => {
    const guardians = [
      { personId: 'mother', name: 'Opdigtet mor' },
      { personId: 'father', name: 'Opdigtet far' },
    ];
    expect(asked({ isMinor: true, guardians })).toEqual([
      ...['Opdigtet son (fokusperson, under 18)', 'Opdigtet mor', 'Opdigtet father (forælder, voksen)'],
    ]);
  });
  it('where nobody is registered with custody, the adults of the case', () => {
    expect(asked({ isMinor: true, guardians: [] })).toHaveLength(3);
  });
  it('for an adult nobody else', () => {
    expect(asked({ isMinor: false, guardians: [] })).toEqual(['Opdigtet son (fokusperson, under 18)']);
  });
});

describe('Beside a factor stands how it was last time', () => {
  it('in the same course, never in another person’s', () => {
    const of = (courseId: string) => levelBefore(situation({ form: { 'data.courseId': courseId } }), 'isolation');
    expect(of('his')).toBe('Sidst: 3: noget (2026-03-01)');
    expect(of('hers')).toBe('Sidst: 4: meget (2026-04-01)');
    expect(of('new')).toBeUndefined();
  });
});
