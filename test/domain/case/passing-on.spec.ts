import { describe, expect, it } from '@jest/globals';
import { events as referrals } from '../../../src/domain/case/referral.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { events as work } from '../../../src/domain/case/work.js';
import { idFor } from '../../support/given.js';
import { on } from '../../support/specification.js';
import {
  BIF,
  cleared,
  closed,
  disclosure,
  given,
  HANDOVER,
  handoverAccepted,
  handoverOffered,
  heldBySecurity,
  KP,
  OPENED,
  REFERRAL,
  referralAccepted,
  referred,
  releaseExpected,
  SOF,
} from './family.js';

const BUF = 'BUF:caseworker';
const handover = { handoverId: HANDOVER };
const stateAfter = (...happened: Parameters<typeof given>) => given(...happened).state() as CaseState;
const sides = { fromAgency: 'SOF', toAgency: 'BUF' };
const parties = { ...handover, ...sides };
const offer = { ...handover, toAgency: 'BUF', reason: 'Skole', disclosure };

describe('A handover (domain.md rule 4)', () => {
  it('is offered by who holds the case, with what is disclosed', () => {
    given(OPENED)
      .when('OfferHandover', offer, '2024-02-01')
      .then(
        ['HandoverOffered', { handoverId: HANDOVER, fromAgency: 'SOF', toAgency: 'BUF', legalBasis: 'RPL115_1_1' }],
        ['InformationDisclosed', { toAgency: 'BUF', handoverId: HANDOVER }],
      );
  });

  it('is refused for the first reason that holds', () => {
    const held = given(OPENED, handoverOffered('2024-01-20'));
    const next = { ...offer, handoverId: idFor('the next handover') };
    held.when('OfferHandover', { ...next, toAgency: 'XYZ' }, '2024-02-01').then('unknown-agency');
    held.when('OfferHandover', { ...next, toAgency: 'SOF' }, '2024-02-01').then('already-responsible');
    const other = (changed: object) => ({ ...next, disclosure: { ...disclosure, ...changed } });
    held.when('OfferHandover', other({ legalBasis: 'NONE' }), '2024-02-01').then('disclosure-needs-basis');
    held.when('OfferHandover', other({ constellation: 'PSP' }), '2024-02-01').then('basis-not-for-these-agencies');
    held.when('OfferHandover', other({ purpose: 'investigation' }), '2024-02-01').then('no-investigation-purpose');
    held.when('OfferHandover', next, '2024-02-01').then('handover-pending');
    given(OPENED, handoverOffered('2024-01-20'), handoverAccepted('2024-01-21'))
      .when('OfferHandover', { ...offer, toAgency: 'SOF' }, '2024-02-01', BUF)
      .then('already-exists');
  });

  it('is not offered before the agency held the case', () => {
    given(OPENED, handoverOffered('2024-01-20'), handoverAccepted('2024-01-25'))
      .when('OfferHandover', { ...offer, handoverId: idFor('the next handover'), toAgency: 'SOF' }, '2024-01-24', BUF)
      .then('out-of-order');
    given(OPENED, handoverOffered('2024-01-20'), handoverAccepted('2024-01-25'))
      .when('OfferHandover', { ...offer, handoverId: idFor('the next handover'), toAgency: 'SOF' }, '2024-01-25', BUF)
      .then(['HandoverOffered', { fromAgency: 'BUF', toAgency: 'SOF' }], ['InformationDisclosed']);
  });

  it('is answered by the receiver, withdrawn by the sender, once, and not before it was offered', () => {
    const pending = given(OPENED, handoverOffered('2024-01-20'));
    pending.when('AcceptHandover', handover, '2024-01-21', SOF).then('not-the-receiver');
    pending.when('AcceptHandover', handover, '2024-01-21', BUF).then(['HandoverAccepted', { toAgency: 'BUF' }]);
    pending.when('AcceptHandover', handover, '2024-01-19', BUF).then('out-of-order');
    pending.when('DeclineHandover', { ...handover, reason: 'Nej' }, '2024-01-21', SOF).then('not-the-receiver');
    pending
      .when('DeclineHandover', { ...handover, reason: 'Nej' }, '2024-01-21', BUF)
      .then(['HandoverDeclined', parties]);
    pending.when('WithdrawHandover', handover, '2024-01-21', BUF).then('not-the-receiver');
    pending.when('WithdrawHandover', handover, '2024-01-21', SOF).then(['HandoverWithdrawn']);
    given(OPENED).when('AcceptHandover', handover, '2024-01-21', BUF).then('not-pending');
    given(OPENED, handoverOffered('2024-01-20'), handoverAccepted('2024-01-21'))
      .when('WithdrawHandover', handover, '2024-01-22', SOF)
      .then('not-pending');
  });

  it('goes on while the case is held by security', () => {
    given(OPENED, heldBySecurity('2024-01-10'))
      .when('OfferHandover', offer, '2024-02-01')
      .then(['HandoverOffered'], ['InformationDisclosed']);
  });
});

