import { describe, expect, it } from '@jest/globals';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const NOW = '2024-06-03T08:00:00.000Z';
const AT = '2024-05-06T10:00:00+02:00';
const LATER = '2024-05-07T10:00:00+02:00';
const LAST = '2024-05-08T10:00:00+02:00';
const city = () => memoryInstallation(() => NOW);
type City = ReturnType<typeof city>;
const reader = (who: string) => ({ actor: actorOf(who), purpose: 'casework' as const });

const meeting = (product: City, data: object = {}) =>
  give(product, 'BIF:coordinator', 'CallMeeting', 'm', AT, {
    infohus: 'koebenhavn',
    kind: 'ordinary',
    startsAt: '2024-05-08T09:00:00+02:00',
    invited: ['SOF', 'KP'],
    ...data,
  });
async function aCase(product: City) {
  await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
  await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', AT, substantiated);
  await give(product, 'BIF:coordinator', 'OpenCase', 'k', AT, opened('koebenhavn', 'c', 'SOF'));
}

describe('A meeting (K16-14)', () => {
  it('is called by coordinators and police of the Infohus, and by nobody else', async () => {
    const product = city();
    const data = { infohus: 'koebenhavn', kind: 'urgent', startsAt: AT, invited: [] };
    await give(product, 'KP:police', 'CallMeeting', 'by police', AT, data);
    expect(await refusalOf(give(product, 'SOF:caseworker', 'CallMeeting', 'n', AT, data))).toBe('not-permitted');
    expect(await refusalOf(give(product, 'VEL:coordinator', 'CallMeeting', 'n', AT, data))).toBe('not-permitted');
  });

  it('has the four parts of a recommendation (KØ-5), and who was there for each item', async () => {
    const product = city();
    await aCase(product);
    await meeting(product);
    const subject = { caseId: idFor('k') };
    await give(product, 'BIF:coordinator', 'AddAgendaItem', 'm', AT, { subject, invited: ['SOF'] });
    await give(product, 'BIF:coordinator', 'HoldMeeting', 'm', LATER, {
      attendees: [
        { userId: 'sof-1', agency: 'SOF' },
        { userId: 'kp-1', agency: 'KP' },
      ],
    });
    await give(product, 'BIF:coordinator', 'RecordDecision', 'm', LATER, {
      subject,
      decision: 'opdigtet beslutning',
      responsibleAgency: 'SOF',
      startsBy: '2024-05-08',
      offers: ['mentor'],
    });
    const seen = await product.ask(reader('BIF:coordinator'), 'Meeting', { id: idFor('m') });
    expect(seen.agenda).toEqual([
      {
        subject,
        number: expect.stringMatching(/^S-\d{4}-\d{4}$/),
        invited: ['SOF'],
        present: [{ userId: 'sof-1', agency: 'SOF' }],
      },
    ]);
    expect(seen.decisions).toMatchObject([
      { decision: 'opdigtet beslutning', offers: ['mentor'], responsibleAgency: 'SOF', startsBy: '2024-05-08' },
    ]);
  });

  it('shows an agency the items that it is asked in for, and is not found by one that is not invited', async () => {
    const product = city();
    await aCase(product);
    await meeting(product);
    await give(product, 'BIF:coordinator', 'AddAgendaItem', 'm', AT, {
      subject: { caseId: idFor('k') },
      invited: ['SOF'],
    });
    const sof = await product.ask(reader('SOF:caseworker'), 'Meeting', { id: idFor('m') });
    expect(sof.agenda).toHaveLength(1);
    const kp = await product.ask(reader('KP:caseworker'), 'Meeting', { id: idFor('m') });
    expect(kp.agenda).toEqual([]);
    expect(await refusalOf(product.ask(reader('BUF:caseworker'), 'Meeting', { id: idFor('m') }))).toBe('not-found');
  });

  it('names what an item is about, and leads to it only whom it may be opened by: who is asked in is told of it here alone', async () => {
    const product = city();
    await aCase(product);
    await meeting(product);
    const disclosure = {
      ...{ legalBasis: 'GDPR-DBL', constellation: 'none', purpose: 'crime-prevention', necessity: 'opdigtet' },
      categories: ['identity'],
    };
    await give(product, 'BIF:coordinator', 'AddAgendaItem', 'm', AT, {
      subject: { caseId: idFor('k') },
      ...{ invited: ['SOF', 'BUF'], disclosures: [{ toAgency: 'BUF', disclosure }] },
    });
    const opens = async (who: string) => {
      const { agenda, opens: found } = await product.ask(reader(who), 'Meeting', { id: idFor('m') });
      return [agenda.length, found];
    };
    expect(await opens('SOF:caseworker')).toEqual([1, [idFor('k')]]);
    expect(await opens('BUF:caseworker')).toEqual([1, []]);
    expect(await refusalOf(product.ask(reader('BUF:caseworker'), 'CaseAsOf', { id: idFor('k') }))).toBe('not-found');
  });

  it('puts what it recommended into the worklist of the agency that follows up, until it is completed, whether the meeting is closed or not', async () => {
    const product = city();
    await aCase(product);
    await meeting(product);
    const decision = {
      subject: { caseId: idFor('k') },
      decision: 'x',
      responsibleAgency: 'SOF',
      startsBy: '2024-05-10',
    };
    const decided = await give(product, 'BIF:coordinator', 'RecordDecision', 'm', LATER, decision);
    const waiting = async () =>
      (await product.ask(reader('SOF:caseworker'), 'Inbox', { infohus: 'koebenhavn' })).decisions;
    expect(await waiting()).toMatchObject([{ meetingId: idFor('m'), startsBy: '2024-05-10' }]);
    await give(product, 'BIF:coordinator', 'CloseMeeting', 'm', LAST, {});
    expect(await waiting()).toHaveLength(1);
    const decisionId = decided.events[0]?.eventId;
    await give(product, 'SOF:caseworker', 'CompleteDecision', 'm', LAST, { decisionId });
    expect(await waiting()).toEqual([]);
  });

  it('is proposed an agenda from what is due: undecided concerns, cases that wait, what falls due', async () => {
    const product = city();
    await aCase(product);
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'new', LATER, registered('koebenhavn', LATER));
    await meeting(product);
    const proposed = async () => {
      const shown = await product.ask(reader('BIF:coordinator'), 'Meeting', { id: idFor('m') });
      return shown.proposed.map(({ subject, why }) => [subject.caseId ?? subject.concernId, why]);
    };
    expect(await proposed()).toEqual([
      [idFor('k'), 'triage'],
      [idFor('new'), 'triage'],
    ]);
    const item = { subject: { caseId: idFor('k') } };
    await give(product, 'BIF:coordinator', 'AddAgendaItem', 'm', LATER, item);
    expect(await proposed()).toEqual([[idFor('new'), 'triage']]);
  });

  it('takes nothing more once it is closed, but what happened before is still written down', async () => {
    const product = city();
    await meeting(product);
    await give(product, 'BIF:coordinator', 'CloseMeeting', 'm', LAST, {});
    const item = { subject: { concernId: idFor('c') } };
    expect(await refusalOf(give(product, 'BIF:coordinator', 'AddAgendaItem', 'm', LAST, item))).toBe('meeting-closed');
    expect(await refusalOf(give(product, 'BIF:coordinator', 'CloseMeeting', 'm', LAST, {}))).toBe('meeting-closed');
    await give(product, 'BIF:coordinator', 'HoldMeeting', 'm', LATER, { attendees: [] });
    const early = give(product, 'BIF:coordinator', 'HoldMeeting', 'm', '2024-05-01T10:00:00+02:00', { attendees: [] });
    expect(await refusalOf(early)).toBe('out-of-order');
  });
});

