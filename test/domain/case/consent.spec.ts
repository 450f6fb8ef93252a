import { describe, it } from '@jest/globals';
import {
  accepted,
  consentWithdrawn,
  declined,
  FATHER,
  GIRL,
  given,
  MENTOR,
  MOTHER,
  OPENED,
  offered,
  person,
  SON,
  STRANGER,
  started,
} from './family.js';

const toGirl = { personId: GIRL };
const consent = (by: readonly string[], givenOn = '2024-02-01') => ({
  offerId: MENTOR,
  consent: { by: [...by], scope: 'Samtaler', givenOn },
});
const yes = (by: readonly string[], ...others: Parameters<ReturnType<typeof given>['and']>) =>
  given(OPENED, offered('2024-01-10', toGirl))
    .and(...others)
    .when('AcceptOffer', consent(by), '2024-02-01');
const ACCEPTED = ['OfferAccepted', { personId: GIRL, guardianConsent: true }] as const;

describe('The consent of a minor', () => {
  it('is that of the young person and somebody beside, where no guardian is registered', () => {
    yes([GIRL]).then('guardian-consent-missing');
    yes([FATHER]).then('guardian-consent-missing');
    yes([GIRL, GIRL]).then('guardian-consent-missing');
    yes([GIRL, FATHER]).then(ACCEPTED);
    yes([GIRL, FATHER], person(GIRL)).then(ACCEPTED);
    yes([GIRL, FATHER], person(GIRL, { guardians: [] })).then(ACCEPTED);
  });

  it('is that of a registered guardian, nobody else’s, where guardians are registered', () => {
    const girl = person(GIRL, { guardians: [MOTHER, FATHER] });
    yes([GIRL, STRANGER], girl).then('guardian-consent-missing');
    yes([FATHER], girl).then('guardian-consent-missing');
    yes([GIRL, STRANGER, FATHER], girl).then(ACCEPTED);
    yes([GIRL, MOTHER], girl).then(ACCEPTED);
  });

  it('is that of the guardian under whatever id, registered or given', () => {
    const girl = person(GIRL, { guardians: [STRANGER] });
    yes([GIRL, MOTHER], girl, person(STRANGER, { into: MOTHER })).then(ACCEPTED);
    yes([GIRL, STRANGER], person(GIRL, { guardians: [MOTHER] }), person(STRANGER, { into: MOTHER })).then(ACCEPTED);
    yes([GIRL, MOTHER], girl).then('guardian-consent-missing');
  });

  it('is not the young person twice, under two ids', () => {
    yes([GIRL, STRANGER], person(STRANGER, { into: GIRL })).then('guardian-consent-missing');
  });
});

describe('The age at a consent', () => {
  const son = (born: string, ...others: Parameters<ReturnType<typeof given>['and']>) =>
    given(OPENED, offered('2024-01-10'))
      .and(person(SON, { born }), ...others)
      .when('AcceptOffer', consent([SON]), '2024-02-01');

  it('is that of the birth date on the day of the consent: on the birthday itself one is of age', () => {
    son('2006-02-01').then(['OfferAccepted', { guardianConsent: false }]);
    son('2006-02-02').then('age-group-contradicts');
    given(OPENED, offered('2024-01-10'))
      .and(person(SON, { born: '2006-02-02' }))
      .when('AcceptOffer', consent([SON], '2024-02-02'), '2024-02-03')
      .then(['OfferAccepted', { guardianConsent: false }]);
  });

  it('contradicts an age group in the case that says otherwise, either way', () => {
    yes([GIRL, FATHER], person(GIRL, { born: '2000-01-01' })).then('age-group-contradicts');
    yes([GIRL], person(GIRL, { born: '2010-01-01' })).then('guardian-consent-missing');
    yes([GIRL, FATHER], person(GIRL, { born: '2010-01-01' })).then(ACCEPTED);
  });

  it('is that of the survivor, else of another id of the person', () => {
    const merged = given(OPENED, offered('2024-01-10')).and(
      person(SON, { born: '2010-01-01', into: STRANGER }),
      person(STRANGER),
    );
    merged.when('AcceptOffer', consent([SON]), '2024-02-01').then('age-group-contradicts');
    // It may stand under another id that the case names, merged into the same person; what stands under somebody else says nothing.
    const elsewhere = (into: string | null) =>
      given(OPENED, offered('2024-01-10'))
        .and(person(SON, { into: STRANGER }), person(STRANGER), person(FATHER, { born: '2010-01-01', into }))
        .when('AcceptOffer', consent([SON]), '2024-02-01');
    elsewhere(STRANGER).then('age-group-contradicts');
    elsewhere(null).then(['OfferAccepted', { guardianConsent: false }]);
    given(OPENED, offered('2024-01-10'))
      .and(person(SON, { born: '2010-01-01', into: STRANGER }), person(STRANGER, { born: '1990-01-01' }))
      .when('AcceptOffer', consent([SON]), '2024-02-01')
      .then(['OfferAccepted', { guardianConsent: false }]);
  });

  it('of an adult asks for nobody’s name', () => {
    given(OPENED, offered('2024-01-10'))
      .when('AcceptOffer', consent([]), '2024-02-01')
      .then(['OfferAccepted', { guardianConsent: false }]);
  });
});

