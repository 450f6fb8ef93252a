import { describe, it } from '@jest/globals';
import {
  accepted,
  BIF,
  COACH,
  closed,
  completed,
  consentWithdrawn,
  declined,
  FATHER,
  GIRL,
  given,
  heldBySecurity,
  MENTOR,
  OPENED,
  offered,
  person,
  repeated,
  SECOND,
  SON,
  STRANGER,
  started,
  withdrawn,
} from './family.js';

const again = { offerId: SECOND, personId: SON, kind: 'mentor' };
const toFather = { offerId: COACH, personId: FATHER, kind: 'parent-coach' };

describe('An offer', () => {
  it('is made to somebody who is in the case', () => {
    given(OPENED).when('OfferSupport', again, '2024-02-01').then(['SupportOffered', again]);
    given(OPENED)
      .when('OfferSupport', { ...again, personId: STRANGER }, '2024-02-01')
      .then('not-in-case');
  });

  it('is the only open one of its kind: unanswered, or accepted with its course not ended', () => {
    const first = [OPENED, offered('2024-01-10')];
    const then = (...more: Parameters<typeof given>) => given(first, ...more).when('OfferSupport', again, '2024-03-01');
    then().then('one-open-offer');
    then(declined('2024-01-11')).then(['SupportOffered']);
    then(declined('2024-01-11'), repeated('2024-01-20')).then('one-open-offer');
    then(withdrawn('2024-01-11')).then(['SupportOffered']);
    then(accepted('2024-01-11')).then('one-open-offer');
    then(accepted('2024-01-11'), started('2024-01-12')).then('one-open-offer');
    then(accepted('2024-01-11'), started('2024-01-12'), completed('2024-02-12')).then(['SupportOffered']);
    then(accepted('2024-01-11'), consentWithdrawn('2024-01-12')).then(['SupportOffered']);
  });

  it('stands beside one of another kind, and beside another person’s', () => {
    given(OPENED, offered('2024-01-10'))
      .when('OfferSupport', { ...again, kind: 'counselling' }, '2024-02-01')
      .then(['SupportOffered']);
    given(OPENED, offered('2024-01-10'))
      .when('OfferSupport', { ...again, personId: FATHER }, '2024-02-01')
      .then(['SupportOffered']);
  });

  it('is refused for the first reason that holds: not in the case, open already, objected, held, closed', () => {
    const all = [
      OPENED,
      offered('2024-01-10'),
      offered('2024-01-10', { ...again, kind: 'counselling' }),
      declined('2024-01-11', { ...again, kind: 'counselling' }, true),
      heldBySecurity('2024-01-12'),
      closed('2024-01-13'),
    ];
    const offer = (more: object) => given(all).when('OfferSupport', { ...toFather, ...more }, '2024-02-01');
    offer({ personId: STRANGER }).then('not-in-case');
    offer({ personId: SON, kind: 'mentor' }).then('one-open-offer');
    offer({ personId: SON }).then('do-not-contact');
    offer({}).then('security-hold');
    given(OPENED, closed('2024-01-13')).when('OfferSupport', toFather, '2024-02-01').then('case-closed');
  });

  it('has an id of its own, and is not dated before the case', () => {
    given(OPENED, offered('2024-01-10'), declined('2024-01-11'))
      .when('OfferSupport', { ...toFather, offerId: MENTOR }, '2024-02-01')
      .then('already-exists');
    given(OPENED).when('OfferSupport', again, '2024-01-07').then('out-of-order');
  });

  it('is answered once, not before it was made, nor before it was made again', () => {
    const offer = [OPENED, offered('2024-01-10')];
    const no = { offerId: MENTOR };
    given(OPENED).when('DeclineOffer', no, '2024-01-11').then('offer-not-open');
    given(offer).when('DeclineOffer', no, '2024-01-09').then('out-of-order');
    given(offer)
      .when('DeclineOffer', no, '2024-01-11')
      .then(['OfferDeclined', { offerId: MENTOR, personId: SON, doNotContact: false }]);
    given(offer, declined('2024-01-11')).when('DeclineOffer', no, '2024-01-12').then('offer-not-open');
    given(offer, declined('2024-01-11'), repeated('2024-03-01'))
      .when('DeclineOffer', no, '2024-02-01')
      .then('out-of-order');
  });

  it('is withdrawn while it is unanswered; the re-offers that are owed stay', () => {
    const reason = 'Ikke relevant mere';
    given(OPENED, offered('2024-01-10'))
      .when('WithdrawOffer', { offerId: MENTOR, reason }, '2024-01-11')
      .then(['OfferWithdrawn', { offerId: MENTOR, personId: SON, kind: 'mentor' }]);
    given(OPENED, offered('2024-01-10'), declined('2024-01-11'))
      .when('WithdrawOffer', { offerId: MENTOR, reason }, '2024-01-12')
      .then('offer-not-open');
    given(OPENED, offered('2024-01-10'), declined('2024-01-11'), repeated('2024-02-01'), withdrawn('2024-02-02'))
      .when('CloseCase', { reason: 'risk-over' }, '2024-03-01')
      .then('open-obligations');
  });
});

