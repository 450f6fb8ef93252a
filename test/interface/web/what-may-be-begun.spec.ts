import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../src/application/queries/catalogue.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import type { Session } from '../../../src/interface/http/identity/sessions.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { MeetingsPage } from '../../../src/interface/web/meeting/meetings.js';
import { RegisterPage } from '../../../src/interface/web/registers/registers.js';
import { tasks } from '../../../src/interface/web/tasks/all.js';
import { NewRecordsPage } from '../../../src/interface/web/tasks/new-records.js';
import { shownRecord } from '../../../src/interface/web/tasks/records.js';
import type { ChoicesOf } from '../../../src/interface/web/tasks/task.js';
import { actorOf } from '../../support/given.js';

const plans = loadPlans('plans').map(({ plan }) => plan);
const plan = plans.find(({ planId }) => planId === 'koebenhavn-2024');
function pageOf(who: string, purpose = 'casework') {
  const actor = actorOf(who);
  const session = { actor, reader: { actor, purpose } } as unknown as Session;
  const today = '2026-03-02';
  return pageFor('da', session, '/', { infohus: 'koebenhavn', infohuse: ['koebenhavn'], plan, plans, today });
}
/** A list that is all on its first page. */
const listOf = (rows: readonly object[]) => ({
  list: { rows: rows as never, next: null, prev: null, total: { count: rows.length, more: false } },
  ...{ chosen: {}, isFirst: true },
});
const begun = (who: string, purpose?: string) =>
  [...String(NewRecordsPage({ page: pageOf(who, purpose) })).matchAll(/\/do\/(\w+)\?/g)].map(([, name]) => name);

// Every act stood there for everybody, and half of them answered 403 when they were followed.
describe('What may be begun', () => {
  it('is what the role may give: a caseworker begins records, and no one else’s work', () => {
    const offered = begun('SOF:caseworker');
    expect(offered).toEqual(expect.arrayContaining(['RegisterConcern', 'RecordActivity', 'RecordAbsence']));
    for (const never of ['DeactivateUser', 'EndSessions', 'ReassignCases', 'SignAgreement', 'AdoptPlan'])
      expect(offered).not.toContain(never);
  });
  it('is the administrator’s, the leader’s and the coordinator’s for them alone', () => {
    expect(begun('BIF:administrator', 'operation')).toEqual(expect.arrayContaining(['DeactivateUser', 'EndSessions']));
    expect(begun('SOF:leader')).toContain('ReassignCases');
    expect(begun('BIF:coordinator')).toEqual(expect.arrayContaining(['SignAgreement', 'SignCharter']));
    expect(begun('BIF:analyst', 'reporting')).not.toContain('RegisterConcern');
  });
  it('stands so on a register and on the list of meetings too', () => {
    const partners = (who: string) => String(RegisterPage({ page: pageOf(who), name: 'partner', ...listOf([]) }));
    expect(partners('SOF:caseworker')).not.toContain('SignCharter');
    expect(partners('BIF:coordinator')).toContain('SignCharter');
    // An empty column of acts stood beside every row.
    const row = { id: 'x', texts: { name: 'Opdigtet forening' }, agreements: [], charters: [] };
    const listed = (who: string) => String(RegisterPage({ page: pageOf(who), name: 'partner', ...listOf([row]) }));
    expect(listed('SOF:caseworker')).not.toContain('>Handling<');
    expect(listed('BIF:coordinator')).toContain('>Handling<');
    const meetings = (who: string) => String(MeetingsPage({ page: pageOf(who), ...listOf([]) }));
    expect(meetings('SOF:caseworker')).not.toContain('CallMeeting');
    expect(meetings('BIF:coordinator')).toContain('CallMeeting');
  });
});

// Who holds a decision of a meeting and was not asked to it is not told when it was: its form answered 503.
describe('A decision of a meeting whose day the reader is not told', () => {
  it('can be completed all the same', async () => {
    const meeting = { meetingId: 'm', infohus: 'koebenhavn', startsAt: '', timeline: [], agenda: [], decisions: [] };
    const ask = async () => ({ ...meeting, proposed: [], invited: [] }) as unknown as Answer<'Meeting'>;
    const at = { records: 'meetings', id: '00000000-0000-4000-8000-000000000001', command: 'CompleteDecision' };
    const { title } = await shownRecord(ask as never, pageOf('SOF:caseworker'), at);
    expect(title.trim()).toBe('Møde');
  });
});

// Whoever could do it for himself alone had every colleague to choose from, and was refused.
describe('Whom a case or an absence is for', () => {
  const COMMANDS = ['AssignCaseworker', 'RecordAbsence'] as const;
  const chosen = (who: string, command: (typeof COMMANDS)[number], name: string) => {
    const page = pageOf(who);
    const colleagues = ['anna', page.session?.actor.userId ?? ''].map((code) => ({ code, name: code }));
    const field = tasks[command]?.fields[name];
    const from = field && 'of' in field ? field.of : undefined;
    if (typeof from !== 'function') throw new Error(`${command} chooses no ${name}`);
    const form = { 'data.userId': page.session?.actor.userId ?? '' };
    return (from as ChoicesOf)({ page, command, now: '2026-03-02T10:00', record: undefined, form, colleagues }).map(
      ({ code }) => code,
    );
  };
  it.each(COMMANDS)('%s: a caseworker for himself, a leader and a coordinator for all', (command) => {
    expect(chosen('SOF:caseworker', command, 'userId')).toEqual(['sof-caseworker']);
    expect(chosen('SOF:leader', command, 'userId')).toEqual(['anna', 'sof-leader']);
    expect(chosen('BIF:coordinator', command, 'userId')).toEqual(['anna', 'bif-coordinator']);
  });
  it('who steps in for a caseworker is another', () => {
    expect(chosen('SOF:caseworker', 'RecordAbsence', 'substitute')).toEqual(['anna']);
  });
});
