import { describe, expect, it } from '@jest/globals';
import { asOne, personsIn, under } from '../../../src/domain/case/persons.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { events as subjects } from '../../../src/domain/case/subjects.js';
import { events as work } from '../../../src/domain/case/work.js';
import type { Context } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { moment, on } from '../../support/specification.js';
import {
  accepted,
  COURSE,
  declined,
  FATHER,
  GIRL,
  given,
  MENTOR,
  MOTHER,
  OPENED,
  offered,
  referred,
  releaseExpected,
  SECOND,
  SON,
  STRANGER,
  started,
} from './family.js';

type Facts = Parameters<typeof given>;
const stands = (...facts: Facts) => given(OPENED, ...facts).state() as CaseState;
const added = (personId: string, role = 'relative') =>
  on('2024-01-10', subjects.SubjectAdded({ personId, role, ageGroup: 'adult' } as never));
const changed = (personId: string, to: object) => on('2024-01-11', subjects.SubjectChanged({ personId, ...to }));
const removed = (personId: string) =>
  on('2024-01-12', subjects.SubjectRemoved({ personId, reason: Sealed.of('Forkert') as never }));
const contact = (personId?: string) =>
  on('2024-03-01', work.ContactRecorded({ kind: 'call', ...(personId ? { personId } : {}) }));

describe('The subjects of a case', () => {
  it('are those it opened with and those added since, as they were last changed', () => {
    expect(stands(added(STRANGER)).subjects).toEqual({
      [GIRL]: { role: 'focus', ageGroup: 'minor' },
      [SON]: { role: 'sibling', ageGroup: 'adult' },
      [FATHER]: { role: 'parent', ageGroup: 'adult' },
      [STRANGER]: { role: 'relative', ageGroup: 'adult' },
    });
    expect(stands(changed(GIRL, { role: 'sibling' })).subjects[GIRL]).toEqual({ role: 'sibling', ageGroup: 'minor' });
    expect(stands(changed(GIRL, { ageGroup: 'adult' })).subjects[GIRL]).toEqual({ role: 'focus', ageGroup: 'adult' });
  });

  it('without who was removed; a change to who is none makes nobody a subject', () => {
    expect(Object.keys(stands(removed(SON)).subjects)).toEqual([GIRL, FATHER]);
    expect(Object.keys(stands(removed(SON), changed(SON, { role: 'focus' })).subjects)).toEqual([GIRL, FATHER]);
  });
});

describe('A case under its survivors (commands.md, *Merged persons*)', () => {
  /** STRANGER was merged into SON. */
  const survivor = (id: string) => (id === STRANGER ? SON : id);
  const theirs = { offerId: SECOND, personId: STRANGER, kind: 'counselling' };

  it('says of the survivor what was said of either, in everything that it holds', () => {
    const of = stands(
      ...[added(STRANGER), offered('2024-01-10', theirs), accepted('2024-01-11', theirs, [STRANGER, MOTHER])],
      ...[
        started('2024-01-12', theirs),
        offered('2024-01-13'),
        declined('2024-01-14', { ...theirs, offerId: MENTOR }, true),
      ],
      ...[releaseExpected('2024-02-01', '2025-01-01', STRANGER), contact(STRANGER), contact(), referred('2024-03-02')],
    );
    const one = under(of, survivor);
    expect(one.subjects[SON]).toEqual({ role: 'relative', ageGroup: 'adult' });
    expect(one.subjects[STRANGER]).toBeUndefined();
    expect(one.offers[SECOND]?.personId).toBe(SON);
    expect(one.offers[SECOND]?.steps).toEqual([
      { at: moment('2024-01-11'), what: 'accepted', consent: { by: [SON, MOTHER], guardian: true } },
    ]);
    expect(one.courses[COURSE]?.personId).toBe(SON);
    expect(one.objections).toEqual([{ personId: SON, at: moment('2024-01-14'), what: 'objected' }]);
    expect(one.releases.map((r) => [r.personId, r.registeredAs])).toEqual([[SON, STRANGER]]);
    expect(one.outreach.map((o) => o.personId)).toEqual([SON, null, null]);
    expect(one.openedFor).toEqual(of.openedFor);
  });

  it('is the case itself where nobody was merged', () => {
    const of = stands(offered('2024-01-10'));
    expect(under(of, (id) => id)).toBe(of);
  });

  it('is resolved where one id alone was merged, wherever the case names it', () => {
    const namings: Facts[] = [
      [offered('2024-01-10', theirs)],
      [offered('2024-01-10'), accepted('2024-01-11', {}, [STRANGER])],
      [releaseExpected('2024-02-01', '2025-01-01', STRANGER)],
      [releaseExpected('2024-02-01', '2025-01-01'), contact(STRANGER)],
      [offered('2024-01-10'), declined('2024-01-11', { personId: STRANGER }, true)],
    ];
    for (const facts of namings) {
      expect(personsIn(stands(...facts))).toEqual([GIRL, SON, FATHER, STRANGER]);
      expect(personsIn(under(stands(...facts), survivor))).toEqual([GIRL, SON, FATHER]);
    }
    expect(personsIn(stands(offered('2024-01-10'), accepted('2024-01-11'), referred('2024-01-12')))).toEqual([
      ...[GIRL, SON, FATHER],
    ]);
  });
});

describe('A decision about a person', () => {
  const handler = asOne<{ personId?: string }, never>({ refuse: {}, events: () => [] });
  const context = { read: <T>(of: { initial: T }) => of.initial } as unknown as Context;
  const read = (data: { personId?: string }) =>
    handler.reads?.(stands(), data, context).flatMap((asked) => ('id' in asked ? [asked.id] : []));

  it('asks who each of the case is now, and the one whom it names', () => {
    expect(read({})).toEqual([GIRL, SON, FATHER]);
    expect(read({ personId: STRANGER })).toEqual([GIRL, SON, FATHER, STRANGER]);
  });
});
