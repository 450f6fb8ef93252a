import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { memoryInstallation } from '../support/installation.js';

const NOW = '2026-01-01T00:00:00.000Z';
const lines = readFileSync('demo/nine-months-declined.ndjson', 'utf8').split('\n').filter(Boolean);
const SOF = { userId: 'sof-sagsbehandler', agency: 'SOF', role: 'caseworker' };
const BIF = { userId: 'bif-tovholder', agency: 'BIF', role: 'coordinator' };

async function afterNineMonths() {
  const product = memoryInstallation(() => NOW);
  await product.import(lines);
  const log = await product.log();
  const event = (type: string): Recorded => {
    const found = log.find((e) => e.type === type);
    if (!found) throw new Error(`no ${type}`);
    return found;
  };
  const give = async (command: string, about: Recorded, actor: object, data: object) => {
    const id = about.stream.slice(about.stream.indexOf('-') + 1);
    const line = JSON.stringify({
      command,
      id,
      at: '2025-01-01T00:00:00Z',
      actor,
      data: { eventId: about.eventId, reason: 'Skrevet forkert', ...data },
    });
    return product.import([line]);
  };
  const reoffers = async () => {
    const models = FoldedModels.of(await product.log());
    const all = await deadlines(models, product.book.plans, { infohus: 'koebenhavn' }, NOW);
    return all
      .filter((o) => o.obligation.startsWith('reoffer'))
      .map((o) => `${o.obligation} ${o.dueAt.slice(0, 10)} ${o.state}`);
  };
  return { product, event, give, reoffers };
}

describe('A mistake in the record', () => {
  it('is corrected by an event, and the deadlines follow the corrected value', async () => {
    const { event, give, reoffers } = await afterNineMonths();
    expect(await reoffers()).toEqual(['reoffer-1 2016-04-22 met', 'reoffer-2 2016-07-22 lapsed']);
    const result = await give('CorrectEvent', event('OfferDeclined'), SOF, {
      changes: { occurredAt: '2016-01-20T20:00:00+01:00' },
    });
    expect(result).toEqual({ accepted: 1, duplicates: 0, refused: [] });
    expect(await reoffers()).toEqual(['reoffer-1 2016-04-20 met', 'reoffer-2 2016-07-20 lapsed']);
  });

  it('is not corrected in what says who or what an event is about', async () => {
    const { event, give } = await afterNineMonths();
    const { refused } = await give('CorrectEvent', event('OfferDeclined'), SOF, {
      changes: { offerId: event('OfferDeclined').eventId },
    });
    expect(refused).toMatchObject([{ rule: 'not-correctable' }]);
    expect(refused[0]?.message).toContain('doNotContact');
  });

  it('is not corrected by an agency that did not record it', async () => {
    const { event, give } = await afterNineMonths();
    const { refused } = await give('CorrectEvent', event('OfferDeclined'), BIF, { changes: { doNotContact: true } });
    expect(refused).toMatchObject([{ code: 'not-permitted', rule: null }]);
  });

  it('is not annulled before what follows it: the later step first', async () => {
    const { event, give, reoffers } = await afterNineMonths();
    const { refused } = await give('AnnulEvent', event('OfferDeclined'), BIF, {});
    expect(refused).toMatchObject([{ rule: 'not-annullable' }]);
    expect(refused[0]?.message).toContain('annul that first');
    expect(await reoffers()).not.toEqual([]);
  });

  it('is annulled once, and never the link that falls with another decision', async () => {
    const { event, give } = await afterNineMonths();
    const contact = event('ContactRecorded');
    expect(await give('AnnulEvent', contact, BIF, {})).toMatchObject({ accepted: 1 });
    const again = await give('AnnulEvent', contact, BIF, { reason: 'En gang til' });
    expect(again.refused).toMatchObject([{ rule: 'not-annullable' }]);
    const link = await give('AnnulEvent', event('ConcernLinkedToCase'), BIF, {});
    expect(link.refused).toMatchObject([{ rule: 'not-annullable' }]);
    const disclosed = await give('AnnulEvent', event('InformationDisclosed'), BIF, {});
    expect(disclosed.refused).toMatchObject([{ rule: 'not-annullable' }]);
  });

  it('of a whole case is not annulled while an offer stands on its opening, nor the finding that it was opened by', async () => {
    const { event, give } = await afterNineMonths();
    for (const type of ['CaseOpened', 'ConcernQualified', 'ConcernRegistered'])
      expect((await give('AnnulEvent', event(type), BIF, {})).refused).toMatchObject([{ rule: 'not-annullable' }]);
  });
});
