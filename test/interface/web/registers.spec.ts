import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import type { Session } from '../../../src/interface/http/identity/sessions.js';
import { Timeline } from '../../../src/interface/web/case/timeline.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { RegisterPage } from '../../../src/interface/web/registers/registers.js';
import { actorOf } from '../../support/given.js';

const plans = loadPlans('plans').map(({ plan }) => plan);
const at = '2026-03-01T09:00:00.000Z';
function pageOf(who: string, infohus: string, planId: string) {
  const actor = actorOf(who);
  const session = { actor, reader: { actor, purpose: 'casework' } } as unknown as Session;
  const plan = plans.find((p) => p.planId === planId);
  return pageFor('da', session, '/', { infohus, infohuse: [infohus], plan, plans });
}
const contact = (more: object) => ({
  ...{ id: 'x', at, texts: {}, infohus: 'koebenhavn', recordedBy: 'BIF', from: 'citizen' },
  ...{ forwardedTo: 'koege', concernId: null, taken: null, ...more },
});
const shown = (who: string, infohus: string, planId: string, more = {}) =>
  String(
    RegisterPage({
      ...{ page: pageOf(who, infohus, planId), name: 'hotline', chosen: {}, isFirst: true },
      list: { rows: [contact(more)] as never, next: null, prev: null, total: null },
    }),
  );

describe('A hotline contact', () => {
  it('is offered to be taken by a coordinator where it was sent', () => {
    expect(shown('VEL:coordinator', 'koege', 'koege-2024')).toContain('TakeHotlineContact');
  });

  // It stayed offered after it was taken, and to everybody who saw it.
  it('is not offered once it has been taken', () => {
    const taken = { at, by: 'VEL', concernId: null };
    expect(shown('VEL:coordinator', 'koege', 'koege-2024', { taken })).not.toContain('TakeHotlineContact');
  });

  it('is not offered to who recorded it, nor to a caseworker', () => {
    expect(shown('BIF:coordinator', 'koebenhavn', 'koebenhavn-2024')).not.toContain('TakeHotlineContact');
    expect(shown('VEL:caseworker', 'koege', 'koege-2024')).not.toContain('TakeHotlineContact');
  });
});

// Code words of the plan stood in Danish timelines: "mailbox".
describe('A code of the plan in a timeline', () => {
  const said = (type: string, data: object) =>
    String(
      Timeline({
        page: pageOf('VEL:coordinator', 'koege', 'koege-2024'),
        events: [
          {
            eventId: 'e',
            type,
            occurredAt: at,
            recordedAt: at,
            actor: actorOf('VEL:coordinator'),
            controller: 'VEL',
            data,
          },
        ],
      }),
    );

  it('has the name that the plan gives it', () => {
    expect(said('ConcernRegistered', { channel: 'mailbox' })).toContain('<dd>Infohusets postkasse</dd>');
  });

  it('that is a factor or a tool is said in Danish', () => {
    const page = said('ProgressMeasured', { tool: 'national-progression', factors: [{ factor: 'peer-influence' }] });
    expect(page).toContain('kammeraters indflydelse');
    expect(page).not.toContain('national-progression');
  });
});

// A closed unrest still offered to be closed, and the form was refused.
describe('An unrest that has ended', () => {
  it('is not offered to be ended again; what happened before its end may still be written down', () => {
    const page = { ...pageOf('BIF:coordinator', 'koebenhavn', 'koebenhavn-2024'), today: '2026-03-02' };
    const acts = (closedAt: string | null) => {
      const row = { id: 'x', at, texts: {}, actors: [], closedAt };
      const html = String(
        RegisterPage({
          ...{ page, name: 'incident', chosen: {}, isFirst: true },
          list: { rows: [row] as never, next: null, prev: null, total: null },
        }),
      );
      return [...html.matchAll(/\/do\/(\w+)[^"]*id=x/g)].map((found) => found[1]);
    };
    expect(acts(null)).toEqual(['ActivatePreventionPlan', 'RecordMediation', 'CloseIncident']);
    expect(acts(at)).toEqual(['ActivatePreventionPlan', 'RecordMediation']);
  });
});
