import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { deadlineFacts, deadlines } from '../../src/application/obligations/deadlines.js';
import { touchedBy } from '../../src/application/queries/plans/plan-diff.js';
import { findPlan } from '../../src/domain/plan/in-force.js';
import type { Plan } from '../../src/domain/plan/schema.js';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const NOW = '2026-01-05T09:00:00.000Z';
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
/** Plan files of a folder of their own, each an altered copy of one of ours. */
function folderWith(
  ...files: readonly (readonly [of: string, name: string, change: (text: string) => string])[]
): string {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  folders.push(folder);
  for (const [of, name, change] of files)
    writeFileSync(join(folder, `${name}.json`), change(readFileSync(`plans/${of}.json`, 'utf8')));
  return folder;
}

describe('A fifth Infohus', () => {
  it('joins by a plan file alone: concerns, cases, deadlines, meetings, goals and the report work for it', async () => {
    const renamed = (text: string) =>
      text
        .replaceAll('"koege"', '"odense"')
        .replaceAll('koege-2024', 'odense-2025')
        .replaceAll('"VEL"', '"ODV"')
        .replaceAll('"SOC"', '"ODS"')
        .replaceAll('"MVSJ"', '"FYNP"')
        .replace('"from": "2024-01-01"', '"from": "2025-01-01"')
        .replace('"acute": 24', '"acute": 6');
    const product = memoryInstallation(() => NOW, folderWith(['koege-2024', 'odense-2025', renamed]));
    const at = '2025-03-03T10:00:00+01:00';
    await give(product, 'ODS:caseworker', 'RegisterConcern', 'c', at, registered('odense', at));
    await give(product, 'FYNP:police', 'AssessSeverity', 'c', at, {
      severity: 'acute',
      finality: 'final',
      readyToAct: false,
    });
    await give(product, 'FYNP:police', 'CallMeeting', 'm', at, {
      infohus: 'odense',
      kind: 'urgent',
      startsAt: at,
      invited: ['ODS'],
      concernIds: [idFor('c')],
    });
    await give(product, 'ODV:coordinator', 'QualifyConcern', 'c', at, substantiated);
    await give(product, 'ODV:coordinator', 'OpenCase', 'k', at, opened('odense', 'c', 'ODS'));
    expect(
      await refusalOf(give(product, 'VEL:coordinator', 'TriageCase', 'k', at, { toAgency: 'ODS', decision: 'x' })),
    ).toBe('not-found');
    await give(product, 'ODV:coordinator', 'TriageCase', 'k', at, { toAgency: 'ODS', decision: 'x' });
    const reader = { actor: actorOf('ODV:coordinator'), purpose: 'casework' as const };
    const due = (await product.ask(reader, 'Deadlines', { infohus: 'odense' })).map(
      (o) => `${o.obligation} ${o.state} ${o.dueAt}`,
    );
    expect(due).toEqual([
      'acute-action met 2025-03-03T11:00:00.000Z',
      'triage met 2025-03-03T15:00:00.000Z',
      'dormant-review overdue 2025-06-01T21:59:59.999Z', // B-9
    ]);
    const report = await product.ask(reader, 'Report', {
      infohus: 'odense',
      plan: 'odense-2025',
      year: 2025,
    });
    expect(report.planInForce).toBe(true);
    expect(report.indicators.find((i) => i.id === 'concerns-received')?.value).toBe(1);
  });
});

/** 2016 as it is; 2020 with other limits, so that it shows which plan counts. */
const twoPlans = () =>
  folderWith(
    ['koebenhavn-2016', 'koebenhavn-2016', (text) => text],
    ['koebenhavn-2020', 'koebenhavn-2020', (text) => text.replace('"months": [3, 6]', '"months": [1, 2]')],
  );

describe('A case that starts under one plan and goes on under the next', () => {
  it('owes by the plan that held on the day on which each obligation began, as docs/plans.md says', async () => {
    const product = memoryInstallation(() => NOW, twoPlans());
    const start = '2019-12-02T10:00:00+01:00';
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', start, registered('koebenhavn', start));
    await give(product, 'BIF:coordinator', 'QualifyConcern', 'c', start, substantiated);
    await give(product, 'BIF:coordinator', 'OpenCase', 'k', start, opened('koebenhavn', 'c', 'SOF'));
    for (const [offer, kind, on] of [
      ['before', 'mentor', '2019-12-31T10:00:00+01:00'],
      ['after', 'parent-coach', '2020-01-01T10:00:00+01:00'],
    ] as const) {
      const made = { offerId: idFor(offer), personId: idFor('a person'), kind };
      await give(product, 'SOF:caseworker', 'OfferSupport', 'k', on, made);
      await give(product, 'SOF:caseworker', 'DeclineOffer', 'k', on, { offerId: idFor(offer) });
    }
    const due = await deadlines(
      product.live,
      product.book.plans,
      { infohus: 'koebenhavn' },
      '2020-01-02T09:00:00.000Z',
    );
    const by = (offer: string) => due.filter((o) => o.offerId === idFor(offer)).map((o) => o.dueAt.slice(0, 10));
    expect(by('before')).toEqual(['2020-03-31', '2020-06-30']);
    expect(by('after')).toEqual(['2020-02-01', '2020-03-01']);
  });

  it('a change of plan names the obligations that it would touch, and nothing else', async () => {
    const product = memoryInstallation(() => NOW);
    const at = '2016-03-01T10:00:00+01:00';
    for (const c of ['c', 'd'])
      await give(product, 'BIF:coordinator', 'RegisterConcern', c, at, registered('koebenhavn', at));
    await give(product, 'BIF:coordinator', 'AssessSeverity', 'c', at, { severity: 'low', finality: 'preliminary' });
    const { plans } = product.book;
    const a = findPlan(plans, 'koebenhavn-2016') as Plan;
    const b = { ...a, triageHours: { ...a.triageHours, low: 96 } };
    const facts = await deadlineFacts(product.live, { infohus: 'koebenhavn' }, product.book.plans);
    expect(touchedBy(facts, plans, a, b, '2016-03-02T09:00:00.000Z')).toEqual([
      {
        concernId: idFor('c'),
        obligation: 'triage',
        from: { dueAt: '2016-03-04T09:00:00.000Z', state: 'upcoming' },
        to: { dueAt: '2016-03-05T09:00:00.000Z', state: 'upcoming' },
      },
    ]);
    expect(touchedBy(facts, plans, a, a, '2016-03-02T09:00:00.000Z')).toEqual([]);
  });
});
