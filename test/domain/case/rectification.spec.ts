import { describe, expect, it } from '@jest/globals';
import { events as assessments } from '../../../src/domain/case/assessment.js';
import { events as goals, goalsOf } from '../../../src/domain/case/goals.js';
import { objectionsOf } from '../../../src/domain/case/objection.js';
import { events as sharing } from '../../../src/domain/case/sharing.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { eventOf, moment, on } from '../../support/specification.js';
import {
  accepted,
  COURSE,
  declined,
  disclosure,
  given,
  lifted,
  MENTOR,
  OPENED,
  offered,
  SECOND,
  SON,
  started,
} from './family.js';

const words = Sealed.of('Opdigtet') as never;
const disclosed = on(
  '2024-02-01',
  sharing.InformationDisclosed({ toAgency: 'BUF', disclosure: { ...disclosure, necessity: words } } as never),
);

describe('That a receiver was told of a correction (GDPR art. 19)', () => {
  const tell = (disclosureId: string, sentAt: string, when = '2024-03-01') =>
    given(OPENED, disclosed).when('TellRectification', { disclosureId, sentAt: moment(sentAt), by: 'mail' }, when);
  const about = { disclosureId: eventOf(1) };

  it('is said by the agency that passed it on, or by a coordinator', () => {
    const bySof = on('2024-02-01', disclosed.what, 'SOF:caseworker');
    const by = (who: string) =>
      given(OPENED, bySof).when(
        'TellRectification',
        { ...about, sentAt: moment('2024-02-20'), by: 'mail' },
        '2024-03-01',
        who,
      );
    by('SOF:police').then(['RectificationTold', about]);
    by('BIF:coordinator').then(['RectificationTold', about]);
    by('BUF:caseworker').then('not-the-discloser');
  });

  it('is of a disclosure of this case, and not before it was made', () => {
    tell(eventOf(1), '2024-02-20').then(['RectificationTold', { ...about, by: 'mail' }]);
    tell(eventOf(0), '2024-02-20').then('no-such-disclosure');
    tell(idFor('nothing'), '2024-02-20').then('no-such-disclosure');
    tell(eventOf(1), '2024-02-01').then(['RectificationTold', about]);
    tell(eventOf(1), '2024-01-31').then('out-of-order');
    tell(eventOf(1), '2024-01-31', '2024-01-31').then('out-of-order');
  });

  it('is offered where something was passed on, and something was corrected or annulled after it', () => {
    const amended = (when: string) =>
      on(when, { ...disclosed.what, type: 'EventCorrected', data: { eventId: eventOf(0), changes: {} } } as never);
    const offeredOn = (...history: Parameters<typeof given>) => given(...history).choices('TellRectification');
    expect(offeredOn(OPENED, disclosed, amended('2024-02-02'))).toEqual([{}]);
    expect(offeredOn(OPENED, disclosed)).toEqual([]);
    expect(offeredOn(OPENED, amended('2024-01-31'), disclosed)).toEqual([]);
    expect(offeredOn(OPENED)).toEqual([]);
  });
});

describe('What is disclosed of a case', () => {
  it('says which statements may not be passed on', () => {
    const [one, two] = [idFor('one'), idFor('two')] as [string, string];
    given(OPENED)
      .when(
        'DiscloseInformation',
        { toAgency: 'BUF', disclosure: { ...disclosure, statements: [one, two] } },
        '2024-02-01',
      )
      .refuses('not-shareable', `not to be passed on, or unknown: ${one}, ${two}`);
  });

  it('is written down with its basis, its purpose and why it was needed', () => {
    given(OPENED)
      .when('DiscloseInformation', { toAgency: 'BUF', disclosure }, '2024-02-01')
      .then([
        'InformationDisclosed',
        { toAgency: 'BUF', disclosure: { ...disclosure, necessity: expect.anything(), purpose: 'crime-prevention' } },
      ]);
  });
});