const report = async (product: City, plan: string, infohus: string, year: number) => {
  const { indicators } = await product.ask(
    { actor: actorOf(`${infohus === 'koege' ? 'VEL' : 'BIF'}:coordinator`), purpose: 'casework' },
    'Report',
    {
      infohus,
      plan,
      year,
    },
  );
  return Object.fromEntries(indicators.map(({ id, value, target, met }) => [id, { value, target, met }]));
};
const held = (participants: number, more: object = {}) => ({
  infohus: 'koebenhavn',
  kind: 'school-workshop',
  heldOn: '2024-05-06',
  targetGroup: 'society',
  participants,
  schoolType: 'folkeskole',
  ...more,
});

describe('Activities and their goals', () => {
  it('count participants by kind of school and year, or events, or agreements, as the goal says (K24-2, K24-5)', async () => {
    const product = city();
    await give(product, 'BIF:caseworker', 'RecordActivity', 'a1', AT, held(3000));
    await give(product, 'BIF:caseworker', 'RecordActivity', 'a2', AT, held(1200));
    await give(product, 'BIF:caseworker', 'RecordActivity', 'a3', AT, held(700, { schoolType: 'friskole' }));
    await give(product, 'BIF:caseworker', 'RecordActivity', 'a4', AT, held(99, { heldOn: '2023-12-31' }));
    for (const n of [1, 2, 3])
      await give(product, 'BIF:caseworker', 'RecordActivity', `t${n}`, AT, held(20, { kind: 'professional-talk' }));
    await give(product, 'BIF:coordinator', 'SignAgreement', 'p', AT, { name: 'Forening X', signedOn: '2024-05-06' });
    expect(await report(product, 'koebenhavn-2024', 'koebenhavn', 2024)).toMatchObject({
      'pupils-folkeskole': { value: 4200, target: 4000, met: true },
      'pupils-friskole': { value: 700, target: 800, met: false },
      'professional-talks': { value: 3, target: 8, met: false },
      agreements: { value: 1, target: 1, met: true },
    });
  });

  it('are corrected by a command of their own; the report counts the corrected ones', async () => {
    const product = city();
    await give(product, 'BIF:caseworker', 'RecordActivity', 'a', AT, held(4000));
    const correct = (changes: object) =>
      give(product, 'SOF:caseworker', 'CorrectActivity', 'a', LATER, { changes, reason: 'talt forkert' });
    await correct({ participants: 400 });
    expect(await refusalOf(correct({ place: 'et torv' }))).toBe('validation-failed');
    expect(await refusalOf(correct({ participants: -1 }))).toBe('validation-failed');
    const { 'pupils-folkeskole': pupils } = await report(product, 'koebenhavn-2024', 'koebenhavn', 2024);
    expect(pupils).toEqual({ value: 400, target: 4000, met: false });
  });

  it('a goal that is set for one year is no target in another (KØ-8)', async () => {
    const product = city();
    const trained = { ...held(60), infohus: 'koege', kind: 'staff-training', targetGroup: 'professionals' };
    await give(product, 'VEL:caseworker', 'RecordActivity', 'a', AT, { ...trained, schoolType: undefined });
    const [in2024, in2025] = [
      await report(product, 'koege-2024', 'koege', 2024),
      await report(product, 'koege-2024', 'koege', 2025),
    ];
    const id = Object.keys(in2024).find((i) => in2024[i]?.value === 60);
    expect(in2024[String(id)]).toEqual({ value: 60, target: 50, met: true });
    expect(in2025[String(id)]).toEqual({ value: 0, target: null, met: null });
  });
});

