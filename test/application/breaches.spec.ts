import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reader } from '../../src/application/authorization/reader.js';
import { actorOf, give, idFor } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const as = (who: string, purpose: Reader['purpose']): Reader => ({ actor: actorOf(who), purpose });
const COMPLIANCE = as('BIF:compliance', 'audit');
const OTHER_CITY = as('VEL:compliance', 'audit');
const infohus = 'koebenhavn';
const NOW = '2024-06-06T07:00:00.000Z';
const BREACH = { id: idFor('the breach') };

describe('The register of breaches', () => {
  let product: ReturnType<typeof memoryInstallation>;
  beforeEach(async () => {
    product = memoryInstallation(() => NOW);
    await give(product, 'BIF:compliance', 'RecordBreach', 'the breach', '2024-06-03T10:00:00+02:00', {
      ...{ infohus, discoveredAt: '2024-06-03T10:00:00+02:00', losses: ['confidentiality'] },
      ...{ description: 'Et opdigtet kodeord lå fremme', account: 'u1', from: '2024-06-01', to: '2024-06-02' },
    });
  });

  it('is compliance’s alone, of its own Infohus', async () => {
    expect(await product.ask(COMPLIANCE, 'Breaches', { infohus })).toMatchObject([
      { account: 'u1', risk: null, dueAt: '2024-06-06T08:00:00.000Z', notifiedAt: null },
    ]);
    const said = await product.ask(COMPLIANCE, 'Breach', BREACH);
    expect(JSON.stringify(said.timeline)).toContain('Et opdigtet kodeord lå fremme');
    await expect(product.ask(OTHER_CITY, 'Breach', BREACH)).rejects.toMatchObject({ code: 'not-found' });
    for (const who of ['BIF:coordinator', 'BIF:leader', 'KP:police', 'BIF:analyst']) {
      await expect(product.ask(as(who, 'casework'), 'Breach', BREACH)).rejects.toMatchObject({ code: 'not-found' });
      await expect(product.ask(as(who, 'casework'), 'Breaches', { infohus })).rejects.toMatchObject({
        code: 'not-permitted',
      });
    }
  });

  it('is written by compliance of the Infohus alone; to others there is none', async () => {
    const judge = (who: string) =>
      give(product, who, 'AssessBreach', 'the breach', NOW, { risk: 'high', grounds: 'opdigtet' });
    await expect(judge('VEL:compliance')).rejects.toMatchObject({ code: 'not-found' });
    await expect(judge('BIF:coordinator')).rejects.toMatchObject({ code: 'not-found' });
    await judge('SOF:compliance');
    expect(await product.ask(COMPLIANCE, 'Breach', BREACH)).toMatchObject({ risk: 'high' });
  });

  it('owes the notice within 72 hours, of which compliance is told, and no plan’s chain further', async () => {
    const owed = await product.ask(COMPLIANCE, 'Deadlines', { infohus });
    expect(owed).toMatchObject([
      { obligation: 'breach-notice', breachId: BREACH.id, dueAt: '2024-06-06T08:00:00.000Z', state: 'due-soon' },
    ]);
    for (const who of ['BIF:coordinator', 'SOF:caseworker', 'BIF:leader', 'KP:police']) {
      const worker = as(who, 'casework');
      expect(await product.ask(worker, 'Deadlines', { infohus })).toEqual([]);
      const listed = await product.ask(worker, 'ExportWork', { infohus, list: 'all' });
      expect(JSON.stringify(listed)).not.toContain('breach-notice');
      expect((await product.ask(worker, 'Home', { infohus })).now.count.count).toBe(0);
    }
    await product.alerts().evaluate();
    const alerts = (await product.live.alerts(infohus)).map(({ obligation, recipient, agency }) => [
      ...[obligation, recipient, agency],
    ]);
    expect(alerts).toEqual([['breach-notice', 'compliance', 'BIF']]);
  });
});
