import { describe, expect, it } from '@jest/globals';
import { added, converted, EventShape, renamed, split } from '../../../src/domain/kernel/event-shape.js';
import { agency, code, fixed, id, ids, isFixed, isName, whole } from '../../../src/domain/kernel/schema.js';
import { by, defineEvents } from '../../../src/domain/kernel/vocabulary.js';

/** One rung of the ladder a test: a shape as it was, as it is, and what was written then as it is read now. */
describe('An event outlives the code that wrote it:', () => {
  it('a field that is new has a value in what was written before', () => {
    const shape = by('StartTrial', { kind: code }).next({ kind: code, places: whole }, added('places', 1));
    expect(shape.read({ kind: 'mentor' }, 1)).toEqual({ kind: 'mentor', places: 1 });
  });

  it('a field has another name than before', () => {
    const shape = by('StartTrial', { sort: code, n: whole }).next({ kind: code, n: whole }, renamed('sort', 'kind'));
    expect(shape.read({ sort: 'mentor', n: 2 }, 1)).toEqual({ kind: 'mentor', n: 2 });
  });

  it('a field says the same in another unit', () => {
    const hours = (days: number) => days * 24;
    const shape = by('StartTrial', { limit: whole }).next({ limit: whole }, converted('limit', hours));
    expect(shape.read({ limit: 3 }, 1)).toEqual({ limit: 72 });
  });

  it('a field stands in several now', () => {
    const parts = (place: string) => ({ agency: place.split('-')[0] ?? '', unit: place.split('-')[1] ?? '' });
    const shape = by('StartTrial', { place: code }).next({ agency: code, unit: code }, split('place', parts));
    expect(shape.read({ place: 'SOF-EKI' }, 1)).toEqual({ agency: 'SOF', unit: 'EKI' });
  });

  it('a field that may be left out converts nothing', () => {
    const shape = by('StartTrial', { kind: code }).next({ kind: code, unit: code.optional() });
    expect(shape.read({ kind: 'mentor' }, 1)).toEqual({ kind: 'mentor' });
  });

  it('what is older goes through every version after it, what is of today through none', () => {
    const shape = by('StartTrial', { sort: code })
      .next({ kind: code }, renamed('sort', 'kind'))
      .next({ kind: code, places: whole }, added('places', 1));
    expect(shape.read({ sort: 'mentor' }, 1)).toEqual({ kind: 'mentor', places: 1 });
    expect(shape.read({ kind: 'mentor' }, 2)).toEqual({ kind: 'mentor', places: 1 });
    expect(shape.read({ kind: 'mentor', places: 4 }, 3)).toEqual({ kind: 'mentor', places: 4 });
  });

  it('what newer software wrote is not guessed at', () => {
    expect(() => EventShape.of(undefined, { kind: code }).read({ kind: 'mentor' }, 2)).toThrow(RangeError);
  });

  it('and is written in the newest version', () => {
    const { TrialStarted } = defineEvents('trial', {
      TrialStarted: by('StartTrial', { sort: code }).next({ kind: code }, renamed('sort', 'kind')),
    });
    expect(TrialStarted({ kind: 'mentor' })).toMatchObject({ schemaVersion: 2, data: { kind: 'mentor' } });
  });
});

describe('What no correction may change is said of the field:', () => {
  it('ids, agencies, and what is marked so, in fields that may be left out too', () => {
    expect([id, ids, agency, id.optional(), fixed(code), fixed(code.optional())].map(isFixed)).not.toContain(false);
    expect([code, code.optional(), whole].map(isFixed)).not.toContain(true);
  });

  it('ids are also what a read model finds its rows by', () => {
    expect([id, ids.optional()].map(isName)).toEqual([true, true]);
    expect(isName(agency)).toBe(false);
  });
});
