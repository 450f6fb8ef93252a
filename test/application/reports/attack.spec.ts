import { beforeAll, describe, expect, it } from '@jest/globals';
import { publishedFigures } from '../../../src/application/reports/publication.js';
import { sha256 } from '../../../src/application/reports/report.js';
import { publish } from '../../../src/domain/indicators/publishing/publish.js';
import { FORM_NAMES, FORMS, fileName, printed } from '../../../src/interface/documents/forms.js';
import {
  type Publisher,
  withMet,
  withoutEditions,
  withoutSecondary,
  withZeros,
} from '../../domain/indicators/publishing/publishers.js';
import { generate } from '../../support/generator/index.js';
import { idFor, opened, substantiated } from '../../support/given.js';
import { WHOLE } from '../../support/sample.js';
import { type Beliefs, isToldElsewhere, type Page, readOff, workedBack } from './attacker.js';
import { City, type Edition } from './city.js';
import { again, behind, samePage } from './other-worlds.js';
import { width } from './whole-numbers.js';

const MINIMUM = 5;
const PLANS = ['koebenhavn-2016', 'koebenhavn-2020', 'koebenhavn-2024'] as const;
const [K16, K20] = PLANS;
const BELIEFS: readonly Beliefs[] = [{}, { growth: true }, { chain: true }, { growth: true, chain: true }];

const pagesOf = (editions: readonly Edition[]): readonly Page[] => editions.map((e) => e.view);
const narrow = (pages: readonly Page[]) =>
  BELIEFS.flatMap((beliefs) =>
    [...workedBack(pages, beliefs)]
      .filter(([count, left]) => width(left) < MINIMUM && !isToldElsewhere(pages, count, left))
      .map(([count, { least, most }]) => `${count}: ${least} to ${most}`),
  );
const told = ({ view }: Edition, id: string) => view.report.indicators.find((i) => i.id === id)?.value;

/** Each spring the year before under every plan and what was learned late of the one before it; in autumn once more. */
async function tenYears(seed: number, size: number): Promise<City> {
  const city = new City(generate(seed, size));
  for (let year = 2015; year <= 2024; year++) {
    await city.live(`${year + 1}-02-15T12:00:00.000Z`);
    const position = await city.head();
    for (const plan of PLANS) await city.publish(plan, year, plan === K20 ? { asOf: position } : undefined);
    await city.publish(K16, year - 1);
    if (year % 3 === 0) await city.publish(K20, year, { asOf: `${year}-12-31T12:00:00.000Z`, clock: 'occurred' });
    await city.live(`${year + 1}-09-01T12:00:00.000Z`);
    await city.publish(K16, year);
    if (year % 2 === 0) await city.publish(K16, year, { asOf: position - 40 > 0 ? position - 40 : position });
  }
  return city;
}

