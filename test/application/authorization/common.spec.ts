import { describe, expect, it } from '@jest/globals';
import { purposeOf } from '../../../src/application/authorization/policy.js';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2024-06-03T08:00:00.000Z';
const AT = '2024-05-06T10:00:00+02:00';
const LATER = '2024-05-07T10:00:00+02:00';
const reader = (who: string) => ({ actor: actorOf(who), purpose: purposeOf(actorOf(who).role) });

async function city() {
  const product = memoryInstallation(() => NOW);
  const by = (who: string, name: string, id: string, data: object, at = LATER) =>
    give(product, who, name, id, at, data);
  await by('SSP:caseworker', 'RegisterConcern', 'c', registered('koebenhavn', AT), AT);
  return {
    product,
    by,
    register: (who: string, name: 'hotline' | 'incident', infohus = 'koebenhavn') =>
      product.ask(reader(who), 'Register', { name, infohus }).then(({ rows }) => rows),
    meeting: (who: string) => product.ask(reader(who), 'Meeting', { id: idFor('m') }),
    meetings: (who: string) => product.ask(reader(who), 'Meetings', { infohus: 'koebenhavn' }).then(({ rows }) => rows),
  };
}

describe('A contact with the hotline (commands.md)', () => {
  it('is known to the agency that recorded it and to the coordinators of both Infohuse; who counts sees no text', async () => {
    const { by, register } = await city();
    const contact = { infohus: 'koebenhavn', topic: 'et emne', from: 'citizen', forwardedTo: 'koege' };
    await by('SOF:caseworker', 'RecordHotlineContact', 'h', contact);
    for (const [who, infohus] of [
      ['SOF:caseworker', 'koebenhavn'],
      ['BIF:coordinator', 'koebenhavn'],
      ['VEL:coordinator', 'koege'],
    ] as const)
      expect([who, await register(who, 'hotline', infohus)]).toMatchObject([who, [{ texts: { topic: 'et emne' } }]]);
    expect(await register('BUF:caseworker', 'hotline')).toEqual([]);
    expect(await register('SOC:caseworker', 'hotline', 'koege')).toEqual([]);
    expect(await register('BUF:analyst', 'hotline')).toMatchObject([{ texts: {}, concernId: null }]);
  });
});

describe('Unrest', () => {
  it('is read by coordinators, police and the agencies that take part; others see that there was some', async () => {
    const { by, register } = await city();
    await by('KP:police', 'RaiseIncident', 'i', { infohus: 'koebenhavn', place: 'torvet', summary: 'uro' });
    await by('KP:police', 'ActivatePreventionPlan', 'i', { actors: ['SSP'] });
    for (const who of ['KP:police', 'BIF:coordinator', 'SSP:caseworker'])
      expect([who, await register(who, 'incident')]).toMatchObject([who, [{ texts: { place: 'torvet' } }]]);
    for (const who of ['SOF:caseworker', 'BUF:analyst'])
      expect([who, await register(who, 'incident')]).toMatchObject([who, [{ texts: {} }]]);
  });
});

describe('A meeting', () => {
  const called = { infohus: 'koebenhavn', kind: 'ordinary', startsAt: '2024-05-08T09:00:00+02:00' };

  it('shows who is asked in its items until it is closed, and what stands for everybody to who is on the matter', async () => {
    const { by, meeting, meetings } = await city();
    const invited = ['SSP', 'SOF', 'BIF'];
    await by('BIF:coordinator', 'CallMeeting', 'm', { ...called, invited, concernIds: [idFor('c')] });
    const item = { concernId: idFor('c') };
    expect((await meeting('SSP:caseworker')).agenda).toMatchObject([{ subject: item }]);
    expect(await meeting('SOF:caseworker')).toMatchObject({ agenda: [], concernIds: [] });
    expect(await meetings('SOF:caseworker')).toMatchObject([{ items: 0 }]);
    expect(await refusalOf(meeting('BUF:caseworker'))).toBe('not-found');
    const toClose = () => refusalOf(by('SSP:caseworker', 'CloseMeeting', 'm', {}));
    expect(await toClose()).toBe('not-permitted');
    await by('BIF:coordinator', 'CloseMeeting', 'm', {});
    expect(await toClose()).toBe('not-found');
    expect(await refusalOf(meeting('SSP:caseworker'))).toBe('not-found');
    expect(await meetings('SSP:caseworker')).toEqual([]);
  });

  it('shows who owes a decision that one and nothing else, until it is completed', async () => {
    const { product, by, meeting, meetings } = await city();
    await by('BIF:coordinator', 'QualifyConcern', 'c', substantiated, AT);
    await by('BIF:coordinator', 'OpenCase', 'k', opened('koebenhavn', 'c', 'SOF'), AT);
    await by('BIF:coordinator', 'CallMeeting', 'm', { ...called, invited: ['BIF'] });
    const subject = { caseId: idFor('k') };
    const decide = (responsibleAgency: string) =>
      by('BIF:coordinator', 'RecordDecision', 'm', {
        subject,
        decision: `for ${responsibleAgency}`,
        responsibleAgency,
      });
    const decided = await decide('SOF');
    await decide('BIF');
    await by('BIF:coordinator', 'CloseMeeting', 'm', {});
    const seen = await meeting('SOF:caseworker');
    expect(seen).toMatchObject({ decisions: [{ decision: 'for SOF' }], agenda: [], invited: [], startsAt: '' });
    expect(JSON.stringify(seen)).not.toContain('for BIF');
    expect(await meetings('SOF:caseworker')).toEqual([]);
    const inbox = () => product.ask(reader('SOF:caseworker'), 'Inbox', { infohus: 'koebenhavn' });
    expect((await inbox()).decisions).toHaveLength(1);
    await by('SOF:caseworker', 'CompleteDecision', 'm', { decisionId: decided.events[0]?.eventId });
    expect((await inbox()).decisions).toEqual([]);
    // What it recorded itself it goes on reading (commands.md, Roles), nothing else of the meeting.
    const after = await meeting('SOF:caseworker');
    expect(after).toMatchObject({ decisions: [], agenda: [], invited: [], startsAt: '' });
    expect(after.timeline.map(({ type }) => type)).toEqual(['DecisionCompleted']);
    expect(JSON.stringify(after)).not.toContain('for SOF');
  });
});