describe('The other registers', () => {
  it('an incident goes from unrest to calm at the level of a group (K24-3)', async () => {
    const product = city();
    const raise = { infohus: 'koebenhavn', place: 'et torv', summary: 'uro' };
    await give(product, 'KP:police', 'RaiseIncident', 'i', AT, raise);
    await give(product, 'BIF:coordinator', 'ActivatePreventionPlan', 'i', AT, { actors: ['SSP', 'KP'] });
    await give(product, 'BIF:coordinator', 'RecordMediation', 'i', LATER, { method: 'samtale', actors: ['SSP'] });
    await give(product, 'BIF:coordinator', 'CloseIncident', 'i', LATER, { outcome: 'ro' });
    const more = give(product, 'BIF:coordinator', 'RecordMediation', 'i', LAST, { method: 'x', actors: [] });
    expect(await refusalOf(more)).toBe('incident-closed');
    const {
      rows: [seen],
    } = await product.ask(reader('SSP:caseworker'), 'Register', { name: 'incident', infohus: 'koebenhavn' });
    expect(seen).toMatchObject({ mediations: 1, actors: ['SSP', 'KP'], texts: { place: 'et torv', outcome: 'ro' } });
    expect(
      await refusalOf(product.ask(reader('SOC:caseworker'), 'Register', { name: 'incident', infohus: 'koebenhavn' })),
    ).toBe('not-permitted');
  });

  it('a hotline contact that is sent on waits for the coordinators of the other Infohus (K24-8)', async () => {
    const product = city();
    await give(product, 'BIF:caseworker', 'RecordHotlineContact', 'h', AT, {
      infohus: 'koebenhavn',
      topic: 'bekymring',
      from: 'citizen',
      forwardedTo: 'koege',
    });
    const forwarded = async (who: string, infohus: string) =>
      (await product.ask(reader(who), 'Inbox', { infohus: infohus })).forwarded;
    expect(await forwarded('VEL:coordinator', 'koege')).toMatchObject([{ contactId: idFor('h'), from: 'koebenhavn' }]);
    expect(await forwarded('SOC:caseworker', 'koege')).toEqual([]);
    expect(await forwarded('BIF:coordinator', 'koebenhavn')).toEqual([]);
  });

  it('a partner is of the Infohus of the coordinator who signed first, and of no other (K24-9)', async () => {
    const product = city();
    await give(product, 'VEL:coordinator', 'SignCharter', 'p', AT, { signedOn: '2024-05-06' });
    expect(
      await refusalOf(give(product, 'BIF:coordinator', 'SignCharter', 'p', LATER, { signedOn: '2024-05-07' })),
    ).toBe('not-permitted');
    const renewals = async (who: string, infohus: string) =>
      (await product.ask(reader(who), 'Deadlines', { infohus: infohus })).filter(
        (o) => o.obligation === 'charter-renewal',
      );
    expect(await renewals('VEL:coordinator', 'koege')).toHaveLength(1);
    expect(await renewals('BIF:coordinator', 'koebenhavn')).toEqual([]);
    expect(await renewals('SOC:caseworker', 'koege')).toEqual([]);
  });

  it('an absence lets the substitute see as own what is assigned to the one who is away', async () => {
    const product = city();
    await aCase(product);
    await give(product, 'SOF:caseworker:anna', 'AssignCaseworker', 'k', LATER, { userId: 'anna' });
    await product.alerts().evaluate();
    await give(product, 'SOF:caseworker:anna', 'OfferHandover', 'k', LATER, {
      handoverId: idFor('h'),
      toAgency: 'BUF',
      reason: 'x',
      disclosure: {
        categories: ['identity'],
        legalBasis: 'BL',
        constellation: 'none',
        purpose: 'crime-prevention',
        necessity: 'nødvendigt',
      },
    });
    await product.alerts().evaluate();
    const away = { userId: 'anna', substitute: 'bent', from: '2024-06-01', to: '2024-06-03' };
    expect(await refusalOf(give(product, 'SOF:caseworker:bent', 'RecordAbsence', 'x', AT, away))).toBe('not-permitted');
    await give(product, 'SOF:leader', 'RecordAbsence', 'x', AT, away);
    expect(
      await refusalOf(give(product, 'SOF:leader', 'RecordAbsence', 'y', AT, { ...away, substitute: 'anna' })),
    ).toBe('own-substitute');
    expect(await refusalOf(give(product, 'SOF:leader', 'RecordAbsence', 'y', AT, { ...away, to: '2024-05-31' }))).toBe(
      'ends-before-it-begins',
    );
    const mine = async (who: string) =>
      (await product.ask(reader(who), 'Inbox', { infohus: 'koebenhavn' })).alerts.filter((a) => a.mine).length;
    const before = await mine('SOF:caseworker:anna');
    expect(before).toBeGreaterThan(0);
    expect(await mine('SOF:caseworker:bent')).toBe(before);
    expect(await mine('SOF:caseworker:carl')).toBe(0);
    expect(await refusalOf(give(product, 'BUF:caseworker', 'EndAbsence', 'x', LATER, {}))).toBe('not-of-your-agency');
    await give(product, 'SOF:leader', 'EndAbsence', 'x', LATER, {});
    expect(await mine('SOF:caseworker:bent')).toBe(0);
  });
});

