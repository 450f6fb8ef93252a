import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import { indicators } from '../../src/domain/indicators/report.js';
import { idOf, type Recorded } from '../../src/domain/kernel/event.js';
import { ANNULLED } from '../../src/domain/kernel/history.js';
import type { Plan } from '../../src/domain/plan/schema.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { projections } from '../../src/projections/index.js';
import { fold } from '../../src/projections/projection.js';
import { generateSmall, WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../support/generator/index.js';
import { give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { WHOLE } from '../support/sample.js';

const NOW = new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString();
const BIF = 'BIF:coordinator';
const SOF = 'SOF:caseworker';
const KP = 'KP:police';
const day = (d: number, hour = 10) =>
  `2018-03-${String(d).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** An Infohus in which each command is given on a day of March 2018; what is given is named by its events. */
function march() {
  const product = memoryInstallation(() => NOW);
  const events = new Map<string, string>();
  const say = async (who: string, name: string, id: string, d: number, data: object, hour = 10) => {
    const { events: given } = await give(product, who, name, id, day(d, hour), data);
    for (const { type, eventId } of given) events.set(`${name} ${id} ${type}`, eventId);
    const [first] = given;
    if (first) events.set(`${name} ${id}`, first.eventId);
  };
  const annul = (who: string, what: string, id: string, d = 30) =>
    refusalOf(say(who, 'AnnulEvent', id, d, { eventId: events.get(what), reason: 'opdigtet' }));
  const concern = async (id: string, infohus = 'koebenhavn') => {
    await say(BIF, 'RegisterConcern', id, 1, registered(infohus, day(1, 9)));
    await say(BIF, 'QualifyConcern', id, 2, substantiated);
  };
  const steps = async (id: string, until?: string) => {
    const models = FoldedModels.of(await product.log(), until);
    return (await models.concern(idFor(id)))?.facts.steps.map((s) => s.what);
  };
  const due = async (obligation: string, instant = NOW) => {
    const models = FoldedModels.of(await product.log());
    const all = await deadlines(models, product.book.plans, { infohus: 'koebenhavn' }, instant);
    return all.filter((o) => o.obligation === obligation).map((o) => o.state);
  };
  const state = async (id: string) =>
    (await FoldedModels.of(await product.log()).cases({ infohus: 'koebenhavn' })).find((r) => r.caseId === idFor(id));
  return { product, say, annul, concern, steps, due, state };
}
const PERSON = idFor('a person');
const disclosure = {
  categories: ['identity'],
  legalBasis: 'GDPR-DBL',
  constellation: 'none',
  purpose: 'crime-prevention',
  necessity: 'opdigtet',
};

describe('What is annulled takes with it what the same command gave:', () => {
  it('an opening its links, at every instant and by both clocks, so that the concern is free for another case', async () => {
    const { say, annul, concern, steps } = march();
    await concern('c');
    await say(BIF, 'OpenCase', 'k', 3, opened('koebenhavn', 'c', 'SOF'));
    expect(await annul(BIF, 'OpenCase k', 'k')).toBeUndefined();
    expect(await steps('c')).toEqual(['qualified']);
    expect(await steps('c', day(10))).toEqual(['qualified']);
    expect(await refusalOf(say(BIF, 'OpenCase', 'k2', 4, opened('koebenhavn', 'c', 'SOF')))).toBeUndefined();
    expect(await refusalOf(say(SOF, 'RecordContact', 'k', 5, { kind: 'call' }))).toBe('not-found');
  });

  it('a triage also what concerns that were linked after it hold of it', async () => {
    const { say, annul, concern, due } = march();
    await concern('c');
    await concern('late');
    await say(BIF, 'OpenCase', 'k', 3, opened('koebenhavn', 'c', 'SOF'));
    await say(BIF, 'TriageCase', 'k', 3, { toAgency: 'SOF', decision: 'opdigtet' }, 11);
    await say(BIF, 'LinkConcern', 'k', 4, { concernId: idFor('late') });
    expect(await due('triage')).toEqual(['met-late', 'met-late']);
    expect(await annul(BIF, 'TriageCase k', 'k')).toBeUndefined();
    expect(await due('triage')).toEqual(['overdue', 'overdue']);
  });

  it('a withdrawal of consent the end of the course, a hold the pauses, and the hold only after its clearing', async () => {
    const { say, annul, concern, state } = march();
    await concern('c');
    await say(BIF, 'OpenCase', 'k', 3, opened('koebenhavn', 'c', 'SOF'));
    await say(SOF, 'OfferSupport', 'k', 4, { offerId: idFor('o'), personId: PERSON, kind: 'mentor' });
    const consent = { by: [PERSON], scope: 'opdigtet', givenOn: '2018-03-05' };
    await say(SOF, 'AcceptOffer', 'k', 5, { offerId: idFor('o'), consent });
    await say(SOF, 'StartCourse', 'k', 6, { courseId: idFor('u'), offerId: idFor('o'), mentor: 'opdigtet' });
    const what = async () => (await state('k'))?.state.courses[idFor('u')]?.steps.map((s) => s.what);
    await say(KP, 'HandCaseToSecurity', 'k', 7, { to: 'police', reason: 'opdigtet' });
    await say(KP, 'ClearForSupport', 'k', 8, {});
    expect(await what()).toEqual(['paused']);
    expect(await annul(KP, 'HandCaseToSecurity k CoursePaused', 'k')).toBe('not-annullable');
    expect(await annul(KP, 'HandCaseToSecurity k', 'k')).toBe('not-annullable');
    expect(await annul(BIF, 'ClearForSupport k', 'k')).toBe('not-permitted');
    expect(await annul(KP, 'ClearForSupport k', 'k')).toBeUndefined();
    expect(await annul(KP, 'HandCaseToSecurity k', 'k')).toBeUndefined();
    expect(await what()).toEqual([]);
    await say(SOF, 'WithdrawConsent', 'k', 9, { offerId: idFor('o') });
    expect(await what()).toEqual(['aborted']);
    expect(await annul(SOF, 'StartCourse k', 'k')).toBe('not-annullable');
    expect(await annul(SOF, 'WithdrawConsent k', 'k')).toBeUndefined();
    expect(await what()).toEqual([]);
  });

  it('a forwarding the concern at the other Infohus, unless a case stands on that', async () => {
    const { say, annul, concern, product } = march();
    await concern('c');
    await say(BIF, 'ForwardConcern', 'c', 4, { toInfohus: 'koege', newConcernId: idFor('there'), disclosure });
    const there = async () => (await FoldedModels.of(await product.log()).concerns({ infohus: 'koege' })).length;
    expect(await there()).toBe(1);
    await say('VEL:coordinator', 'QualifyConcern', 'there', 5, substantiated);
    await say('VEL:coordinator', 'OpenCase', 'k', 6, opened('koege', 'there', 'VEL'));
    expect(await annul(BIF, 'ForwardConcern c', 'c')).toBe('not-annullable');
    expect(await annul('VEL:coordinator', 'OpenCase k', 'k')).toBeUndefined();
    expect(await annul(BIF, 'ForwardConcern c', 'c')).toBeUndefined();
    expect(await there()).toBe(0);
    expect(await refusalOf(say(BIF, 'OpenCase', 'k3', 6, opened('koebenhavn', 'c', 'SOF')))).toBeUndefined();
  });
});

describe('Who annuls', () => {
  it('a final severity is police of the Infohus, nobody else', async () => {
    const { say, annul, concern } = march();
    await concern('c');
    await say(KP, 'AssessSeverity', 'c', 3, { severity: 'low', finality: 'final' });
    expect(await annul(BIF, 'AssessSeverity c', 'c')).toBe('not-permitted');
    expect(await annul(KP, 'AssessSeverity c', 'c')).toBeUndefined();
  });

  it('may be an agency that has no part in it any more, of what it recorded itself; of the rest it learns nothing', async () => {
    const { say, annul, concern } = march();
    await concern('c');
    await say(BIF, 'OpenCase', 'k', 3, opened('koebenhavn', 'c', 'SOF'));
    await say(SOF, 'OfferHandover', 'k', 4, {
      handoverId: idFor('h'),
      toAgency: 'BUF',
      reason: 'opdigtet',
      disclosure,
    });
    await say(SOF, 'RecordContact', 'k', 4, { kind: 'call' }, 12);
    await say('BUF:caseworker', 'AcceptHandover', 'k', 5, { handoverId: idFor('h') });
    expect(await annul(SOF, 'AcceptHandover k', 'k')).toBe('no-such-event');
    expect(await annul(SOF, 'OfferHandover k', 'k')).toBe('not-annullable');
    expect(await annul(SOF, 'RecordContact k', 'k')).toBeUndefined();
    expect(await refusalOf(say(SOF, 'RecordContact', 'k', 6, { kind: 'call' }))).toBe('not-found');
    expect(await annul('SUF:caseworker', 'OfferHandover k', 'k')).toBe('not-found');
  });
});

describe('What was annulled stays readable in replay', () => {
  const reader = (
    agency: string,
    role: 'caseworker' | 'coordinator' | 'compliance',
    purpose: 'casework' | 'audit',
  ) => ({
    actor: { userId: 'r', agency, role },
    purpose,
  });
  const types = (view: {
    readonly timeline: readonly { readonly type: string; readonly annulled?: boolean | undefined }[];
  }) => view.timeline.filter((e) => e.annulled).map((e) => e.type);

  it('for whoever could read it and for compliance, marked, at every instant; for nobody else', async () => {
    const { say, annul, concern, product } = march();
    await concern('c');
    await say(BIF, 'OpenCase', 'k', 3, opened('koebenhavn', 'c', 'SOF'));
    await annul(BIF, 'OpenCase k', 'k');
    const moments = [{}, { at: day(10), clock: 'occurred' as const }];
    for (const who of [reader('SOF', 'caseworker', 'casework'), reader('BIF', 'compliance', 'audit')])
      for (const moment of moments) {
        const view = await product.ask(who, 'CaseAsOf', { id: idFor('k'), ...moment });
        expect({ status: view.status, annulled: types(view) }).toEqual({ status: 'none', annulled: ['CaseOpened'] });
      }
    expect(await refusalOf(product.ask(reader('BUF', 'caseworker', 'casework'), 'CaseAsOf', { id: idFor('k') }))).toBe(
      'not-found',
    );
  });

  it('a registration too', async () => {
    const { annul, concern, product } = march();
    await concern('c');
    expect(await annul(BIF, 'RegisterConcern c', 'c')).toBeUndefined();
    expect(
      await product.ask(reader('BIF', 'coordinator', 'casework'), 'Concerns', { infohus: 'koebenhavn' }),
    ).toMatchObject({
      rows: [],
    });
    const view = await product.ask(reader('BIF', 'coordinator', 'casework'), 'Concern', { id: idFor('c') });
    expect(types(view)).toEqual(['ConcernRegistered']);
  });
});

/** Everything that is seen of a log: the rows of every read model, deadlines and figures, by the head or by what had occurred by an instant. */
async function seen(log: readonly Recorded[], plans: readonly Plan[], until?: string) {
  const models = FoldedModels.of(log, until);
  // What is folded as recorded is no answer: numbers are never given twice (issue 14), and what names an id is looked at again.
  const rows = projections
    .filter((p) => !p.ofRecording)
    .map((p) => [p.name, [...fold(p, log, until)].map(([key, g]) => [key, g.rows]).sort()]);
  const due = await Promise.all(
    ['koebenhavn', 'koege'].map((infohus) => deadlines(models, plans, { infohus }, until ?? NOW)),
  );
  const facts = await models.facts('koebenhavn');
  const figures = plans
    .filter((p) => p.infohus === 'koebenhavn')
    .map((plan) => indicators(facts, { plan, plans, year: 2017, clock: until ?? NOW }));
  return JSON.parse(JSON.stringify({ rows, due, figures }));
}

/** The log as it would stand had the command never been given that gave the event, nor what annuls it. */
function without(log: readonly Recorded[], { eventId, commandId, type, stream }: Recorded): readonly Recorded[] {
  const annulling = log.find(
    (e) => e.type === ANNULLED && (e.data as { eventId?: string }).eventId === eventId,
  )?.commandId;
  return log
    .filter((e) => e.commandId !== commandId && e.commandId !== annulling)
    .map((e) => {
      // A concern that was linked afterwards would not hold when its case was triaged.
      const { caseTriagedAt: _, ...others } = e.data as { caseId?: string; caseTriagedAt?: string };
      return type === 'CaseTriaged' && others.caseId === idOf(stream) ? { ...e, data: others } : e;
    });
}

describe('A log in which something was recorded and annulled', () => {
  it('is in every list, deadline and figure, by either clock and at every instant, as one without it; replay shows it', async () => {
    const types = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60 }), fc.nat(), fc.integer({ min: 4, max: 10 }), async (seed, pick, tenths) => {
        const found = await annulledWorld(seed, pick, tenths / 10);
        fc.pre(found !== undefined);
        if (!found) return;
        const { log, event, plans } = found;
        types.add(event.type);
        const clean = without(log, event);
        for (const until of [undefined, event.occurredAt, later(event.occurredAt, 90)]) {
          const which = { type: event.type, until };
          expect({ which, ...(await seen(log, plans, until)) }).toEqual({
            which,
            ...(await seen(clean, plans, until)),
          });
        }
        expect(log.filter((e) => e.eventId === event.eventId)).toHaveLength(1);
        expect(clean.length).toBeLessThan(log.length);
      }),
      { numRuns: WHOLE ? 30 : 15 },
    );
    expect(types.size).toBeGreaterThan(8);
  });
});

const later = (at: string, days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString();
const fileOf = (seed: number) =>
  seed % 4 === 0
    ? wholeDomainFile(seed, { infohus: 'koebenhavn', size: 1 }).split('\n').filter(Boolean)
    : generateSmall(seed);

/** A file is imported in part, one of its events annulled by who may, then the rest imported. Undefined: nothing near the pick may be annulled. */
async function annulledWorld(seed: number, pick: number, part: number) {
  const lines = fileOf(seed);
  const cut = Math.ceil(lines.length * part);
  const product = memoryInstallation(() => NOW);
  await product.import(lines.slice(0, cut));
  const events = await product.log();
  for (let n = 0; n < 12; n += 1) {
    const event = events[(pick + n * 7) % events.length];
    if (event && (await isAnnulled(product, event))) {
      await product.import(lines.slice(cut));
      return { log: await product.log(), event, plans: product.book.plans };
    }
  }
  return undefined;
}

async function isAnnulled(product: ReturnType<typeof memoryInstallation>, { eventId, stream, actor }: Recorded) {
  const actors = [
    actor,
    { userId: 'b', agency: 'BIF', role: 'coordinator' },
    { userId: 'k', agency: 'KP', role: 'police' },
  ];
  for (const { userId, agency, role } of actors) {
    const data = { eventId, reason: 'opdigtet' };
    const line = { command: 'AnnulEvent', id: idOf(stream), at: NOW, actor: { userId, agency, role }, data };
    if ((await product.import([JSON.stringify(line)])).accepted === 1) return true;
  }
  return false;
}
