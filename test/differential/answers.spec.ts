import { describe, expect, it } from '@jest/globals';
import { fromLeaves } from '../../src/application/audit/head-hash.js';
import { fromStore } from '../../src/application/log-source.js';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import { caseAt, caseView, chainView } from '../../src/application/queries/case/case-view.js';
import { basisOf } from '../../src/application/reports/basis.js';
import { reportOn } from '../../src/application/reports/report.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { generate, IMPORTED_AT } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';
import * as oracle from '../support/oracle/index.js';
import { sampled, withoutAConcern } from '../support/sample.js';

const INSTANTS = [
  '2016-02-29T23:59:59.999+01:00',
  '2016-12-31T23:30:00+01:00',
  '2017-03-26T02:59:59+02:00',
  '2018-10-28T02:30:00+01:00',
  '2021-06-30T12:00:00+02:00',
  '2025-12-31T00:00:00Z',
];
const open = (state: string) => (state === 'upcoming' || state === 'due-soon' ? 'open' : state);
type Row = {
  obligation: string;
  concernId?: string;
  offerId?: string;
  courseId?: string;
  caseId?: string;
  startedAt: string;
  dueAt: string;
  state: string;
  metAt?: string;
};
const text = (r: Row) =>
  [
    r.obligation,
    r.concernId ?? r.offerId ?? r.courseId ?? r.caseId,
    Date.parse(r.startedAt),
    Date.parse(r.dueAt),
    open(r.state),
    r.metAt ? Date.parse(r.metAt) : '-',
  ].join(' ');

/** What is answered after an import, against the independent reading of the documents (test/support/oracle). */
async function compare(lines: readonly string[], read: readonly string[]): Promise<void> {
  const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
  await product.import(lines);
  const theirs = oracle.consult([read.join('\n')], IMPORTED_AT);
  const models = FoldedModels.of(await product.log());
  for (const instant of INSTANTS) {
    const ours = await deadlines(
      models,
      product.book.plans,
      { infohus: 'koebenhavn' },
      new Date(instant).toISOString(),
    );
    const compared = (rows: readonly Row[]) => rows.map(text).sort();
    expect({ instant, rows: compared(ours as readonly Row[]) }).toEqual({
      instant,
      rows: compared(oracle.deadlines(theirs, 'koebenhavn', Date.parse(instant), { whole: true }) as readonly Row[]),
    });
  }
  const shown = ({
    id,
    value,
    numerator,
    denominator,
    unknown,
  }: {
    id: string;
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    unknown: number;
  }) => ({ id, value, numerator, denominator, unknown });
  for (const year of [2015, 2016, 2017, 2018, 2019, 2020, 2021]) {
    const asked = { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year, asOf: { head: true } as const };
    const ours = reportOn(
      await basisOf(
        {
          store: product.store,
          source: fromStore(product.store),
          live: models,
          book: product.book,
          headHash: fromLeaves(product.store),
        },
        asked,
      ),
    )
      .indicators.filter((i) => i.denominator !== null || /^(concerns|cases)/.test(i.id))
      .map(shown);
    const known = new Map(
      oracle.report(theirs, 'koebenhavn', year, Date.parse(IMPORTED_AT)).map((i) => [i.id, shown(i)]),
    );
    expect({ year, ours }).toEqual({ year, ours: ours.map(({ id }) => known.get(id)) });
  }
  for (const { caseId } of await models.cases({ infohus: 'koebenhavn' })) {
    const instants = (rows: readonly object[]) =>
      JSON.parse(JSON.stringify(rows), (_, v) => (typeof v === 'string' && /^\d{4}-.*T/.test(v) ? Date.parse(v) : v));
    expect(instants(chainView(await models.holdings(caseId)))).toEqual(instants(oracle.handovers(theirs, caseId)));
    const instant = '2018-05-31T22:00:00.000Z';
    const view = caseView(caseId, await caseAt(product.store, caseId, { instant, clock: 'occurred' }));
    const expected = oracle.caseAt(theirs, caseId, Date.parse(instant));
    if (!expected) expect(view.status).toBe('none');
    else {
      expect({
        status: view.status,
        responsible: view.responsibleAgency,
        pending: view.pendingHandover?.handoverId ?? null,
      }).toEqual({
        status: expected.status,
        responsible: expected.responsibleAgency,
        pending: expected.pendingHandover,
      });
      const statuses = (rows: readonly { status: string; offerId?: string; courseId?: string }[]) =>
        rows.map((r) => `${r.courseId ?? r.offerId} ${r.status}`).sort();
      expect(statuses(view.courses)).toEqual(statuses(expected.courses));
    }
  }
}

describe('After importing a command file', () => {
  for (const seed of sampled([1, 2], 1)) {
    it(`deadlines, reports, chains and cases are what an independent calculation gives (seed ${seed})`, async () => {
      const lines = generate(seed, 80);
      await compare(lines, lines);
    });
    it(`they are seen to differ where the other reading knows one concern less (seed ${seed})`, async () => {
      const lines = generate(seed, 10);
      const { refused } = oracle.consult([lines.join('\n')], IMPORTED_AT).importResult;
      await expect(compare(lines, withoutAConcern(lines, 'koebenhavn', refused))).rejects.toThrow();
    });
  }
});
