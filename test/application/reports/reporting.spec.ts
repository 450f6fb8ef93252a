import { beforeAll, describe, expect, it } from '@jest/globals';
import { editionsOf } from '../../../src/application/reports/publication.js';
import { statedOf } from '../../../src/application/reports/reproduce.js';
import type { ShownReport } from '../../../src/application/reports/view.js';
import { printed } from '../../../src/interface/documents/forms.js';
import { generate } from '../../support/generator/index.js';
import { actorOf, give, idFor, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

let now = '2018-03-01T12:00:00.000Z';
const ANALYST = { actor: actorOf('BIF:analyst'), purpose: 'reporting' as const };
/** Sees every figure. */
const COORDINATOR = { actor: actorOf('BIF:coordinator'), purpose: 'casework' as const };
const CITY = { infohus: 'koebenhavn', plan: 'koebenhavn-2016' };
type City = ReturnType<typeof memoryInstallation>;

/** Two years of a made-up city. */
async function city(): Promise<City> {
  now = '2018-03-01T12:00:00.000Z';
  const product = memoryInstallation(() => now);
  await product.import(generate(5, 20));
  return product;
}
const concern = async (product: City, name: string, at: string) => {
  await give(product, 'BIF:coordinator', 'RegisterConcern', name, at, registered('koebenhavn', at));
};
const figure = ({ indicators }: Pick<ShownReport, 'indicators'>, id: string) =>
  indicators.find((i) => i.id === id) ?? { value: undefined };
const kept = async (product: City, type: string) => (await product.log()).filter((e) => e.type === type);

describe('A frozen report', () => {
  it('is an event that holds what it was computed from, and is not changed by what is learned later', async () => {
    const product = await city();
    const { report: frozen } = await product.ask(COORDINATOR, 'KeepReport', { ...CITY, year: 2017, state: 'frozen' });
    const [event] = await kept(product, 'ReportFrozen');
    expect(event?.stream).toBe('report-koebenhavn');
    expect(event?.data).toMatchObject({ ...frozen.asOf, contentHash: frozen.contentHash, planHash: frozen.planHash });

    await concern(product, 'written down late', '2017-11-01T10:00:00+01:00');
    const [{ eventId } = { eventId: '' }] = await product.ask(COORDINATOR, 'Reports', { infohus: 'koebenhavn' });
    const shown = await product.ask(COORDINATOR, 'KeptReport', { infohus: 'koebenhavn', eventId });
    expect(printed(shown.report)).toBe(printed(frozen));
    const today = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2017 });
    expect(figure(today, 'concerns-received').value).toBe(Number(figure(frozen, 'concerns-received').value) + 1);
  });

  it('is frozen once, however often it is asked for', async () => {
    const product = await city();
    const { position } = await product.store.head();
    const asked = { ...CITY, year: 2016, asOf: position };
    await product.ask(COORDINATOR, 'KeepReport', { ...asked, state: 'frozen' });
    await product.ask(COORDINATOR, 'KeepReport', { ...asked, state: 'frozen' });
    expect(await kept(product, 'ReportFrozen')).toHaveLength(1);
  });

  for (const [how, asOf] of [
    ['the head', {}],
    ['a position', { asOf: 120 }],
    ['an instant, by what was known', { asOf: '2018-03-01T12:00:00.000Z', clock: 'recorded' }],
    ['an instant, by what had happened', { asOf: '2017-06-30T12:00:00.000Z', clock: 'occurred' }],
  ] as const) {
    it(`is computed again to the byte after more was learned: as of ${how}`, async () => {
      const product = await city();
      const report = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2016, ...asOf });
      now = '2018-03-02T12:00:00.000Z';
      await concern(product, 'one more', '2016-11-01T10:00:00+01:00');
      await give(product, 'BIF:coordinator', 'AdoptPlan', 'plan', now, {
        ...{ infohus: 'koebenhavn', planId: 'koebenhavn-2020', adoptedBy: 'BR' },
        ...{ from: '2016-01-01', to: '2023-12-31' },
      });
      const again = await product.ask(COORDINATOR, 'ReproducedView', { file: statedOf(JSON.parse(printed(report))) });
      expect(printed(again.report)).toBe(printed(report));
    });
  }

  it('is refused where the log, the plan or a definition that it names is not here, by name', async () => {
    const product = await city();
    const report = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2016, asOf: 50 });
    const again = (change: object) =>
      product.ask(COORDINATOR, 'ReproducedView', { file: statedOf({ ...report, ...change }) });
    await expect(again({ asOf: { position: 99_999 } })).rejects.toMatchObject({ errors: [{ path: 'asOf.position' }] });
    await expect(again({ plan: 'koege-2024' })).rejects.toMatchObject({ errors: [{ path: 'plan' }] });
    await expect(again({ definitions: { 'cases-started': 99 } })).rejects.toMatchObject({
      errors: [{ path: 'definitions.cases-started' }],
    });
    expect(() => statedOf({ some: 'file' })).toThrow();
  });
});

