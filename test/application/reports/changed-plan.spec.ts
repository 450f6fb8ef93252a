import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { statedOf } from '../../../src/application/reports/reproduce.js';
import type { ShownReport } from '../../../src/application/reports/view.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { loadContents, loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { printed } from '../../../src/interface/documents/forms.js';
import { actorOf, give } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

/**
 * The log and the reports of two made-up cities as the product left them before the plans were held against the seeds anew (issue 14, commit
 * 8f085f2): both had adopted, København its plans of 2016 and 2020; reports as of the head, a position and an instant, frozen, published, and neither.
 */
const FIXTURE = 'test/application/reports/frozen-before-14';
interface Line {
  readonly stream: string;
  readonly eventId: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly bytes: string;
}
const lines: readonly Line[] = gunzipSync(readFileSync(`${FIXTURE}/log.ndjson.gz`))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const REPORTS: readonly string[] = JSON.parse(readFileSync(`${FIXTURE}/reports.json`, 'utf8'));
const parsed = REPORTS.map((text) => JSON.parse(text) as ShownReport);
const NOW = '2026-06-01T12:00:00.000Z';
type Product = ReturnType<typeof memoryInstallation>;

/** The store as it was, every byte and instant of it. */
async function replayed(of = lines): Promise<MemoryStore> {
  const store = new MemoryStore();
  const versions = new Map<string, number>();
  for (const { stream, eventId, type, recordedAt, bytes } of of) {
    const expectedVersion = versions.get(stream) ?? 0;
    versions.set(stream, expectedVersion + 1);
    const events = [{ eventId, type, bytes: Buffer.from(bytes, 'utf8'), segments: [] }];
    await store.append({
      ...{ commandId: eventId, fingerprint: new Uint8Array(32), clock: recordedAt },
      writes: [{ stream, expectedVersion, events }],
    });
  }
  return store;
}
const opened = async (of = lines): Promise<Product> => memoryInstallation(() => NOW, 'plans', await replayed(of));
const coordinatorOf = (infohus: string) => ({
  ...{ actor: actorOf(infohus === 'koege' ? 'VEL:coordinator' : 'BIF:coordinator'), purpose: 'casework' as const },
});
const adopt = (product: Product, infohus: string, planId: string, from: string, to: string) =>
  give(product, `${infohus === 'koege' ? 'VEL' : 'BIF'}:coordinator`, 'AdoptPlan', 'adopting', NOW, {
    ...{ infohus, planId, adoptedBy: 'opdigtet', from, to },
  });
const first = (planId: string) => loadContents('plans/history').find((c) => c.plan.planId === planId)?.hash;
const newest = (planId: string) => loadPlans('plans').find((c) => c.plan.planId === planId)?.hash;
const reportNow = (product: Product, infohus: string, plan: string, year: number) =>
  product.ask(coordinatorOf(infohus), 'Report', { infohus, plan, year });

describe('A report made before a plan was changed', () => {
  let product: Product;
  beforeAll(async () => {
    product = await opened();
  });

  it.each(parsed.map((r, i) => [`${r.plan} ${r.year}, ${r.publication ? 'published' : 'internal'}`, i] as const))(
    'is computed again to the byte by the content that it states: %s',
    async (_, i) => {
      const report = parsed[i] as ShownReport;
      expect(report.planHash).toBe(first(report.plan));
      const again = await product.ask(coordinatorOf(report.infohus), 'ReproducedView', { file: statedOf(report) });
      expect(printed(again.report)).toBe(REPORTS[i]);
    },
  );

  it('is shown from the log as it was kept', async () => {
    for (const infohus of ['koebenhavn', 'koege']) {
      const all = await product.ask(coordinatorOf(infohus), 'Reports', { infohus });
      expect(all.length).toBeGreaterThan(1);
      for (const { eventId, contentHash } of all) {
        const { report } = await product.ask(coordinatorOf(infohus), 'KeptReport', { infohus, eventId });
        expect(REPORTS[parsed.findIndex((r) => r.contentHash === contentHash)]).toBe(printed(report));
      }
    }
  });

  it('is computed again after the Infohus went over to another content, too', async () => {
    const gone = await opened();
    await adopt(gone, 'koege', 'koege-2024', '2024-01-01', '2027-12-31');
    for (const [i, report] of parsed.entries()) {
      const again = await gone.ask(coordinatorOf(report.infohus), 'ReproducedView', { file: statedOf(report) });
      expect(printed(again.report)).toBe(REPORTS[i]);
    }
  });

  it('is refused where the content that it states is not on file, by name', async () => {
    const [report] = parsed;
    await expect(
      product.ask(coordinatorOf('koebenhavn'), 'ReproducedView', {
        file: statedOf({ ...report, planHash: '0'.repeat(64) }),
      }),
    ).rejects.toMatchObject({ errors: [{ path: 'planHash' }] });
  });
});

describe('A log that worked by an earlier content', () => {
  it('goes on by it, new file or not, until the plan is adopted anew', async () => {
    const product = await opened();
    expect(first('koege-2024')).not.toBe(newest('koege-2024'));
    expect((await reportNow(product, 'koege', 'koege-2024', 2024)).planHash).toBe(first('koege-2024'));
    await adopt(product, 'koege', 'koege-2024', '2024-01-01', '2027-12-31');
    expect((await reportNow(product, 'koege', 'koege-2024', 2024)).planHash).toBe(newest('koege-2024'));
    const adopted = (await product.log()).filter((e) => e.type === 'PlanAdopted' && e.stream === 'plan-koege');
    expect(adopted.map((e) => e.data)).toMatchObject([
      { planHash: first('koege-2024') },
      { planHash: newest('koege-2024') },
    ]);
  });

  it('goes on by the content of its kept reports where it adopted none, and by the newest file where it did neither', async () => {
    const product = await opened(lines.filter((line) => line.type !== 'PlanAdopted'));
    const of = async (plan: string, year: number) => (await reportNow(product, 'koebenhavn', plan, year)).planHash;
    expect(await of('koebenhavn-2016', 2017)).toBe(first('koebenhavn-2016'));
    expect(await of('koebenhavn-2020', 2020)).toBe(newest('koebenhavn-2020'));
  });

  it('says in a new report by which content of each plan limits went', async () => {
    const product = await opened();
    const report = await reportNow(product, 'koebenhavn', 'koebenhavn-2024', 2024);
    expect(report).toMatchObject({
      planHash: newest('koebenhavn-2024'),
      planHashes: {
        'koebenhavn-2016': first('koebenhavn-2016'),
        'koebenhavn-2020': first('koebenhavn-2020'),
        'koebenhavn-2024': newest('koebenhavn-2024'),
      },
    });
    await adopt(product, 'koebenhavn', 'koebenhavn-2016', '2016-01-01', '2019-12-31');
    const again = await product.ask(coordinatorOf('koebenhavn'), 'ReproducedView', { file: statedOf(report) });
    expect(printed(again.report)).toBe(printed(report));
  });
});
