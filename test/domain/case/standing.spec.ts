import { describe, expect, it } from '@jest/globals';
import { agenciesAsked, agenciesOn } from '../../../src/domain/case/standing.js';
import { type CaseState, caseAggregate } from '../../../src/domain/case/state.js';
import {
  closed,
  given,
  handoverAccepted,
  handoverOffered,
  heldBySecurity,
  OPENED,
  referralAccepted,
  referred,
} from './family.js';

type Facts = Parameters<typeof given>;
const on = (...facts: Facts) => agenciesOn(given(OPENED, ...facts).state() as CaseState);
const asked = (...facts: Facts) => agenciesAsked(given(OPENED, ...facts).state() as CaseState);

describe('On a case (commands.md, Roles)', () => {
  it('is the responsible agency, who accepted a referral, and who holds it for security, each once', () => {
    expect(on()).toEqual(['SOF']);
    expect(on(referred('2024-01-10'))).toEqual(['SOF']);
    expect(on(referred('2024-01-10'), referralAccepted('2024-01-11'))).toEqual(['SOF', 'BUF']);
    expect(on(heldBySecurity('2024-01-12'))).toEqual(['SOF', 'KP']);
    expect(on(handoverOffered('2024-01-12'))).toEqual(['SOF']);
    expect(on(handoverOffered('2024-01-12'), handoverAccepted('2024-01-13'))).toEqual(['BUF']);
    const both = [referred('2024-01-10'), referralAccepted('2024-01-11'), handoverOffered('2024-01-12')];
    expect(on(both, handoverAccepted('2024-01-13'))).toEqual(['BUF']);
  });

  it('is nobody where there is none yet', () => {
    expect(agenciesOn(caseAggregate.initial)).toEqual([]);
  });

  it('is asked who has a referral or a handover to answer', () => {
    expect(asked()).toEqual([]);
    expect(asked(referred('2024-01-10'))).toEqual(['BUF']);
    expect(asked(referred('2024-01-10'), handoverOffered('2024-01-12'))).toEqual(['BUF']);
    expect(asked(referred('2024-01-10'), referralAccepted('2024-01-11'))).toEqual([]);
    expect(asked(handoverOffered('2024-01-12'), handoverAccepted('2024-01-13'))).toEqual([]);
    expect(asked(handoverOffered('2024-01-12'), closed('2024-01-13'))).toEqual(['BUF']);
  });
});
