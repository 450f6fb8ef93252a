import { describe, expect, it } from '@jest/globals';
import { inTheWayOfClosing, OBLIGATIONS } from '../../../src/domain/obligations/index.js';
import {
  accepted,
  BIF,
  COURSE,
  closed,
  completed,
  declined,
  disclosure,
  FATHER,
  given,
  HANDOVER,
  handoverAccepted,
  handoverOffered,
  KP,
  MENTOR,
  measured,
  OPENED,
  offered,
  person,
  referralAccepted,
  referred,
  releaseExpected,
  repeated,
  SECOND,
  SON,
  STRANGER,
  started,
} from './family.js';

const close = (more: object = {}) => ({ reason: 'risk-over', ...more });
const CLOSED = ['CaseClosed'] as const;
const begun = [OPENED, offered('2024-01-10'), accepted('2024-01-11'), started('2024-01-12')];

describe('A case closes (domain.md rule 9)', () => {
  it('when no handover is pending and no course is under way, whatever is kept', () => {
    given(OPENED).when('CloseCase', close(), '2024-02-01').then(CLOSED);
    given(begun, handoverOffered('2024-01-20'))
      .when('CloseCase', close({ keepObligations: true }), '2024-02-01')
      .then('handover-pending');
    given(begun)
      .when('CloseCase', close({ keepObligations: true }), '2024-02-01')
      .then('active-course');
  });

  it('when each obligation is met, lapsed or carried on, those not yet due too', () => {
    const owing = {
      'a re-offer': [offered('2024-01-10'), declined('2024-01-11')],
      progress: [...begun.slice(1), completed('2024-07-12')],
      'follow-ups': [...begun.slice(1), measured('2024-07-01'), completed('2024-07-12')],
      'a release': [releaseExpected('2024-01-10', '2025-06-01')],
      'the answer to a referral': [referred('2024-07-11')],
    };
    for (const facts of Object.values(owing)) {
      given(OPENED, facts).when('CloseCase', close(), '2024-07-12').then('open-obligations');
      given(OPENED, facts)
        .when('CloseCase', close({ keepObligations: true }), '2024-07-12')
        .then(CLOSED);
    }
    given(OPENED, referred('2024-07-10'), referralAccepted('2024-07-11'))
      .when('CloseCase', close(), '2024-07-12')
      .then(CLOSED);
  });

  it('as moved or deceased with what is not yet due, which lapses; what is past its day is still in the way', () => {
    const owing = [OPENED, offered('2024-01-10'), declined('2024-01-11')];
    for (const reason of ['moved', 'deceased']) {
      given(owing).when('CloseCase', close({ reason }), '2024-04-11T21:59:59Z').then(CLOSED);
      given(owing).when('CloseCase', close({ reason }), '2024-04-12').then('open-obligations');
      given(owing)
        .when('CloseCase', close({ reason, keepObligations: true }), '2024-04-12')
        .then(CLOSED);
    }
    given(owing)
      .when('CloseCase', close({ reason: 'security' }), '2024-02-01')
      .then('open-obligations');
  });

  it('counts an objection under a merged id, which ends the re-offers of the person', () => {
    const theirs = { offerId: SECOND, personId: STRANGER, kind: 'counselling' };
    given(
      OPENED,
      offered('2024-01-10'),
      declined('2024-01-11'),
      offered('2024-01-12', theirs),
      declined('2024-01-13', theirs, true),
    )
      .and(person(STRANGER, { into: SON }))
      .when('CloseCase', close(), '2024-02-01')
      .then(CLOSED);
  });

  it('not before the agency held it, and once', () => {
    given(OPENED, handoverOffered('2024-01-20'), handoverAccepted('2024-01-25'))
      .when('CloseCase', close(), '2024-01-24', BIF)
      .then('out-of-order');
    given(OPENED, closed('2024-02-01')).when('CloseCase', close(), '2024-02-02').then('case-closed');
    given(OPENED, closed('2024-02-01')).when('CloseCase', close(), '2024-01-20').then('case-closed');
  });
});

