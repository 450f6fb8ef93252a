import { describe, expect, it } from '@jest/globals';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../generator/whole-domain.js';
import { ROWS } from './commands.js';
import {
  activity,
  BIF,
  CASE,
  CONCERN,
  call,
  id,
  importing,
  instant,
  type Line,
  MEETING,
  opened,
  rules,
} from './example.js';
import { consult, deadlines } from './index.js';
import { REST } from './rest.js';

describe('the oracle reads who may do what in the registers', () => {
  const step = (command: string, at: string, data: object, who = BIF): Line => [command, MEETING, at, who, data];
  const day = (n: number) => `2024-05-0${n}T10:00:00Z`;

  it('lets coordinators lead a meeting until it is closed', () => {
    const oracle = importing(
      ...opened,
      call(day(2)),
      call(day(2), 'urgent', [CONCERN]),
      step('HoldMeeting', day(3), { attendees: [{ userId: 'u1', agency: 'KP' }] }, 'KP:police'),
      step('AddAgendaItem', day(1), { subject: { concernId: CONCERN } }),
      step('AddAgendaItem', day(3), { subject: { concernId: CONCERN, caseId: CASE } }),
      step('HoldMeeting', day(3), { attendees: [{ userId: 'u1', agency: 'KP' }] }),
      step('CloseMeeting', day(4), {}),
      step('CloseMeeting', day(4), {}, 'VEL:coordinator'),
      step('RecordDecision', day(5), { subject: { caseId: CASE }, decision: 'x', responsibleAgency: 'SOF' }),
      ['CloseMeeting', id(77), day(5), 'SOF:caseworker', {}],
    );
    expect(oracle.importResult.refused.map(({ line, code, rule }) => [line, rule ?? code])).toEqual([
      [5, 'already-exists'],
      [6, 'not-permitted'],
      [7, 'out-of-order'],
      [8, 'validation-failed'],
      [11, 'not-found'],
      [12, 'meeting-closed'],
      [13, 'not-found'],
    ]);
  });

  it('takes activities and hotline contacts from any, incidents from coordinators and police', () => {
    const raise = (who: string): Line => [
      'RaiseIncident',
      id(50),
      day(1),
      who,
      { infohus: 'koebenhavn', place: 'Sted', summary: 'Uro' },
    ];
    const on = (command: string, data: object): Line => [command, id(50), day(2), BIF, data];
    const hotline = (from: string): Line => [
      'RecordHotlineContact',
      id(51),
      day(1),
      'SSP:caseworker',
      { infohus: 'koebenhavn', topic: 'x', from },
    ];
    const oracle = importing(
      raise('SSP:caseworker'),
      raise('KP:police'),
      on('CloseIncident', { outcome: 'Ro' }),
      on('ActivatePreventionPlan', { actors: ['SSP'] }),
      hotline('press'),
      hotline('citizen'),
      activity(52, '2024-02-30', {}, day(1)),
      activity(52, '2024-02-29', { kind: 'unheard-of' }, day(1)),
      ['CorrectActivity', id(52), day(2), 'SSP:caseworker', { changes: { mood: 'x' }, reason: 'x' }],
    );
    expect(rules(oracle)).toEqual([
      'not-permitted',
      'incident-closed',
      'validation-failed',
      'validation-failed',
      'validation-failed',
    ]);
  });
});

describe('the generator of the whole domain', () => {
  for (const infohus of ['koebenhavn', 'koege'] as const)
    it(`writes every command of the rest, accepted and refused, and each obligation in each state (${infohus})`, () => {
      const text = wholeDomainFile(3, { infohus, size: 20, contract: 'amended' });
      expect(wholeDomainFile(3, { infohus, size: 20, contract: 'amended' })).toBe(text);
      expect(wholeDomainFile(2, { infohus, size: 1 })).not.toBe(wholeDomainFile(1, { infohus, size: 1 }));
      const oracle = consult([text], WHOLE_DOMAIN_IMPORTED_AT);
      const refused = new Set(oracle.importResult.refused.map(({ line }) => line));
      const accepted = text.split('\n').filter((_, at) => !refused.has(at + 1));
      const names = new Set(accepted.map((line) => /"command":"(\w+)"/.exec(line)?.[1]));
      const rest = Object.keys(ROWS).filter((name) => REST.has(ROWS[name]?.aggregate ?? ''));
      expect(rest.filter((name) => !names.has(name))).toEqual([]);
      expect(rest.filter((name) => !oracle.details.some(({ command }) => command === name))).toEqual([]);
      const rows = deadlines(oracle, infohus, instant('2025-01-01T00:00:00Z'), { whole: true });
      const found = new Set(rows.map(({ obligation, state }) => `${obligation} ${state}`));
      const expected = ['acute-action', 'police-to-infohus', 'charter-renewal', 'release'].flatMap((obligation) =>
        ['met', 'met-late', 'overdue'].map((state) => `${obligation} ${state}`),
      );
      expect(expected.filter((state) => !found.has(state))).toEqual([]);
    });
});
