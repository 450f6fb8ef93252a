import { describe, expect, it } from '@jest/globals';
import { datedAhead } from '../../../src/domain/kernel/dates.js';
import { localDate, text } from '../../../src/domain/kernel/schema.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';

const AT = '2024-06-03T21:59:59.999Z'; // the last instant of 3 June in Copenhagen

describe('What is told as done may not lie after it was told (commands.md, *Dates*):', () => {
  it.each(['heldOn', 'signedOn', 'givenOn', 'trainedOn', 'receivedOn', 'deliveredOn'])(
    '%s by the local day',
    (field) => {
      expect(datedAhead({ [field]: '2024-06-03' }, AT)).toBeUndefined();
      expect(datedAhead({ [field]: '2024-06-04' }, AT)).toBe(field);
      expect(datedAhead({ [field]: '2024-06-04' }, '2024-06-03T22:00:00.000Z')).toBeUndefined();
    },
  );

  it.each(['notifiedAt', 'sentAt'])('%s by the instant', (field) => {
    expect(datedAhead({ [field]: AT }, AT)).toBeUndefined();
    expect(datedAhead({ [field]: '2024-06-03T22:00:00.000Z' }, AT)).toBe(field);
  });

  it('at any depth', () => {
    expect(datedAhead({ consent: { by: ['x'], givenOn: '2024-06-04' } }, AT)).toBe('consent.givenOn');
    expect(datedAhead({ changes: { heldOn: '2024-06-04' } }, AT)).toBe('changes.heldOn');
  });

  it('what is planned or expected may; what is sealed is not looked into', () => {
    const ahead = Object.fromEntries(
      ['releaseDate', 'startsAt', 'startsBy', 'endsOn', 'certificateUntil'].map((field) => [field, '2030-01-01']),
    );
    expect(datedAhead(ahead, AT)).toBeUndefined();
    expect(datedAhead({ heldOn: Sealed.of('2030-01-01') }, AT)).toBeUndefined();
  });
});

describe('A free text', () => {
  it.each(['a', '7', 'Ø', ' å ', '…b', '日'])('says something: %p', (said) => {
    expect(text.safeParse(said).success).toBe(true);
  });
  it.each(['', ' ', '\n', '---', '?!', '…'])('does not: %p', (said) => {
    expect(text.safeParse(said).success).toBe(false);
  });
});

describe('A date that is given', () => {
  it.each(['0025-06-01', '0000-01-01', '1899-12-31', '2023-02-29'])('is not %s', (date) => {
    expect(localDate.safeParse(date).success).toBe(false);
  });
  it('lies between 1900 and 9999', () => {
    for (const date of ['1900-01-01', '2024-02-29', '9999-12-31']) expect(localDate.parse(date)).toBe(date);
  });
});