describe('What an Infohus has', () => {
  it('is counted by status, type, level and agency, and by form over all concerns: never as a list (K16-18, K24-6)', async () => {
    const product = city();
    await aCase(product);
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'd', AT, registered('koebenhavn', AT));
    await give(product, 'BIF:coordinator', 'QualifyConcern', 'd', AT, { ...substantiated, forms: ['hybrid', 'other'] });
    await give(product, 'BIF:coordinator', 'DismissConcern', 'd', LATER, { reason: 'irrelevant' });
    const counts = await product.ask(reader('BIF:coordinator'), 'Overview', { infohus: 'koebenhavn' });
    expect(counts).toEqual({
      cases: { open: 1 },
      openByType: { adult: 1 },
      openByLevel: { targeted: 1 },
      openByAgency: { SOF: 1 },
      concerns: { 'in-a-case': 1, irrelevant: 1 },
      forms: { hybrid: 1, other: 1 },
    });
    expect(await refusalOf(product.ask(reader('SOF:caseworker'), 'Overview', { infohus: 'koebenhavn' }))).toBe(
      'not-permitted',
    );
  });
});

describe('Retention (domain.md rule 12)', () => {
  it('shows compliance, and nobody else, what has been kept long enough: a shelved concern after six months (KØ-6)', async () => {
    let now = '2024-05-07T08:00:00.000Z';
    const product = memoryInstallation(() => now);
    await give(product, 'SOC:caseworker', 'RegisterConcern', 'c', AT, registered('koege', AT));
    await give(product, 'VEL:coordinator', 'DismissConcern', 'c', AT, { reason: 'irrelevant' });
    const expired = async (who: string, purpose: 'audit' | 'casework') =>
      (await product.ask({ actor: actorOf(who), purpose }, 'Inbox', { infohus: 'koege' })).expired;
    now = '2024-11-06T22:59:59.999Z'; // 6 November, the last day
    expect(await expired('VEL:compliance', 'audit')).toEqual([]);
    now = '2024-11-06T23:00:00.000Z';
    expect(await expired('VEL:compliance', 'audit')).toEqual([
      {
        number: expect.stringMatching(/^B-\d{4}-\d{4}$/),
        concernId: idFor('c'),
        of: 'concern-dismissed',
        endedOn: '2024-05-06',
        until: '2024-11-06',
      },
    ]);
    expect(await expired('VEL:coordinator', 'casework')).toEqual([]);
  });
});
