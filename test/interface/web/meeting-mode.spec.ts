import { describe, expect, it } from '@jest/globals';
import { givenAt } from '../../../src/interface/web/meeting/mode-given.js';
import { idFor } from '../../support/given.js';

const form = {
  ...{ subject: `caseId:${idFor('k')}`, 'present.BIF': 'abc, def', 'present.SOF': '', 'present.KP': 'ghi' },
  ...{ 'data.decision': 'Opdigtet beslutning', 'data.responsibleAgency': 'SOF', 'data.startsBy': '2026-12-01' },
  'data.offers': ['Mentor', 'Forældrecoach'],
};
const given = (more: object = {}) => givenAt(idFor('m'), { ...form, ...more }, idFor('form'));

describe('An item of a meeting, written down', () => {
  it('is who was there by agency, and what was decided with who follows up, from when and by which offers (KØ-5)', () => {
    expect(given().map(({ request: { command, data } }) => [command.name, shown(data)])).toEqual([
      [
        'HoldMeeting',
        {
          attendees: [
            { userId: 'abc', agency: 'BIF' },
            { userId: 'def', agency: 'BIF' },
            { userId: 'ghi', agency: 'KP' },
          ],
        },
      ],
      [
        'RecordDecision',
        {
          ...{
            subject: { caseId: idFor('k') },
            decision: '[sealed]',
            responsibleAgency: 'SOF',
            startsBy: '2026-12-01',
          },
          offers: '[sealed]',
        },
      ],
    ]);
  });

  it('is the closing too, after the last one', () => {
    expect(given({ _close: 'true' }).map(({ request }) => request.command.name)).toEqual([
      ...['HoldMeeting', 'RecordDecision', 'CloseMeeting'],
    ]);
  });

  it('is nothing where nothing was written, so that one can leaf through the agenda', () => {
    expect(givenAt(idFor('m'), { subject: form.subject }, idFor('form'))).toEqual([]);
  });

  it('has the same ids when it is sent again, and others on another form', () => {
    const ids = given().map(({ commandId }) => commandId);
    expect(given().map(({ commandId }) => commandId)).toEqual(ids);
    expect(givenAt(idFor('m'), form, idFor('other')).map(({ commandId }) => commandId)).not.toEqual(ids);
  });

  // It led away to the case, and what was typed of the decision stayed behind.
  it('is what one’s own agency says to the case too, under the case and by an id that stays (B-3)', () => {
    const said = {
      ...{ 'said.text': 'Opdigtet iagttagelse', 'said.assessmentId': idFor('a') },
      ...{ 'said.nature': 'observation', 'said.dimension': 'family', 'said.shareable': 'true' },
    };
    const [, contribution] = given(said);
    expect(contribution?.request.command.name).toBe('ContributeToAssessment');
    expect(contribution?.request.id).toBe(idFor('k'));
    expect(contribution?.request.data).toMatchObject({
      ...{ assessmentId: idFor('a'), statements: [{ dimension: 'family', nature: 'observation', shareable: true }] },
    });
    const idIn = (one: typeof contribution) =>
      (one?.request.data as { statements?: readonly { statementId: string }[] } | undefined)?.statements?.[0]
        ?.statementId;
    expect(idIn(given(said)[1])).toBe(idIn(contribution));
    const [, dissent] = given({ ...said, 'said.nature': 'dissent' });
    expect([dissent?.request.command.name, dissent?.request.id]).toEqual(['RecordDissent', idFor('k')]);
    expect(() => given({ ...said, 'said.shareable': '' })).toThrow();
    expect(given({ ...said, 'said.text': ' ' }).map(({ request }) => request.command.name)).toEqual([
      ...['HoldMeeting', 'RecordDecision'],
    ]);
    // Of a concern there is no assessment to speak to.
    expect(given({ ...said, subject: `concernId:${idFor('c')}` })).toHaveLength(2);
  });

  it('is checked as a whole before any of it is given', () => {
    expect(() => given({ 'data.responsibleAgency': '' })).toThrow();
    expect(() => given({ 'present.KP': 'Åse' })).toThrow();
  });
});

/** What is sealed is told as being there. */
const shown = (data: object) =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, String(value) === '[sealed]' ? '[sealed]' : value]),
  );