describe('An objection, over time', () => {
  it('stands from when it was made until it was lifted, each by itself', () => {
    const again = { offerId: SECOND, personId: SON, kind: 'counselling' };
    const { objections } = given(
      ...[OPENED, offered('2024-01-10'), declined('2024-01-11', {}, true), lifted('2024-02-01')],
      ...[offered('2024-02-10', again), declined('2024-02-11', again, true)],
    ).state() as CaseState;
    expect(objectionsOf(objections, SON)).toEqual([
      { at: moment('2024-01-11'), until: moment('2024-02-01') },
      { at: moment('2024-02-11'), until: undefined },
    ]);
  });
});

describe('A goal', () => {
  const of = { goalId: idFor('the goal'), courseId: COURSE, personId: SON };
  const set = on('2024-02-10', goals.GoalSet({ ...of, text: words }));
  const begun = [OPENED, offered('2024-01-10'), accepted('2024-01-11'), started('2024-01-12')];

  it('that was changed is not ended, and can be reviewed and dropped again', () => {
    const changed = on('2024-03-01', goals.GoalReviewed({ ...of, state: 'changed' }));
    expect(goalsOf(given(...begun, set, changed).state() as CaseState)).toMatchObject([{ state: 'changed' }]);
    given(...begun, set, changed)
      .when('DropGoal', { goalId: of.goalId }, '2024-04-01')
      .then(['GoalDropped', of]);
    expect(given(...begun, set).choices('ReviewGoal')).toEqual([{ goalId: of.goalId }]);
  });

  it('is of an offer whose course ended, and that may be made again beside one that goes on', () => {
    const twice = [...begun, started('2024-02-01', {}, idFor('another course'))];
    given(...twice)
      .when('OfferSupport', { offerId: SECOND, personId: SON, kind: 'mentor' }, '2024-03-01')
      .then('one-open-offer');
    expect(given(...twice).choices('RepeatOffer')).toEqual([{ offerId: MENTOR }]);
  });
});

describe('A statement of an assessment', () => {
  const said = (statementId: string) => ({
    statementId,
    dimension: 'school',
    text: 'x',
    nature: 'fact',
    shareable: true,
  });
  const about = { personId: SON, needs: 'x', recommendedEfforts: [], followUpAgency: 'SOF' };
  const [OLD, NEW] = [idFor('old'), idFor('new')] as [string, string];
  const assessed = on(
    '2024-02-01',
    assessments.AssessmentRecorded({
      ...{ ...about, needs: words, statements: [{ ...said(OLD), text: words }] },
    } as never),
  );

  it('is said once, also beside others that are new; an assessment may say none', () => {
    const record = (statements?: readonly object[]) =>
      given(OPENED, assessed).when(
        'RecordAssessment',
        { ...about, ...(statements ? { statements } : {}) },
        '2024-02-02',
      );
    record([said(NEW), said(OLD)]).then('duplicate-statement');
    record([said(NEW)]).then(['AssessmentRecorded']);
    record().then(['AssessmentRecorded']);
    const nothing = on('2024-02-01', assessments.AssessmentRecorded({ ...about, needs: words } as never));
    const { assessments: all } = given(OPENED, nothing).state() as CaseState;
    expect(Object.values(all)).toMatchObject([{ statements: {} }]);
    expect(given(OPENED, assessed).choices('RecordDissent')).toEqual([{ assessmentId: eventOf(1) }]);
  });

  it('is dissented from not before it was said', () => {
    const dissent = (when: string, statementId?: string) =>
      given(OPENED, assessed).when(
        'RecordDissent',
        { assessmentId: eventOf(1), text: 'Nej', ...(statementId ? { statementId } : {}) },
        when,
      );
    for (const statementId of [OLD, undefined]) {
      dissent('2024-02-02', statementId).then(['DissentRecorded', { personId: SON }]);
      dissent('2024-01-31', statementId).then('out-of-order');
    }
  });
});