describe('The difference between a report and what is known now', () => {
  it('says of each figure which part late facts, corrections and later happenings have', async () => {
    const product = await city();
    await concern(product, 'stays', '2017-10-01T10:00:00+02:00');
    await concern(product, 'a mistake', '2017-10-02T10:00:00+02:00');
    const report = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2017 });
    const before = Number(figure(report, 'concerns-received').value);

    now = '2018-05-01T12:00:00.000Z';
    await concern(product, 'late', '2017-12-01T10:00:00+01:00');
    await concern(product, 'late too', '2017-12-02T10:00:00+01:00');
    const [mistake] = (await product.log()).filter((e) => e.stream === `concern-${idFor('a mistake')}`);
    await give(product, 'BIF:coordinator', 'AnnulEvent', 'a mistake', now, {
      ...{ eventId: mistake?.eventId, reason: 'opdigtet' },
    });
    await give(product, 'BIF:coordinator', 'QualifyConcern', 'stays', now, substantiated);

    const { differences } = await product.ask(COORDINATOR, 'DiffReport', { file: statedOf(report) });
    const of = (id: string) => differences.find((d) => d.id === id);
    expect(of('concerns-received')?.reasons.map((r) => [r.reason, r.figures?.value])).toEqual([
      ['late-fact', before + 2],
      ['correction', before + 1],
    ]);
    expect(of('concerns-received')).toMatchObject({ before: { value: before }, after: { value: before + 1 } });
    expect(of('substantiated-share')?.reasons.at(-1)?.reason).toBe('since');
  });

  it('against another plan at the same moment names the plan alone, and the indicators that only one of them has', async () => {
    const product = await city();
    const report = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2017 });
    const found = await product.ask(COORDINATOR, 'DiffReport', { file: statedOf(report), plan: 'koebenhavn-2020' });
    expect(new Set(found.differences.flatMap((d) => d.reasons.map((r) => r.reason)))).toEqual(new Set(['plan']));
    expect(found.differences.find((d) => d.id === 'radicalised')?.after).toBeNull();
    expect(found.differences.find((d) => d.id === 'pupils')?.before).toBeNull();
    expect(found.after).toMatchObject({ plan: 'koebenhavn-2020', asOf: { position: report.asOf.position } });
  });

  it('is nothing where nothing was learned', async () => {
    const product = await city();
    const report = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2016 });
    expect((await product.ask(COORDINATOR, 'DiffReport', { file: statedOf(report) })).differences).toEqual([]);
  });
});