const CITIES = WHOLE ? [20, 45, 60, 90, 140, 200, 300].map((size, i) => [i + 1, size]) : [[2, 45]];
describe.each(CITIES as [number, number][])('Ten years of editions of a made-up city (%i, %i lives)', (seed, size) => {
  let editions: readonly Edition[];
  beforeAll(async () => {
    editions = (await tenYears(seed, size)).editions;
  });

  it('are what the rules make of the figures, so that other figures can be tried against the pages', () => {
    const held = { all: editions, publisher: publishedFigures };
    expect(editions.filter((e) => !samePage(e, again(held, e)))).toEqual([]);
  });
  it('tell no small count, no small rest and no small step, in whichever order they are read', () => {
    expect(readOff(pagesOf(editions), MINIMUM)).toEqual([]);
    expect(editions.some((e) => e.view.report.indicators.some((i) => i.value !== null))).toBe(true);
  });
  it('leave five values to every withheld count, whatever the reader supposes', () => {
    expect(narrow(pagesOf(editions))).toEqual([]);
  });
  it('would be the same letter by letter in five cities, one beside the other, for every withheld count', () => {
    const every = WHOLE ? 1 : 24;
    const held = { all: editions, publisher: publishedFigures };
    const found = editions.flatMap((_, at) => (at % every === 0 ? behind(held, at, MINIMUM) : []));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ values }) => values.length < MINIMUM)).toEqual([]);
  });

  describe('but made by another publisher', () => {
    const by = (publisher: Publisher): readonly Edition[] => {
      const made: Edition[] = [];
      for (const edition of editions) {
        const { view } = edition;
        const indicators = again({ all: [...made, edition], publisher }, edition);
        made.push({ ...edition, view: { ...view, report: { ...view.report, indicators } } });
      }
      return made;
    };
    it('who forgets earlier editions, tell small steps', () => {
      expect(readOff(pagesOf(by(withoutEditions)), MINIMUM)).not.toEqual([]);
    });
    it('who withholds no more than what is small, tell small rests', () => {
      expect(readOff(pagesOf(by(withoutSecondary)), MINIMUM)).not.toEqual([]);
    });
    it('who says whether targets are met, leave fewer than five values', () => {
      expect(narrow(pagesOf(by(withMet)))).not.toEqual([]);
    });
    it('who tells zeros, tell small counts', () => {
      expect(readOff(pagesOf(by(withZeros)), MINIMUM)).not.toEqual([]);
    });
  });
});

const SPRING = '2018-03-01T12:00:00.000Z';
const RECEIVED = '2017-10-02T10:00:00+02:00';
const OTHER_YEAR = '2016-10-02T10:00:00+02:00';

/** A city of 2017 that was written by hand: large enough that most is told. */
async function handMade(foundedOf = 12, dismissed: readonly string[] = []): Promise<City> {
  const city = new City();
  await city.live('2017-12-01T12:00:00.000Z');
  for (let n = 0; n < 26; n++) {
    await city.concern(`c${n}`, RECEIVED);
    if (n < foundedOf) await city.command('coordinator', 'QualifyConcern', `c${n}`, substantiated);
    if (n < Math.min(10, foundedOf))
      await city.command('coordinator', 'OpenCase', `k${n}`, opened('koebenhavn', `c${n}`, 'BIF'));
  }
  for (const name of dismissed) await city.command('coordinator', 'DismissConcern', name, { reason: 'irrelevant' });
  await city.measured('radicalised', 12);
  await city.live(SPRING);
  return city;
}
const counts = ({ view }: Edition) =>
  view.report.indicators.map(({ id, value, numerator, denominator }) => ({ id, value, numerator, denominator }));
const isNothing = ({ view }: Edition) =>
  view.report.indicators.every((i) => i.value === null && i.numerator === null && i.denominator === null);

