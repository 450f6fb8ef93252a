import { describe, expect, it } from '@jest/globals';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const NOW = '2018-06-01T00:00:00.000Z';
const BIF = 'BIF:coordinator';
const SOF = 'SOF:caseworker';
const KP = 'KP:police';
const day = (d: number, hour = 10) =>
  `2018-03-${String(d).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

async function march() {
  const product = memoryInstallation(() => NOW);
  const events = new Map<string, string>();
  const say = async (who: string, name: string, id: string, d: number, data: object, hour = 10) => {
    const { events: given } = await give(product, who, name, id, day(d, hour), data);
    const [first] = given;
    if (first) events.set(`${name} ${id}`, first.eventId);
  };
  const correct = (who: string, what: string, changes: object, d = 30) =>
    refusalOf(
      say(who, 'CorrectEvent', what.split(' ')[1] ?? '', d, { eventId: events.get(what), changes, reason: 'opdigtet' }),
    );
  await say(SOF, 'RegisterConcern', 'c', 1, registered('koebenhavn', day(1, 9)));
  await say(BIF, 'AssessSeverity', 'c', 1, { severity: 'low', finality: 'preliminary' }, 11);
  await say(BIF, 'QualifyConcern', 'c', 2, substantiated);
  await say(BIF, 'OpenCase', 'k', 3, opened('koebenhavn', 'c', 'SOF'));
  await say(SOF, 'OfferSupport', 'k', 4, { offerId: idFor('o'), personId: idFor('a person'), kind: 'mentor' });
  await say(SOF, 'DeclineOffer', 'k', 5, { offerId: idFor('o') });
  await say(SOF, 'RepeatOffer', 'k', 8, { offerId: idFor('o') });
  const steps = async () => (await FoldedModels.of(await product.log()).concern(idFor('c')))?.facts.steps ?? [];
  const due = async (obligation: string) => {
    const models = FoldedModels.of(await product.log());
    const all = await deadlines(models, product.book.plans, { infohus: 'koebenhavn' }, NOW);
    return all.filter((o) => o.obligation === obligation).map((o) => `${o.dueAt.slice(0, 10)} ${o.state}`);
  };
  return { product, say, correct, steps, due };
}

describe('A correction gives what its giver could have given:', () => {
  it('who: a final severity is police alone to give, a hand-over to PET likewise, a finding a coordinator', async () => {
    const { say, correct } = await march();
    expect(await correct(BIF, 'AssessSeverity c', { finality: 'final' })).toBe('not-permitted');
    expect(await correct(BIF, 'AssessSeverity c', { severity: 'high' })).toBeUndefined();
    expect(await correct(KP, 'AssessSeverity c', { severity: 'low' })).toBe('not-permitted');
    expect(await correct('BIF:caseworker', 'QualifyConcern c', { method: 'conversation' })).toBe('not-permitted');
    await say(SOF, 'RegisterConcern', 'd', 1, registered('koebenhavn', day(1, 9)));
    await say(BIF, 'HandConcernToPolice', 'd', 2, { to: 'police', reason: 'opdigtet' });
    expect(await correct(BIF, 'HandConcernToPolice d', { to: 'pet' })).toBe('not-permitted');
  });

  it('schema: a value of the field, and only fields that say nothing of who or what it is about', async () => {
    const { correct } = await march();
    expect(await correct(BIF, 'AssessSeverity c', { severity: 'severe' })).toBe('not-correctable');
    for (const changes of [{ infohus: 'koege' }, { subjects: [] }, { reportedByAgency: 'SUF' }, {}])
      expect(await correct(SOF, 'RegisterConcern c', changes)).toBe('not-correctable');
    expect(await correct(SOF, 'DeclineOffer k', { kind: 'parent-coach' })).toBe('not-correctable');
    expect(await correct(SOF, 'OfferSupport k', { kind: 'parent-coach' })).toBeUndefined();
  });

  it('order of time: not before what it follows, not after what follows it, not after it was recorded', async () => {
    const { correct, due } = await march();
    expect(await correct(SOF, 'DeclineOffer k', { occurredAt: day(4, 9) })).toBe('out-of-order');
    expect(await correct(SOF, 'DeclineOffer k', { occurredAt: day(9) })).toBe('out-of-order');
    expect(await correct(BIF, 'OpenCase k', { occurredAt: day(6) })).toBe('out-of-order');
    expect(await correct(BIF, 'OpenCase k', { occurredAt: day(1) })).toBe('out-of-order');
    expect(await correct(BIF, 'QualifyConcern c', { occurredAt: day(4) })).toBe('out-of-order');
    expect(await correct(SOF, 'RepeatOffer k', { occurredAt: '2018-07-01T10:00:00Z' })).toBe('occurred-in-future');
    expect(await correct(SOF, 'RegisterConcern c', { receivedAt: day(1, 12) })).toBe('occurred-in-future');
    expect(await correct(SOF, 'DeclineOffer k', { occurredAt: day(7) })).toBeUndefined();
    expect(await due('reoffer-1')).toEqual(['2018-06-07 met']);
  });
});

describe('A corrected instant', () => {
  it('moves what the same command gave: the link with the opening, and what a later link holds of the triage', async () => {
    const { say, correct, steps, product } = await march();
    expect(await correct(BIF, 'OpenCase k', { occurredAt: day(3, 8) })).toBeUndefined();
    expect((await steps()).find((s) => s.what === 'linked')?.at).toBe(day(3, 8));
    await say(BIF, 'TriageCase', 'k', 10, { toAgency: 'SOF', decision: 'opdigtet' });
    await say(SOF, 'RegisterConcern', 'late', 9, registered('koebenhavn', day(9, 9)));
    await say(BIF, 'QualifyConcern', 'late', 9, substantiated, 11);
    await say(BIF, 'LinkConcern', 'k', 11, { concernId: idFor('late') });
    expect(await correct(BIF, 'TriageCase k', { occurredAt: day(9, 12) })).toBeUndefined();
    const late = await FoldedModels.of(await product.log()).concern(idFor('late'));
    expect(late?.facts.steps.find((s) => s.what === 'linked')).toMatchObject({ caseTriagedAt: day(9, 12) });
  });
});