describe('A published report', () => {
  const publish = (product: City, year: number, moment: { readonly asOf?: number } = {}) =>
    product.ask(ANALYST, 'KeepReport', { ...CITY, year, ...moment, state: 'published' });

  it('withholds small counts, is numbered, and holds the hash of what is told and not of what is withheld', async () => {
    const product = await city();
    const internal = await product.ask(COORDINATOR, 'Report', { ...CITY, year: 2017 });
    const { report } = await publish(product, 2017, { asOf: internal.asOf.position });
    expect(report).toMatchObject({ publication: 1, suppressBelow: 5 });
    expect(report.contentHash).not.toBe(internal.contentHash);
    const small = internal.indicators.filter((i) => i.value !== null && i.denominator === null && i.value < 5);
    expect(small.length).toBeGreaterThan(0);
    for (const { id } of small) expect(figure(report, id)).toMatchObject({ value: null, suppressed: true });
    expect((await kept(product, 'ReportPublished'))[0]?.data).toMatchObject({ contentHash: report.contentHash });
  });

  it('is published once, however often it is asked for as of the same moment', async () => {
    const product = await city();
    const { position } = await product.store.head();
    const first = await publish(product, 2017, { asOf: position });
    const second = await publish(product, 2017, { asOf: position });
    expect(printed(second.report)).toBe(printed(first.report));
    expect(await kept(product, 'ReportPublished')).toHaveLength(1);
  });

  it('is never published at the same time as another without one of them knowing of the other', async () => {
    const product = await city();
    const { position } = await product.store.head();
    const all = await Promise.all([0, 1, 2, 3].map((n) => publish(product, 2016, { asOf: position - n })));
    expect(all.map((v) => v.report.publication).sort()).toEqual([1, 2, 3, 4]);
  });

  it('is computed again to the byte when others have been published since', async () => {
    const product = await city();
    const { report } = await publish(product, 2017);
    now = '2018-03-02T12:00:00.000Z';
    await concern(product, 'one more', '2017-11-01T10:00:00+01:00');
    await publish(product, 2017);
    await publish(product, 2016);
    const again = await product.ask(ANALYST, 'ReproducedView', { file: statedOf(JSON.parse(printed(report))) });
    expect(printed(again.report)).toBe(printed(report));
  });

  it('does not tell by the difference of two editions that one concern came', async () => {
    const product = await city();
    for (const n of [1, 2, 3, 4, 5, 6]) await concern(product, `concern ${n}`, `2017-10-0${n}T10:00:00+02:00`);
    const first = await publish(product, 2017);
    now = '2018-03-02T12:00:00.000Z';
    await concern(product, 'one more', '2017-11-01T10:00:00+01:00');
    const second = await publish(product, 2017);
    expect(figure(first.report, 'concerns-received').value).toBeGreaterThan(5);
    expect(figure(second.report, 'concerns-received')).toMatchObject({ value: null, suppressed: true });
  });

  it('is not published where the plan of an earlier one is gone: to forget that one would give away what it withholds', async () => {
    const product = await city();
    await publish(product, 2016);
    const state = { published: [{ report: (await kept(product, 'ReportPublished'))[0]?.data }] } as never;
    expect(editionsOf(state, (id, hash) => product.book.content(id, hash))).toHaveLength(1);
    expect(() => editionsOf(state, () => undefined)).toThrow(
      expect.objectContaining({ errors: [{ path: 'plan', message: expect.stringContaining('koebenhavn-2016') }] }),
    );
  });

  it('draws of earlier years what was published of them, and nothing else', async () => {
    const product = await city();
    const { report: of2016 } = await publish(product, 2016);
    const view = await publish(product, 2017);
    for (const { id, points } of view.trends) {
      const told = points.filter((p) => p.from === 'log');
      expect(told.map((p) => p.value)).toEqual([
        figure(of2016, id).value ?? null,
        figure(view.report, id).value ?? null,
      ]);
    }
  });
});

describe('Who may do what with reports', () => {
  let product: City;
  beforeAll(async () => {
    product = await city();
  });
  const reader = (who: string, purpose: 'casework' | 'reporting' | 'audit') => ({ actor: actorOf(who), purpose });

  it('a caseworker sees no draft and nothing frozen', async () => {
    const asked = { ...CITY, year: 2016 };
    const worker = reader('SOF:caseworker', 'casework');
    expect(await refusalOf(product.ask(worker, 'ReportView', asked))).toBe('not-permitted');
    await product.ask(ANALYST, 'KeepReport', { ...asked, state: 'frozen' });
    expect(await product.ask(worker, 'Reports', { infohus: 'koebenhavn' })).toEqual([]);
  });
  it('compliance sees every figure and publishes none; a coordinator publishes those of the own Infohus', async () => {
    const asked = { ...CITY, year: 2016 };
    const compliance = reader('BIF:compliance', 'audit');
    expect(await refusalOf(product.ask(compliance, 'Report', asked))).toBeUndefined();
    expect(await refusalOf(product.ask(compliance, 'KeepReport', { ...asked, state: 'published' }))).toBe(
      'not-permitted',
    );
    for (const stranger of [reader('VEL:coordinator', 'casework'), reader('VEL:analyst', 'reporting')]) {
      expect(await refusalOf(product.ask(stranger, 'KeepReport', { ...asked, state: 'published' }))).toBe(
        'not-permitted',
      );
      expect(await refusalOf(product.ask(stranger, 'KeepReport', { ...asked, state: 'frozen' }))).toBe('not-permitted');
    }
    expect(
      await refusalOf(
        product.ask(reader('BIF:coordinator', 'casework'), 'KeepReport', { ...asked, state: 'published' }),
      ),
    ).toBeUndefined();
  });
  it('each time is an access event', async () => {
    const before = (await kept(product, 'ExportMade')).length;
    await product.ask(ANALYST, 'ReportView', { ...CITY, year: 2016 });
    expect((await kept(product, 'ExportMade')).length).toBe(before + 1);
  });
});
