import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { countedBy } from '../../../src/application/reports/basis.js';
import { statedOf } from '../../../src/application/reports/reproduce.js';
import type { ShownReport } from '../../../src/application/reports/view.js';
import { withheldOn } from '../../../src/application/reports/withheld.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { printed } from '../../../src/interface/documents/forms.js';
import { course, K16, K20, K24, measured, NOTHING, risk } from '../../domain/indicators/facts.js';
import { generate } from '../../support/generator/index.js';
import { actorOf, give, refusalOf, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

/*
 * "The internal one shows all to coordinators, compliance and the command line; an analyst sees it with the same counts withheld" (domain.md section 6).
 */
const reader = (who: string, purpose: Reader['purpose']): Reader => ({ actor: actorOf(who), purpose });
const ANALYST = reader('BIF:analyst', 'reporting');
const LEADER = reader('BIF:leader', 'casework');
const COORDINATOR = reader('BIF:coordinator', 'casework');
const ALL = [COORDINATOR, reader('BIF:compliance', 'audit'), reader('BIF:administrator', 'operation')];
const CITY = { infohus: 'koebenhavn', plan: 'koebenhavn-2016' };
type City = ReturnType<typeof memoryInstallation>;

let now: string;
async function city(): Promise<City> {
  now = '2018-03-01T12:00:00.000Z';
  const product = memoryInstallation(() => now);
  await product.import(generate(5, 20));
  return product;
}
const concerns = async (product: City, ...days: readonly string[]) => {
  for (const day of days) {
    const at = `${day}T10:00:00+01:00`;
    await give(product, 'BIF:coordinator', 'RegisterConcern', `of ${day}`, at, registered('koebenhavn', at));
  }
};
const figure = ({ indicators }: Pick<ShownReport, 'indicators'>, id: string) => indicators.find((i) => i.id === id);
const head = async (product: City) => (await product.store.head()).position;
const report = (product: City, as: Reader, asked: object = {}) =>
  product.ask(as, 'Report', { ...CITY, year: 2017, ...asked });
const keep = (product: City, as: Reader, state: 'frozen' | 'published', asked: object = {}) =>
  product.ask(as, 'KeepReport', { ...CITY, year: 2017, ...asked, state });
const again = (product: City, as: Reader, file: object) =>
  product.ask(as, 'ReproducedView', { file: statedOf(JSON.parse(printed(file as ShownReport))) });

describe('The internal report for who may not see every figure', () => {
  let product: City;
  let position: number;
  let whole: ShownReport;
  let withheld: ShownReport;
  beforeAll(async () => {
    product = await city();
    position = await head(product);
    whole = await report(product, COORDINATOR, { asOf: position });
    withheld = await report(product, ANALYST, { asOf: position });
  });

  it('withholds small counts, says so, and is told whole to coordinators, compliance and the command line', async () => {
    for (const as of ALL) expect(await report(product, as, { asOf: position })).toEqual(whole);
    expect(whole).not.toHaveProperty('suppressBelow');
    expect(withheld).toMatchObject({ suppressBelow: 5, knowing: { editions: 0 } });
    expect(withheld).not.toHaveProperty('publication');
    const counts = whole.indicators.filter((i) => i.value !== null && i.denominator === null);
    const small = counts.filter(({ value }) => Number(value) < 5);
    expect(small.length).toBeGreaterThan(0);
    for (const { id } of small)
      expect(figure(withheld, id)).toMatchObject({ value: null, met: null, suppressed: true });
    const shares = whole.indicators.filter(({ numerator, denominator }) => numerator !== null && denominator !== null);
    const fewOf = shares.filter((i) => Number(i.denominator) - Number(i.numerator) < 5 || Number(i.numerator) < 5);
    expect(fewOf.length).toBeGreaterThan(0);
    for (const { id } of fewOf) expect(figure(withheld, id)).toMatchObject({ value: null, numerator: null, met: null });
    const told = withheld.indicators.filter((i) => i.value !== null);
    expect(told.length).toBeGreaterThan(0);
    for (const { id, value } of told) expect(value).toBe(figure(whole, id)?.value);
  });

  it('is the same for a leader, who sees what the agency sees', async () => {
    expect(await report(product, LEADER, { asOf: position })).toEqual(withheld);
  });

  it('tells what a publication of that moment tells, and is none', async () => {
    const elsewhere = await city();
    const first = await report(elsewhere, ANALYST, { year: 2016 });
    const published = await keep(elsewhere, ANALYST, 'published', { year: 2016, asOf: first.asOf.position });
    expect(first.indicators).toEqual(published.report.indicators);
    const kinds = (await elsewhere.log()).map((e) => e.type);
    expect(kinds.filter((type) => type === 'ReportPublished')).toHaveLength(1);
  });

  it('has another hash than the whole one, which could be tried out for every figure; lists leave that one out', async () => {
    expect(withheld.contentHash).not.toBe(whole.contentHash);
    const elsewhere = await city();
    await keep(elsewhere, ANALYST, 'frozen');
    await keep(elsewhere, ANALYST, 'published');
    const hashes = async (as: Reader) =>
      (await elsewhere.ask(as, 'Reports', { infohus: 'koebenhavn' })).map((r) => [r.state, typeof r.contentHash]);
    const rows = [
      ['frozen', 'string'],
      ['published', 'string'],
    ];
    expect((await hashes(COORDINATOR)).sort()).toEqual(rows);
    expect((await hashes(ANALYST)).sort()).toEqual([['frozen', 'object'], rows[1]]);
  });

  it('draws nothing that its figures do not tell: the years before, how far concerns came, first contacts', async () => {
    const asked = { ...CITY, year: 2017, asOf: position };
    const view = await product.ask(ANALYST, 'ReportView', asked);
    expect(view.report).toEqual(withheld);
    const of2016 = await report(product, ANALYST, { year: 2016, asOf: position });
    for (const { id, points } of view.trends) {
      const drawn = points.filter((p) => p.from === 'log').map((p) => p.value);
      expect([id, drawn]).toEqual([id, [of2016, withheld].map((r) => figure(r, id)?.value ?? null)]);
    }
    const stages = Object.fromEntries(view.funnel.map(({ stage, count }) => [stage, count]));
    expect(stages).toMatchObject({ received: figure(withheld, 'concerns-received')?.value, 'in-case': null });
    for (const { year, opened } of view.firstContacts) {
      const told = figure(year === 2017 ? withheld : of2016, 'cases-started')?.value;
      expect([null, told]).toContain(opened);
    }
  });

  it('stays withheld where it is frozen and opened again; the log keeps every figure, for who may see them', async () => {
    const elsewhere = await city();
    const frozen = await keep(elsewhere, ANALYST, 'frozen');
    expect(frozen.report).toMatchObject({ suppressBelow: 5 });
    const [{ eventId } = { eventId: '' }] = await elsewhere.ask(ANALYST, 'Reports', { infohus: 'koebenhavn' });
    const kept = (as: Reader) => elsewhere.ask(as, 'KeptReport', { infohus: 'koebenhavn', eventId });
    expect(printed((await kept(ANALYST)).report)).toBe(printed(frozen.report));
    expect((await kept(ANALYST)).trends).toEqual(frozen.trends);
    const position = frozen.report.asOf.position;
    expect(printed((await kept(COORDINATOR)).report)).toBe(
      printed(await report(elsewhere, COORDINATOR, { asOf: position })),
    );
  });
});

describe('A report with counts withheld', () => {
  it('is computed again to the byte, by whoever may, when more was learned and published since', async () => {
    const product = await city();
    await keep(product, ANALYST, 'published', { year: 2016 });
    await concerns(product, '2017-10-01', '2017-10-02', '2017-10-03');
    const made = [
      await report(product, ANALYST),
      await report(product, ANALYST, { asOf: 120 }),
      await report(product, ANALYST, { asOf: '2017-06-30T12:00:00.000Z', clock: 'occurred' }),
      (await keep(product, ANALYST, 'frozen', { asOf: 300 })).report,
    ];
    for (const of of made) expect(of.knowing?.editions).toBe(1);
    now = '2018-04-02T12:00:00.000Z';
    await concerns(product, '2017-11-01', '2017-11-02', '2017-11-03', '2017-11-04', '2017-11-05', '2017-11-06');
    await keep(product, ANALYST, 'published');
    for (const of of made)
      for (const as of [ANALYST, COORDINATOR]) expect(printed((await again(product, as, of)).report)).toBe(printed(of));
    const found = await product.ask(ANALYST, 'ReproduceReport', { file: JSON.parse(printed(made[0] as ShownReport)) });
    expect(found).toMatchObject({ same: true, differences: [] });
  });

  it('cannot be made up to ask about a moment as if nothing had been published, nor a whole one tried out', async () => {
    const product = await city();
    await concerns(product, '2017-10-01', '2017-10-02', '2017-10-03', '2017-10-04', '2017-10-05', '2017-10-06');
    const early = await report(product, ANALYST);
    const { report: published } = await keep(product, ANALYST, 'published');
    now = '2018-04-02T12:00:00.000Z';
    await concerns(product, '2017-11-01');
    const late = await report(product, ANALYST);
    const { publication = 0 } = published;
    for (const [path, file] of [
      ['contentHash', { ...late, knowing: { ...late.knowing, editions: 0 } }],
      ['contentHash', { ...early, asOf: late.asOf }],
      ['knowing.editions', { ...late, knowing: { ...late.knowing, editions: 9 } }],
      ['publication', { ...late, knowing: undefined, publication }],
      ['publication', { ...published, publication: 9 }],
      ['contentHash', { ...published, asOf: late.asOf }],
      ['file', await report(product, COORDINATOR)],
    ] as const) {
      const asked = product.ask(ANALYST, 'ReproduceReport', { file: JSON.parse(printed(file as ShownReport)) });
      await expect(asked).rejects.toMatchObject({ code: 'validation-failed', errors: [{ path }] });
    }
    expect(printed((await again(product, ANALYST, published)).report)).toBe(printed(published));
    // That hash was given, but of a moment after the next publication nobody was shown a report without it.
    const forged = { ...late, knowing: { ...late.knowing, editions: 0 } };
    const { contentHash } = (await again(product, COORDINATOR, forged)).report;
    const withHash = again(product, ANALYST, { ...forged, contentHash });
    expect(await refusalOf(withHash)).toBe('validation-failed');
  });
});

describe('What an analyst can subtract', () => {
  it('is nothing from what was published: one concern more is withheld, and what that edition withheld is not told', async () => {
    const product = await city();
    await concerns(product, '2017-10-01', '2017-10-02', '2017-10-03', '2017-10-04', '2017-10-05', '2017-10-06');
    const { report: edition } = await keep(product, ANALYST, 'published');
    expect(figure(edition, 'concerns-received')?.value).toBeGreaterThan(5);
    now = '2018-03-02T12:00:00.000Z';
    await concerns(product, '2017-11-01');
    const seen = await report(product, ANALYST);
    expect(seen.knowing?.editions).toBe(1);
    expect(figure(seen, 'concerns-received')).toMatchObject({ value: null, suppressed: true });
    for (const { id, suppressed } of edition.indicators)
      if (suppressed) expect(figure(seen, id)?.suppressed).toBe(true);
  });

  it('is nothing from another plan of the same moment: two relatives’ courses more are not told, whichever is asked first', () => {
    const due = (kind: string) =>
      course(
        kind,
        '2016-08-31T10:00:00+02:00',
        measured('2016-09-01T10:00:00+02:00', risk(3)),
        measured('2017-02-20T10:00:00+01:00', risk(2)),
      );
    const facts = { ...NOTHING, courses: ['relatives-coach', 'relatives-coach', ...Array(20).fill('mentor')].map(due) };
    const denominatorBy = (plan: Plan) => {
      const basis = countedBy({
        ...{ plan, plans: [K16, K20, K24], year: 2017, asked: { head: true }, facts, planHash: '', headHash: '' },
        moment: { position: 100, clock: '2018-03-01T12:00:00.000Z' },
      });
      return figure(withheldOn(basis, []).report, 'progress-6-months')?.denominator;
    };
    expect([K24, K20].map(denominatorBy)).toEqual([null, 22]);
  });

  it('is nothing from a difference: of two moments the later is told as an edition after the earlier', async () => {
    const product = await city();
    await concerns(product, '2017-10-01', '2017-10-02', '2017-10-03', '2017-10-04', '2017-10-05', '2017-10-06');
    const before = await report(product, ANALYST);
    now = '2018-03-02T12:00:00.000Z';
    await concerns(product, '2017-11-01');
    const diff = (as: Reader, file: ShownReport, more: object = {}) =>
      product.ask(as, 'DiffReport', { file: statedOf(JSON.parse(printed(file))), ...more });
    const of = (found: Awaited<ReturnType<typeof diff>>, id: string) => found.differences.find((d) => d.id === id);
    const received = Number(figure(before, 'concerns-received')?.value);
    expect(of(await diff(COORDINATOR, before), 'concerns-received')).toMatchObject({ after: { value: received + 1 } });
    const found = await diff(ANALYST, before);
    expect(of(found, 'concerns-received')).toMatchObject({
      ...{ before: { value: received }, after: { value: null, suppressed: true }, reasons: [] },
    });
    const whole = await report(product, COORDINATOR);
    for (const { before: was, after: is } of (await diff(ANALYST, whole, { asOf: 40 })).differences)
      for (const figures of [was, is])
        if (figures?.value !== null && figures?.denominator === null) expect(figures.value).toBeGreaterThanOrEqual(5);
  });

  it('is told with its reasons where it is many, each way there withheld', async () => {
    const product = await city();
    await concerns(product, '2017-10-01', '2017-10-02', '2017-10-03', '2017-10-04', '2017-10-05', '2017-10-06');
    const before = await report(product, ANALYST);
    now = '2018-05-01T12:00:00.000Z';
    await concerns(product, ...Array.from({ length: 12 }, (_, i) => `2017-12-${10 + i}`));
    const { differences } = await product.ask(ANALYST, 'DiffReport', { file: statedOf(JSON.parse(printed(before))) });
    const received = Number(figure(before, 'concerns-received')?.value);
    expect(differences.find((d) => d.id === 'concerns-received')).toMatchObject({
      before: { value: received },
      after: { value: received + 12 },
      reasons: [{ reason: 'late-fact', figures: { value: received + 12 } }],
    });
  });
});