describe('A consent', () => {
  it('answers an open offer, and that is looked at first', () => {
    given(OPENED)
      .when('AcceptOffer', consent([SON]), '2024-02-01')
      .then('offer-not-open');
    given(OPENED, offered('2024-01-10'), declined('2024-01-11'))
      .and(person(SON, { born: '2010-01-01' }))
      .when('AcceptOffer', consent([SON]), '2024-02-01')
      .then('offer-not-open');
  });

  it('is not given after it is told of, nor told of before the offer', () => {
    given(OPENED, offered('2024-01-10'))
      .when('AcceptOffer', consent([SON], '2024-02-02'), '2024-02-01')
      .then('occurred-in-future');
    given(OPENED, offered('2024-01-10'))
      .when('AcceptOffer', consent([SON], '2024-01-09'), '2024-01-09')
      .then('out-of-order');
  });

  it('stops the courses with it when it is withdrawn, running or paused', () => {
    given(OPENED, offered('2024-01-10'), accepted('2024-01-11'), started('2024-01-12'))
      .when('WithdrawConsent', { offerId: MENTOR }, '2024-02-01')
      .then(['ConsentWithdrawn', { offerId: MENTOR }], ['CourseAborted', { offerId: MENTOR }]);
    given(OPENED, offered('2024-01-10'), accepted('2024-01-11'))
      .when('WithdrawConsent', { offerId: MENTOR }, '2024-02-01')
      .then(['ConsentWithdrawn']);
    given(OPENED, offered('2024-01-10'), accepted('2024-01-11'), consentWithdrawn('2024-01-12'))
      .when('WithdrawConsent', { offerId: MENTOR }, '2024-02-01')
      .then('no-consent');
  });

  it('is renewed while one stands, by the same rules', () => {
    const renewed = (...more: Parameters<typeof given>) =>
      given(OPENED, offered('2024-01-10', toGirl), ...more).and(person(GIRL, { guardians: [MOTHER] }));
    const before = accepted('2024-01-11', toGirl, [GIRL, MOTHER]);
    renewed()
      .when('RenewConsent', consent([GIRL, MOTHER]), '2024-02-01')
      .then('no-consent');
    renewed(before)
      .when('RenewConsent', consent([GIRL, MOTHER]), '2024-02-01')
      .then(['ConsentRenewed', { offerId: MENTOR, personId: GIRL, guardianConsent: true }]);
    renewed(before)
      .when('RenewConsent', consent([GIRL, FATHER]), '2024-02-01')
      .then('guardian-consent-missing');
    renewed(before)
      .when('RenewConsent', consent([GIRL, MOTHER], '2024-02-02'), '2024-02-01')
      .then('occurred-in-future');
    renewed(before)
      .when('RenewConsent', consent([GIRL, MOTHER], '2024-01-10'), '2024-01-10')
      .then('out-of-order');
    renewed(before, consentWithdrawn('2024-01-12', toGirl))
      .when('RenewConsent', consent([GIRL, MOTHER]), '2024-02-01')
      .then('no-consent');
    given(OPENED, offered('2024-01-10', toGirl), before)
      .and(person(GIRL, { born: '2000-01-01' }))
      .when('RenewConsent', consent([GIRL]), '2024-02-01')
      .then('age-group-contradicts');
  });
});