describe('A referral (K16-5)', () => {
  const refer = { referralId: REFERRAL, toAgency: 'BUF', task: 'Skole', disclosure };
  const referral = { referralId: REFERRAL };

  it('asks another agency, by the rules of what is disclosed', () => {
    given(OPENED)
      .when('ReferCase', refer, '2024-02-01')
      .then(
        ['CaseReferred', { fromAgency: 'SOF', toAgency: 'BUF' }],
        ['InformationDisclosed', { referralId: REFERRAL }],
      );
    const held = given(OPENED, heldBySecurity('2024-01-10'));
    held.when('ReferCase', { ...refer, toAgency: 'XYZ' }, '2024-02-01').then('unknown-agency');
    held
      .when('ReferCase', { ...refer, disclosure: { ...disclosure, legalBasis: 'NONE' } }, '2024-02-01')
      .then('disclosure-needs-basis');
    held.when('ReferCase', refer, '2024-02-01').then('security-hold');
    given(OPENED, referred('2024-01-20')).when('ReferCase', refer, '2024-02-01').then('already-exists');
  });

  it('is accepted, declined or withdrawn once, and waits under a hold', () => {
    const pending = given(OPENED, referred('2024-01-20'));
    pending.when('AcceptReferral', referral, '2024-01-21', SOF).then('not-the-receiver');
    pending.when('AcceptReferral', referral, '2024-01-21', BUF).then(['ReferralAccepted']);
    pending.when('AcceptReferral', referral, '2024-01-19', BUF).then('out-of-order');
    pending
      .when('DeclineReferral', { ...referral, reason: 'Nej' }, '2024-01-21', BUF)
      .then(['ReferralDeclined', { ...referral, ...sides }]);
    pending.when('WithdrawReferral', referral, '2024-01-21', BUF).then('not-the-receiver');
    pending.when('WithdrawReferral', referral, '2024-01-21', SOF).then(['ReferralWithdrawn']);
    given(OPENED).when('AcceptReferral', referral, '2024-01-21', BUF).then('not-pending');
    given(OPENED, heldBySecurity('2024-01-10')).when('AcceptReferral', referral, '2024-01-21', BUF).then('not-pending');
    const held = given(OPENED, referred('2024-01-20'), heldBySecurity('2024-01-20'));
    held.when('AcceptReferral', referral, '2024-01-21', SOF).then('not-the-receiver');
    held.when('AcceptReferral', referral, '2024-01-21', BUF).then('security-hold');
    held.when('DeclineReferral', { ...referral, reason: 'Nej' }, '2024-01-21', BUF).then(['ReferralDeclined']);
    given(OPENED, referred('2024-01-20'), heldBySecurity('2024-01-20'), cleared('2024-01-21'))
      .when('AcceptReferral', referral, '2024-01-22', BUF)
      .then(['ReferralAccepted']);
  });

  it('is completed by the receiver after it was accepted, not before', () => {
    const done = { ...referral, outcome: 'Udført' };
    given(OPENED, referred('2024-01-20')).when('CompleteReferral', done, '2024-01-22', BUF).then('not-pending');
    const taken = given(OPENED, referred('2024-01-20'), referralAccepted('2024-01-21'));
    taken.when('CompleteReferral', done, '2024-01-22', SOF).then('not-the-receiver');
    taken.when('CompleteReferral', done, '2024-01-20T20:00:00Z', BUF).then('out-of-order');
    taken.when('CompleteReferral', done, '2024-01-22', BUF).then(['ReferralCompleted', { ...referral, ...sides }]);
    taken.when('WithdrawReferral', referral, '2024-01-22', SOF).then('not-pending');
  });
});

describe('What is disclosed', () => {
  it('goes on a basis that is in force on the day', () => {
    given(OPENED)
      .when('DiscloseInformation', { toAgency: 'BUF', disclosure }, '2024-02-01')
      .then(['InformationDisclosed', { toAgency: 'BUF' }]);
    given(OPENED)
      .when(
        'DiscloseInformation',
        { toAgency: 'PET', disclosure: { ...disclosure, legalBasis: 'GDPR-DBL', constellation: 'none' } },
        '2024-02-01',
      )
      .then('basis-not-for-these-agencies');
  });
});

