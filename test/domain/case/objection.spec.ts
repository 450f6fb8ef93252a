import { describe, it } from '@jest/globals';
import {
  COACH,
  declined,
  FATHER,
  given,
  lifted,
  MENTOR,
  OPENED,
  offered,
  person,
  repeated,
  SECOND,
  SON,
  STRANGER,
} from './family.js';

const another = { offerId: SECOND, personId: SON, kind: 'counselling' };
const offer = (...more: Parameters<typeof given>) =>
  given(OPENED, offered('2024-01-10'), ...more).when('OfferSupport', another, '2024-03-01');
const objected = declined('2024-01-11', {}, true);

describe('An objection (domain.md rule 6)', () => {
  it('binds the person in the case, whatever the kind of the offer', () => {
    offer(declined('2024-01-11')).then(['SupportOffered']);
    offer(objected).then('do-not-contact');
    given(OPENED, offered('2024-01-10'), objected)
      .when('OfferSupport', { offerId: COACH, personId: FATHER, kind: 'mentor' }, '2024-03-01')
      .then(['SupportOffered']);
  });

  it('binds also where it is said to a later offer, or to a re-offer', () => {
    offer(declined('2024-01-11'), repeated('2024-01-20'), declined('2024-01-21', {}, true)).then('do-not-contact');
    given(
      OPENED,
      offered('2024-01-10'),
      declined('2024-01-11'),
      offered('2024-01-12', another),
      declined('2024-01-13', another, true),
    )
      .when('RepeatOffer', { offerId: MENTOR }, '2024-03-01')
      .then('do-not-contact');
  });

  it('binds under whatever merged id', () => {
    given(OPENED, offered('2024-01-10', { personId: STRANGER }), declined('2024-01-11', { personId: STRANGER }, true))
      .and(person(STRANGER, { into: SON }))
      .when('OfferSupport', another, '2024-03-01')
      .then('do-not-contact');
    given(OPENED, offered('2024-01-10', { personId: STRANGER }), declined('2024-01-11', { personId: STRANGER }, true))
      .and(person(STRANGER, { into: SON }))
      .when('LiftDoNotContact', { personId: SON, reason: 'Kom selv' }, '2024-03-01')
      .then(['DoNotContactLifted', { personId: SON }]);
  });

  it('is lifted when the person comes back, and may be made again', () => {
    offer(objected, lifted('2024-02-01')).then(['SupportOffered']);
    offer(objected, lifted('2024-02-01'), repeated('2024-02-02'), declined('2024-02-03', {}, true)).then(
      'do-not-contact',
    );
  });

  it('is lifted only where there is one, of that person, and not before it was made', () => {
    const lift = (personId: string, when: string, ...more: Parameters<typeof given>) =>
      given(OPENED, offered('2024-01-10'), ...more).when('LiftDoNotContact', { personId, reason: 'Kom selv' }, when);
    lift(SON, '2024-02-01').then('no-objection');
    lift(FATHER, '2024-02-01', objected).then('no-objection');
    lift(SON, '2024-02-01', objected, lifted('2024-01-20')).then('no-objection');
    lift(SON, '2024-01-10', objected).then('out-of-order');
    lift(SON, '2024-02-01', objected).then(['DoNotContactLifted', { personId: SON }]);
  });
});
