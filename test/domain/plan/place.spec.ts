import { describe, expect, it } from '@jest/globals';
import { placeOf } from '../../../src/domain/plan/place.js';
import type { Plan } from '../../../src/domain/plan/schema.js';

const plan = (infohus: string, from: string, da?: string) =>
  ({ infohus, from, place: da ? { da, en: `${da} in English` } : null }) as Plan;

describe('What an Infohus is called', () => {
  it('is what the newest of its plans says', () => {
    const plans = [
      plan('aalborg', '2020-01-01', 'Ny'),
      plan('aalborg', '2016-01-01', 'Gammel'),
      plan('x', '2024-01-01', 'X'),
    ];
    expect(placeOf(plans, 'aalborg', 'da')).toBe('Ny');
    expect(placeOf([...plans].reverse(), 'aalborg', 'en')).toBe('Ny in English');
  });

  it('is what an earlier plan says where the newest says nothing, and its code where none does', () => {
    const plans = [plan('aalborg', '2016-01-01', 'Aalborg By'), plan('aalborg', '2020-01-01')];
    expect(placeOf(plans, 'aalborg', 'da')).toBe('Aalborg By');
    expect(placeOf([plan('aalborg', '2020-01-01')], 'aalborg', 'da')).toBe('Aalborg');
  });
});
