import { describe, expect, it } from '@jest/globals';
import { dated, datedAndRelative, datedOn, dateOf, dayAt, dayOn, relative } from '../../../src/interface/web/dates.js';

const NOW = '2026-11-29T10:30:00.000Z'; // a Sunday, 11.30 in Denmark

describe('A date on a page', () => {
  it('is said with its weekday and Danish time, and how far away it is', () => {
    expect(datedAndRelative('2026-11-30T08:30:00.000Z', NOW, 'da')).toBe('man. 30. nov. 09.30 (om 22 timer)');
    expect(datedAndRelative('2026-11-30T08:30:00.000Z', NOW, 'en')).toMatch(/Mon.*30 Nov.*09:30 \(in 22 hours\)/);
  });
  it('names its year where that is another', () => {
    expect(dated('2025-03-03T11:00:00.000Z', NOW, 'da')).toBe('man. 3. mar. 2025 12.00');
    expect(dated('2026-03-03T11:00:00.000Z', NOW, 'da')).not.toContain('2026');
  });
  it('has no time where it is the end of the day, and counts days then', () => {
    expect(datedAndRelative('2026-11-30T22:59:59.999Z', NOW, 'da')).toBe('man. 30. nov. (i morgen)');
    expect(datedAndRelative('2026-11-29T22:59:59.999Z', NOW, 'da')).toMatch(/\(i dag\)$/);
  });
  it.each([
    ['2026-11-29T10:50:00.000Z', 'om 20 minutter'],
    ['2026-11-29T05:00:00.000Z', 'for 5 timer siden'],
    ['2026-11-26T10:30:00.000Z', 'for 3 dage siden'],
    ['2026-06-29T10:30:00.000Z', 'for 5 måneder siden'],
    ['2022-11-29T10:30:00.000Z', 'for 4 år siden'],
  ])('%s is %s', (instant, said) => {
    expect(relative(instant, NOW, 'da')).toBe(said);
  });
  it('is a day with its weekday, and one of long ago with its year alone', () => {
    const page = { today: '2026-11-29', language: 'da' } as const;
    expect([dayAt(page, '2026-11-30T08:30:00.000Z'), dayOn(page, '2026-11-30'), dateOf(page, '2005-02-25')]).toEqual([
      'man. 30. nov.',
      'man. 30. nov.',
      '25. feb. 2005',
    ]);
  });
  it('is nothing where the reader is not told it: who owes a decision is not told when the meeting was, and could not complete it', () => {
    const page = { today: '2026-11-29', language: 'da' } as const;
    const said = [dated('', NOW, 'da'), relative('', NOW, 'da'), datedAndRelative('', NOW, 'da')];
    expect([...said, datedOn(page, ''), dayAt(page, '')]).toEqual(Array(5).fill(''));
  });
});