describe('What an agency is asked for, and what is said in a meeting', () => {
  it('is written down as it was', () => {
    given(OPENED)
      .when('DiscloseInMeeting', { toAgency: 'BUF', disclosure }, '2024-02-01')
      .then(['InformationDisclosed', { toAgency: 'BUF' }]);
    given(OPENED)
      .when('DiscloseInMeeting', { toAgency: 'BUF', disclosure, also: [{ toAgency: 'SUF', disclosure }] }, '2024-02-01')
      .then(['InformationDisclosed', { toAgency: 'BUF' }], ['InformationDisclosed', { toAgency: 'SUF' }]);
    given(OPENED)
      .when('RequestInformation', { toAgency: 'BUF', topic: 'Skolegang' }, '2024-02-01')
      .then(['InformationRequested', { toAgency: 'BUF' }]);
    given(OPENED)
      .when('DeclineToShare', { fromAgency: 'BUF', reason: 'Ikke nødvendigt' }, '2024-02-01')
      .then(['SharingDeclined', { fromAgency: 'BUF' }]);
  });
});

describe('The daily work', () => {
  it('is written down as it was', () => {
    const visit = { participants: ['SOF'], summary: 'Opdigtet', met: [] };
    given(OPENED)
      .when('RecordHomeVisit', visit, '2024-02-01')
      .then(['HomeVisitRecorded', { participants: ['SOF'] }]);
    given(OPENED)
      .when('SupportProfessionals', { agencies: ['BUF'], topic: 'Opdigtet' }, '2024-02-01')
      .then(['ProfessionalsSupported', { agencies: ['BUF'] }]);
  });

  it('with the one who is to be released reaches them, a missed appointment does not (K24-7)', () => {
    const contact = (kind: 'call' | 'missed-appointment') => on('2024-02-02', work.ContactRecorded({ kind }));
    const awaited = [OPENED, releaseExpected('2024-02-01', '2025-01-01')];
    expect(stateAfter(...awaited, contact('call')).outreach).toEqual([
      { at: '2024-02-02T08:00:00.000Z', what: 'contact', personId: null },
    ]);
    expect(stateAfter(...awaited, referred('2024-02-02')).outreach).toMatchObject([{ what: 'referral' }]);
    expect(stateAfter(...awaited, contact('missed-appointment')).outreach).toEqual([]);
    expect(stateAfter(OPENED, contact('call'), referred('2024-02-02')).outreach).toEqual([]);
  });
});

describe('Self-assignment', () => {
  it('is for an agency on the case', () => {
    const who = { userId: 'sof-caseworker' };
    given(OPENED)
      .when('AssignCaseworker', who, '2024-02-01')
      .then(['CaseworkerAssigned', { ...who, agency: 'SOF' }]);
    given(OPENED, referred('2024-01-20')).when('AssignCaseworker', who, '2024-02-01', BUF).then('not-on-case');
    given(OPENED).when('AssignCaseworker', who, '2024-02-01', KP).then('not-on-case');
    given(OPENED)
      .when('AssignCaseworker', who, '2024-02-01', BIF)
      .then(['CaseworkerAssigned', { agency: 'BIF' }]);
  });

  it('splits the work of the agency that assigned, not that of the one responsible', () => {
    const state = [
      OPENED,
      on('2024-02-01', work.CaseworkerAssigned({ userId: 'a', agency: 'SOF' }), SOF),
      on('2024-02-02', work.CaseworkerAssigned({ userId: 'b', agency: 'BIF' }), BIF),
    ];
    expect(stateAfter(...state).assigned).toEqual({ SOF: 'a', BIF: 'b' });
  });
});

describe('What is left where a case was passed on', () => {
  it('the first answer to a referral is the one that was owed, whatever was answered later', () => {
    const answered = (when: string) => stateAfter(OPENED, referred('2024-01-20'), referralAccepted(when));
    const first = answered('2024-01-21').referrals[REFERRAL]?.answeredAt;
    const withdrawn = on(
      '2024-01-25',
      referrals.ReferralWithdrawn({ referralId: REFERRAL, fromAgency: 'SOF', toAgency: 'BUF' }),
      SOF,
    );
    const later = stateAfter(OPENED, referred('2024-01-20'), referralAccepted('2024-01-21'), withdrawn);
    expect(first).toMatch(/^2024-01-21/);
    expect(later.referrals[REFERRAL]).toMatchObject({ status: 'withdrawn', answeredAt: first });
  });

  it('a closed case keeps its last agency, though an acceptance dated after the closing is left by an amendment', () => {
    const { responsible, handovers } = stateAfter(
      OPENED,
      handoverOffered('2024-02-01'),
      closed('2024-02-02'),
      handoverAccepted('2024-02-03'),
    );
    expect([responsible, handovers[HANDOVER]?.answer?.what]).toEqual(['SOF', 'accepted']);
  });
});