describe('Two editions between which exactly one thing happened', () => {
  const things: Readonly<Record<string, (city: City) => Promise<unknown>>> = {
    'a concern came': (city) => city.concern('one more', RECEIVED),
    'a concern was a duplicate': (city) =>
      city.command('coordinator', 'DismissConcern', 'c25', { reason: 'duplicate', duplicateOf: idFor('c24') }),
    'a concern turned out to be of another year': (city) =>
      city.amend('CorrectEvent', 'concern', 'c25', { changes: { receivedAt: OTHER_YEAR } }),
    'a concern was opened by mistake': (city) => city.amend('AnnulEvent', 'concern', 'c25', {}),
    'a case was opened by mistake': (city) => city.amend('AnnulEvent', 'case', 'k9', {}),
    'a concern was substantiated': (city) => city.command('coordinator', 'QualifyConcern', 'c25', substantiated),
    'a measurement was replaced': (city) => city.measured('radicalised', 13),
  };
  it.each(Object.keys(things))('tell nothing of it: %s', async (thing) => {
    const city = await handMade();
    const before = await city.publish(K16, 2017);
    expect(told(before, 'concerns-received')).toBe(26);
    expect(told(before, 'cases-started')).toBe(10);
    await things[thing]?.(city);
    const after = await city.publish(K16, 2017);
    expect(after.figures).not.toEqual(before.figures);
    expect(isNothing(after)).toBe(true);
    // Nor does the plan that is published next.
    expect(readOff(pagesOf([...city.editions, await city.publish(K20, 2017)]), MINIMUM)).toEqual([]);
  });
  it('would tell which count it was, were the rest told again', async () => {
    const city = await handMade();
    await city.publish(K16, 2017);
    await city.concern('one more', RECEIVED);
    const after = await city.publish(K16, 2017);
    const careless: Publisher = (...of) => publish(...of).indicators;
    const page = again({ all: city.editions, publisher: careless }, after);
    expect(page.slice(0, 2).map((i) => i.value)).toEqual([null, 10]);
  });
  it('tell everything again where it was nothing that is counted, and under the next plan', async () => {
    const city = await handMade();
    const before = await city.publish(K16, 2017);
    await city.command('coordinator', 'AdoptPlan', 'plan', {
      ...{ infohus: 'koebenhavn', planId: K20, adoptedBy: 'BR', from: '2030-01-01' },
    });
    expect(counts(await city.publish(K16, 2017))).toEqual(counts(before));
    expect(told(await city.publish(K20, 2017), 'concerns-received')).toBe(26);
  });
  it('tell it in any order: the newer one first', async () => {
    const city = await handMade();
    const position = await city.head();
    await city.concern('one more', RECEIVED);
    expect(told(await city.publish(K16, 2017), 'concerns-received')).toBe(27);
    expect(isNothing(await city.publish(K16, 2017, { asOf: position }))).toBe(true);
  });
  it('tell what is larger than five, however it is asked for', async () => {
    const city = await handMade();
    await city.publish(K16, 2017);
    for (let n = 0; n < 9; n++) await city.concern(`more ${n}`, RECEIVED);
    const after = await city.publish(K16, 2017);
    expect(told(after, 'concerns-received')).toBe(35);
    expect(told(after, 'cases-started')).toBe(10);
    await city.publish(K16, 2017, { asOf: SPRING, clock: 'occurred' });
    expect(readOff(pagesOf(city.editions), MINIMUM)).toEqual([]);
  });
});

describe('History', () => {
  it('is not told beside a report of the year from which it differs by a few, in whichever order', async () => {
    const city = await handMade();
    await city.command('analyst', 'RecordHistoricalFigure', 'h', figure('concerns-received', 24, 2017));
    const later = await city.publish(K16, 2018);
    const inPrint = later.view.report.indicators[0]?.baseline.find((b) => b.year === 2017);
    expect(inPrint?.value).toBe(24);
    expect(told(await city.publish(K16, 2017), 'concerns-received')).toBeNull();

    const other = await handMade();
    await other.publish(K16, 2017);
    await other.command('analyst', 'RecordHistoricalFigure', 'h', figure('concerns-received', 24, 2017));
    const { view } = await other.publish(K16, 2018);
    expect(view.report.indicators[0]?.baseline.find((b) => b.year === 2017)?.value).toBeNull();
  });
});

const figure = (indicator: string, value: number, year: number) => ({
  ...{ infohus: 'koebenhavn', indicator, year, value, source: 'opdigtet' },
});

