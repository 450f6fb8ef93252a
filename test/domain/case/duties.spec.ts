import { describe, expect, it } from '@jest/globals';
import { caseDecider } from '../../../src/domain/case/case.js';
import { dutyLists, events } from '../../../src/domain/case/duties.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { on } from '../../support/specification.js';
import { given, HANDOVER, handoverAccepted, handoverOffered, OPENED } from './family.js';

const answer = (...duties: readonly [string, string][]) => ({
  handoverId: HANDOVER,
  duties: duties.map(([duty, said]) => ({ duty, answer: said })),
});
const HANDED = [OPENED, handoverOffered('2024-02-01'), handoverAccepted('2024-02-02')];
const answered = (when: string, duty: 'notes' | 'hearing', said: 'done' | 'not-applicable') =>
  on(
    when,
    events.ControllerDutiesAnswered({ handoverId: HANDOVER, toAgency: 'BUF', duties: [{ duty, answer: said }] }),
    'BUF:caseworker',
  );

describe('The duties that follow a change of data controller (KØ-11)', () => {
  it('are answered by the agency that received the case', () => {
    given(...HANDED)
      .when(
        'AnswerControllerDuties',
        answer(['notes', 'done'], ['hearing', 'not-applicable']),
        '2024-02-05',
        'BUF:caseworker',
      )
      .then(['ControllerDutiesAnswered', { handoverId: HANDOVER, toAgency: 'BUF' }]);
    given(...HANDED)
      .when('AnswerControllerDuties', answer(['notes', 'done']), '2024-02-05', 'SOF:caseworker')
      .then('not-the-receiver');
  });

  it('once it has received it, and not before', () => {
    given(OPENED, handoverOffered('2024-02-01'))
      .when('AnswerControllerDuties', answer(['notes', 'done']), '2024-02-05', 'BUF:caseworker')
      .then('handover-not-accepted');
    given(...HANDED)
      .when('AnswerControllerDuties', answer(['notes', 'done']), '2024-02-01', 'BUF:caseworker')
      .then('out-of-order');
    given(OPENED)
      .when('AnswerControllerDuties', answer(['notes', 'done']), '2024-02-05', 'BUF:caseworker')
      .then('handover-not-accepted');
  });

  it('are answered of one handover: what can be done with the case names each', () => {
    const state = given(...HANDED).state() as CaseState;
    expect(caseDecider.choices(state, 'AnswerControllerDuties')).toEqual([{ handoverId: HANDOVER }]);
  });

  it('stand as a checklist: what is not answered is shown as such, the newest answer counts', () => {
    const lists = (...happened: Parameters<typeof given>) => dutyLists(given(...happened).state() as CaseState);
    expect(lists(OPENED, handoverOffered('2024-02-01'))).toEqual([]);
    const [list] = lists(
      ...HANDED,
      answered('2024-02-03', 'notes', 'done'),
      answered('2024-02-04', 'hearing', 'done'),
      answered('2024-02-05', 'hearing', 'not-applicable'),
    );
    expect(list).toMatchObject({ handoverId: HANDOVER, agency: 'BUF' });
    expect(list?.duties.map((d) => [d.duty, d.answer])).toEqual([
      ['notes', 'done'],
      ['journal', null],
      ['hearing', 'not-applicable'],
      ['information', null],
    ]);
  });
});
