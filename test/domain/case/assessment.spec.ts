import { describe, expect, it } from '@jest/globals';
import { assessmentsOf, events } from '../../../src/domain/case/assessment.js';
import { caseDecider } from '../../../src/domain/case/case.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { eventOf, on } from '../../support/specification.js';
import { BIF, disclosure, given, OPENED, referralAccepted, referred, SON, STRANGER } from './family.js';

const [KEPT, SHARED, THEIRS] = ['kept', 'shared', 'theirs'].map(idFor) as [string, string, string];
const said = (statementId: string, shareable = true) => ({
  statementId,
  dimension: 'school',
  text: 'Har ikke været i skole i to uger',
  nature: 'observation',
  sourceAgency: 'BUF',
  shareable,
});
const stands = (statementId: string, shareable = true) => ({
  ...said(statementId, shareable),
  nature: 'observation' as const,
  text: Sealed.of('Har ikke været i skole', 'personId'),
});
const about = { personId: SON, needs: 'Ro', recommendedEfforts: ['Mentor'], followUpAgency: 'SOF' };
const assessed = on(
  '2024-02-01',
  events.AssessmentRecorded({
    ...about,
    needs: Sealed.of('Ro', 'personId'),
    recommendedEfforts: [Sealed.of('Mentor', 'personId')],
    statements: [stands(KEPT, false), stands(SHARED)],
  }),
);
/** The assessment is the second event of what happened. */
const ASSESSMENT = eventOf(1);
const BUF = 'BUF:caseworker';
const ON_IT = [OPENED, assessed, referred('2024-02-02'), referralAccepted('2024-02-03')];
const contributed = on(
  '2024-02-05',
  events.AssessmentContributed({ assessmentId: ASSESSMENT, personId: SON, statements: [stands(THEIRS)] }),
  BUF,
);

describe('An assessment made of statements (B-2)', () => {
  it('says of each what it rests on and whether it may be passed on', () => {
    given(OPENED)
      .when('RecordAssessment', { ...about, statements: [said(KEPT, false), said(SHARED)] }, '2024-02-01')
      .then(['AssessmentRecorded', { personId: SON, followUpAgency: 'SOF' }]);
    expect(assessmentsOf(given(OPENED, assessed).state() as CaseState)).toMatchObject([
      {
        assessmentId: ASSESSMENT,
        personId: SON,
        agency: 'SOF',
        statements: [
          { statementId: KEPT, shareable: false, agency: 'SOF' },
          { statementId: SHARED, shareable: true },
        ],
      },
    ]);
  });

  it('is of somebody in the case, and says nothing twice', () => {
    given(OPENED)
      .when('RecordAssessment', { ...about, personId: STRANGER, statements: [said(KEPT), said(KEPT)] }, '2024-02-01')
      .then('not-in-case');
    given(OPENED)
      .when('RecordAssessment', { ...about, statements: [said(KEPT), said(KEPT)] }, '2024-02-01')
      .then('duplicate-statement');
    given(OPENED, assessed)
      .when('RecordAssessment', { ...about, statements: [said(SHARED)] }, '2024-02-02')
      .then('duplicate-statement');
  });

  it('a disclosure names what goes: what is not to be passed on, and what nobody said, does not', () => {
    const tell = (...statements: string[]) =>
      given(OPENED, assessed).when(
        'DiscloseInformation',
        { toAgency: 'BUF', disclosure: { ...disclosure, statements } },
        '2024-02-05',
      );
    tell(SHARED).then(['InformationDisclosed', { toAgency: 'BUF' }]);
    tell(SHARED, KEPT).then('not-shareable');
    tell(THEIRS).then('not-shareable');
    // Another purpose is the graver fault and answers first.
    given(OPENED, assessed)
      .when(
        'DiscloseInformation',
        { toAgency: 'BUF', disclosure: { ...disclosure, purpose: 'efterforskning', statements: [KEPT] } },
        '2024-02-05',
      )
      .then('no-investigation-purpose');
  });
});

describe('What others say of an assessment (B-3)', () => {
  it('another agency on the case contributes under its own controller', () => {
    given(...ON_IT)
      .when('ContributeToAssessment', { assessmentId: ASSESSMENT, statements: [said(THEIRS)] }, '2024-02-05', BUF)
      .then(['AssessmentContributed', { assessmentId: ASSESSMENT, personId: SON }]);
    const state = given(...ON_IT, contributed).state() as CaseState;
    expect(caseDecider.controller?.(state, 'AssessmentContributed')).toBeUndefined();
    expect(caseDecider.controller?.(state, 'DissentRecorded')).toBe('SOF');
    expect(state.assessments[ASSESSMENT]?.statements[THEIRS]).toMatchObject({ agency: 'BUF', shareable: true });
  });

  it('to an assessment that there is, of another than itself, with what was not said before', () => {
    const contribute = (assessmentId: string, statementId: string, by: string, when = '2024-02-05') =>
      given(...ON_IT).when('ContributeToAssessment', { assessmentId, statements: [said(statementId)] }, when, by);
    contribute(idFor('no assessment'), THEIRS, BUF).then('no-such-assessment');
    contribute(ASSESSMENT, THEIRS, 'SOF:caseworker').then('own-assessment');
    contribute(ASSESSMENT, SHARED, BUF).then('duplicate-statement');
    contribute(ASSESSMENT, THEIRS, BUF, '2024-01-20').then('out-of-order');
  });

  it('who disagrees writes it down, of the whole or of one statement, and nothing is voted away', () => {
    const dissent = (more: object, by = BUF) =>
      given(...ON_IT, contributed).when(
        'RecordDissent',
        { assessmentId: ASSESSMENT, text: 'Vi ser det anderledes', ...more },
        '2024-02-06',
        by,
      );
    dissent({}).then(['DissentRecorded', { assessmentId: ASSESSMENT, personId: SON }]);
    dissent({ statementId: SHARED }).then(['DissentRecorded', { statementId: SHARED }]);
    dissent({ statementId: THEIRS }, 'SOF:caseworker').then(['DissentRecorded', { statementId: THEIRS }]);
    dissent({ statementId: idFor('nothing said') }).then('no-such-statement');
    dissent({ assessmentId: idFor('no assessment'), statementId: SHARED }).then('no-such-assessment');
  });

  it('an assessment that others contributed to is not annulled before that; a dissent is', () => {
    const annul = (eventId: string, by = BIF) =>
      given(...ON_IT, contributed).when('AnnulEvent', { eventId, reason: 'Forkert sag' }, '2024-02-07', by);
    annul(ASSESSMENT).then('not-annullable');
    annul(eventOf(4)).then(['EventAnnulled']);
  });

  it('a correction puts right what was said, and never which statement it was', () => {
    const correct = (statements: readonly object[]) =>
      given(OPENED, assessed).when(
        'CorrectEvent',
        { eventId: ASSESSMENT, changes: { statements }, reason: 'Tastefejl' },
        '2024-02-07',
      );
    correct([said(KEPT, false), said(SHARED, false)]).then(['EventCorrected', { target: 'AssessmentRecorded' }]);
    correct([said(KEPT, false), said(THEIRS)]).then('not-correctable');
  });
});