describe('Whatever is made of an edition', () => {
  const publishedOf = async (dismissed: readonly string[]) => (await handMade(8, dismissed)).publish(K16, 2017);
  const blind = ({ view }: Edition) => ({
    ...view,
    report: { ...view.report, contentHash: '', asOf: { ...view.report.asOf, headHash: '' } },
  });
  it('is the same byte for byte in a city in which the withheld figures are others: every form, every name', async () => {
    const [one, other] = [await publishedOf([]), await publishedOf(['c24', 'c25'])];
    expect(one.figures).not.toEqual(other.figures);
    const position = one.view.report.asOf.position;
    const views = [one, other]
      .map(blind)
      .map((v) => ({ ...v, report: { ...v.report, asOf: { position, headHash: '' } } }));
    expect(views[1]).toEqual(views[0]);
    // The two are written from equal views: a form in one language, the next in the other, shows it; the whole run writes all.
    for (const [i, form] of FORM_NAMES.entries())
      for (const language of WHOLE ? (['da', 'en'] as const) : ([i % 2 ? 'da' : 'en'] as const)) {
        const [a, b] = await Promise.all(views.map((v) => FORMS[form].write(v, language)));
        expect(Buffer.from(b ?? '').equals(Buffer.from(a ?? ''))).toBe(true);
      }
    expect(views.map((v) => fileName(v, 'pdf'))).toEqual([fileName(one.view, 'pdf'), fileName(one.view, 'pdf')]);
  });
  it('holds no hash that can be tried out: the contents only of what is told, the log with what nobody can guess', async () => {
    const [one, again] = await Promise.all([handMade(), handMade()]);
    const [a, b] = [await one.publish(K16, 2017), await again.publish(K16, 2017)];
    expect(b.figures).toEqual(a.figures);
    expect(b.view.report.asOf.headHash).not.toBe(a.view.report.asOf.headHash);
    const { contentHash, ...content } = JSON.parse(printed(a.view.report));
    expect(sha256(content)).toBe(contentHash);
    expect(b.view.report.definitionHash).toBe(a.view.report.definitionHash);
    expect(b.view.report.planHash).toBe(a.view.report.planHash);
  });
  it('draws and counts no more than was told: trends and stages', async () => {
    const city = await handMade(8);
    await city.publish(K16, 2016);
    const { view } = await city.publish(K16, 2017);
    expect(view.funnel.find((s) => s.stage === 'in-case')?.count).toBeNull();
    for (const { id, points } of view.trends)
      expect(points.filter((p) => p.from === 'log').at(-1)?.value ?? null).toBe(
        view.report.indicators.find((i) => i.id === id)?.value ?? null,
      );
  });
});

describe('However odd the city', () => {
  it.each([0, 1])(
    'with %i concerns nothing is told, before the plan, in it and after it, and nothing fails',
    async (n) => {
      const city = new City();
      await city.live(SPRING);
      for (let i = 0; i < n; i++) await city.concern(`c${i}`, RECEIVED);
      for (const plan of PLANS)
        for (const year of [1999, 2017, 2040]) expect(isNothing(await city.publish(plan, year))).toBe(true);
      const koege = new City([], 'koege');
      await koege.live(SPRING);
      expect(isNothing(await koege.publish('koege-2024', 2017))).toBe(true);
    },
  );
  it('measurements that are no whole numbers count nobody and are told; small whole ones are not, also beside the plan', async () => {
    const city = await handMade();
    const values = { 'at-risk': 3, opdigtet: 3.5, 'opdigtet-2': 4, 'opdigtet-3': 40, citizenship: 0.91 };
    for (const [id, value] of Object.entries(values)) await city.measured(id, value);
    const edition = await city.publish(K16, 2017);
    expect(Object.keys(values).map((id) => told(edition, id))).toEqual([null, 3.5, null, 40, 0.91]);
  });
  it('the last of many editions of a year is still published, and tells nothing more', async () => {
    const city = await handMade();
    for (let n = 1; n < (WHOLE ? 40 : 10); n++) {
      for (let more = 0; more < n % 9; more++) await city.concern(`${n} ${more}`, RECEIVED);
      await city.publish(n % 2 ? K16 : K20, 2017);
    }
    await city.publish(K16, 2017);
    expect(readOff(pagesOf(city.editions), MINIMUM)).toEqual([]);
    expect(narrow(pagesOf(city.editions))).toEqual([]);
  });
});