describe('A re-offer (K16-8, domain.md rule 7)', () => {
  const repeat = (...more: Parameters<typeof given>) =>
    given(OPENED, offered('2024-01-10'), ...more).when('RepeatOffer', { offerId: MENTOR }, '2024-04-01');

  it('follows a decline, and may be made again while it is unanswered', () => {
    repeat().then('offer-not-declined');
    repeat(declined('2024-01-11')).then(['OfferRepeated', { offerId: MENTOR, personId: SON, kind: 'mentor' }]);
    repeat(declined('2024-01-11'), repeated('2024-02-01')).then(['OfferRepeated']);
    repeat(withdrawn('2024-01-11')).then('offer-not-declined');
  });

  it('is not for one who accepted, objected or is held, in this order', () => {
    const yes = [declined('2024-01-11'), repeated('2024-02-01'), accepted('2024-02-02')];
    repeat(...yes, heldBySecurity('2024-02-03')).then('offer-accepted');
    repeat(declined('2024-01-11', {}, true), heldBySecurity('2024-02-03')).then('do-not-contact');
    repeat(declined('2024-01-11'), heldBySecurity('2024-02-03')).then('security-hold');
  });

  it('is not dated before the first decline', () => {
    given(OPENED, offered('2024-01-10'), declined('2024-01-20'))
      .when('RepeatOffer', { offerId: MENTOR }, '2024-01-15')
      .then('out-of-order');
  });

  it('is let lapse by a coordinator while one is open', () => {
    const lapse = { offerId: MENTOR, reason: 'not-relevant' };
    const declinedOnce = [OPENED, offered('2024-01-10'), declined('2024-01-11')];
    given(declinedOnce).when('LapseReoffer', lapse, '2024-02-01', BIF).then(['ReofferLapsed', lapse]);
    given(declinedOnce).when('LapseReoffer', lapse, '2024-12-01', BIF).then(['ReofferLapsed']);
    given(OPENED, offered('2024-01-10')).when('LapseReoffer', lapse, '2024-02-01', BIF).then('no-open-reoffer');
    given(declinedOnce, repeated('2024-02-01'), repeated('2024-03-01'))
      .when('LapseReoffer', lapse, '2024-03-02', BIF)
      .then('no-open-reoffer');
  });
});

describe('Merged persons are one: an offer', () => {
  const merged = person(STRANGER, { into: SON });

  it('may be made under an id that was merged into a subject, and is about the survivor', () => {
    given(OPENED)
      .and(merged)
      .when('OfferSupport', { ...again, personId: STRANGER }, '2024-02-01')
      .then(['SupportOffered', { personId: SON }]);
  });

  it('is open for the person under whatever id it was made', () => {
    given(OPENED, offered('2024-01-10', { personId: STRANGER }))
      .and(merged)
      .when('OfferSupport', again, '2024-02-01')
      .then('one-open-offer');
  });

  it('is about the survivor through more than one merge, and in a circle that an old log may hold', () => {
    const chain = [person(STRANGER, { into: GIRL }), person(GIRL, { into: SON })];
    given(OPENED, offered('2024-01-10', { personId: STRANGER }))
      .and(...chain)
      .when('OfferSupport', again, '2024-02-01')
      .then('one-open-offer');
    given(OPENED, offered('2024-01-10', { personId: STRANGER }))
      .and(person(STRANGER, { into: SON }), person(SON, { into: STRANGER }))
      .when('OfferSupport', again, '2024-02-01')
      .then('one-open-offer');
  });
});