describe('In the way of closing (domain.md rule 9)', () => {
  it('stands what is owed in the case itself, and nothing that is owed to persons, of the concern or by the clock', () => {
    const others = [
      'handover-answer',
      'triage',
      'acute-action',
      'police-to-infohus',
      'insight',
      'own-consent',
      'informing',
    ];
    const rest = ['charter-renewal', 'receipt', 'dormant-review', 'certificate', 'breach-notice', 'transfer-answer'];
    expect(OBLIGATIONS.filter((obligation) => !inTheWayOfClosing({ obligation })).sort()).toEqual(
      [...others, ...rest].sort(),
    );
  });
});

describe('A closed case', () => {
  const shut = [OPENED, closed('2024-02-01')];
  const kept = [OPENED, offered('2024-01-10'), declined('2024-01-11'), closed('2024-02-01', 'risk-over', true)];

  it('takes a fact that is dated before the closing, whatever its kind', () => {
    const facts: readonly (readonly [string, object, string, string?])[] = [
      ['RecordContact', { kind: 'call' }, 'ContactRecorded'],
      ['TriageCase', { toAgency: 'SOF', decision: 'Ja' }, 'CaseTriaged', BIF],
      ['AddSubject', { personId: STRANGER, role: 'relative', ageGroup: 'adult' }, 'SubjectAdded'],
      ['ChangeSubject', { personId: FATHER, role: 'relative' }, 'SubjectChanged'],
      ['OfferSupport', { offerId: SECOND, personId: SON, kind: 'mentor' }, 'SupportOffered'],
      ['HandCaseToSecurity', { to: 'police', reason: 'Trussel' }, 'CaseHandedToSecurity', KP],
    ];
    for (const [command, data, event, by] of facts) {
      given(shut).when(command, data, '2024-01-20', by).then([event]);
      given(shut).when(command, data, '2024-02-01', by).then('case-closed');
      given(shut).when(command, data, '2024-03-01', by).then('case-closed');
    }
    given(shut)
      .when('OfferHandover', { handoverId: HANDOVER, toAgency: 'BUF', reason: 'Skole', disclosure }, '2024-03-01')
      .then('case-closed');
  });

  it('takes re-offers, course steps and follow-ups where an obligation was kept, and nothing else', () => {
    const repeat = { offerId: MENTOR };
    given(kept).when('RepeatOffer', repeat, '2024-03-01').then(['OfferRepeated']);
    given(OPENED, offered('2024-01-10'), declined('2024-01-11'), closed('2024-02-01', 'moved'))
      .when('RepeatOffer', repeat, '2024-03-01')
      .then('case-closed');
    given(kept, repeated('2024-03-01')).when('DeclineOffer', repeat, '2024-03-02').then(['OfferDeclined']);
    given(kept)
      .when('LapseReoffer', { ...repeat, reason: 'moved' }, '2024-03-01', BIF)
      .then(['ReofferLapsed']);
    given(kept).when('RecordContact', { kind: 'call' }, '2024-03-01').then('case-closed');
    given(kept)
      .when('OfferSupport', { offerId: SECOND, personId: FATHER, kind: 'mentor' }, '2024-03-01')
      .then('case-closed');
    given(begun, completed('2024-07-12'), closed('2024-07-13', 'risk-over', true))
      .when('RecordRiskFollowUp', { courseId: COURSE, result: 'at-risk' }, '2025-01-01')
      .then(['RiskFollowUpRecorded']);
  });

  it('is refused by the rule of the row first', () => {
    given(shut).when('RepeatOffer', { offerId: MENTOR }, '2024-03-01').then('offer-not-declined');
    given(shut)
      .when('RegisterRelease', { personId: STRANGER, releaseDate: '2025-01-01' }, '2024-03-01')
      .then('not-in-case');
    given(shut).when('ClearForSupport', {}, '2024-03-01', KP).then('no-security-hold');
  });
});

describe('The subjects of a case', () => {
  it('are changed and removed under whatever merged id', () => {
    const remove = { personId: STRANGER, reason: 'Registreret to gange' };
    given(OPENED).when('RemoveSubject', remove, '2024-02-01').then('not-in-case');
    given(OPENED)
      .and(person(STRANGER, { into: SON }))
      .when('RemoveSubject', remove, '2024-02-01')
      .then(['SubjectRemoved', { personId: SON }]);
    given(OPENED)
      .and(person(SON, { into: STRANGER }))
      .when('RegisterRelease', { personId: STRANGER, releaseDate: '2025-01-01' }, '2024-02-01')
      .then(['ReleaseExpected', { personId: STRANGER }]);
  });
});
