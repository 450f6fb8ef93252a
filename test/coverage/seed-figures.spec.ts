import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { valuesOf } from '../../src/domain/plan/diff.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { DOCUMENTS, type Document, figuresIn, textIn } from '../support/seed-numbers.js';
import { SEED_FIGURES } from './seed-figures.js';

/** The figures of the documents, which are not in this repository: SEEDS=FOLDER npm run spec -- test/coverage takes them anew. */
const FIXTURE = 'test/fixtures/seed-figures.json';
const documents = Object.keys(DOCUMENTS) as Document[];
if (process.env.SEEDS) writeFileSync(FIXTURE, `${JSON.stringify(taken(process.env.SEEDS), null, 1)}\n`);
const FOUND: Record<Document, readonly string[]> = JSON.parse(readFileSync(FIXTURE, 'utf8'));

function taken(folder: string): Record<string, readonly string[]> {
  return Object.fromEntries(documents.map((document) => [document, figuresIn(document, textIn(folder, document))]));
}

const values = new Map(loadPlans('plans').map(({ plan }) => [plan.planId, valuesOf(plan)]));
/** `koege-2024 goals[x].from = 50`: what stands there, and what should. */
function pointed(at: string) {
  const [where = '', said] = at.split(' = ');
  const [planId = '', ...path] = where.split(' ');
  const value = values.get(planId)?.get(path.join(' '));
  return { value, said: said === undefined ? undefined : JSON.parse(said) };
}
/** 2.000 and 2,0 as a number. */
const number = (printed: string) => Number(printed.replace(/\.(\d{3})$/, '$1').replace(',', '.'));
/** A document prints a share in per cent and money in millions. */
const same = (printed: string, value: unknown) =>
  [1, 0.01, 1_000_000].some((factor) => Math.abs(number(printed) * factor - Number(value)) < 1e-9);

describe('Every figure of the documents', () => {
  it.each(documents)('of %s is in the table, in order', (document) => {
    const rows = SEED_FIGURES.filter((r) => r.document === document);
    expect(rows.flatMap((r) => r.figures)).toEqual(FOUND[document]);
  });

  it('is where the table says, in a plan that there is, or has a reason', () => {
    const wrong = SEED_FIGURES.flatMap(({ says, figures, at, why }) => {
      if (at === undefined) return why ? [] : [`${says}: neither a place nor a reason`];
      const places = at.map((place) => ({ place, ...pointed(place) }));
      const [only] = places;
      const stated = places.flatMap(({ place, value, said }) =>
        said === undefined || JSON.stringify(value) === JSON.stringify(said) ? [] : [`${place}: is ${String(value)}`],
      );
      const printed = figures.flatMap((figure, i) => {
        const of = places[i] ?? (places.length === 1 ? only : undefined);
        if (!of) return [`${says}: no place for ${figure}`];
        return of.said !== undefined || same(figure, of.value) ? [] : [`${of.place}: ${figure} is ${String(of.value)}`];
      });
      return [...stated, ...printed];
    });
    expect(wrong).toEqual([]);
  });

  it('of money and goals in a plan comes from a row of the table, or from the same line of another year', () => {
    const told = new Set(SEED_FIGURES.flatMap((r) => r.at ?? []).map((at) => at.split(' = ')[0] ?? ''));
    const lines = new Set([...told].map((path) => path.replace(/ \d{4}\]/, ']')));
    const left = [...values].flatMap(([planId, all]) =>
      [...all.keys()]
        .filter((path) => /^budget\[.*\.amount$|^goals\[.*\.(from|to)$|^history\[.*\.value$/.test(path))
        .filter((path) => all.get(path) !== null)
        .map((path) => `${planId} ${path}`)
        .filter((path) => !told.has(path) && !lines.has(path.replace(/ \d{4}\]/, ']'))),
    );
    expect(left).toEqual([]);
  });
});

describe('The figures of a text', () => {
  it('are its numbers without years, dates, sections, items, tables, paragraphs and telephone numbers', () => {
    const text = `2.1.1 Mål 1. Unge Fra 2020-21 og den 12. januar 2018: minimum 60 % og 2.000 elever, 0,3 mio. kr.
      (tabel 1), retsplejelovens 115 og 115a, § 12 b, 112/114, 1-1 forløb i 24, 48 eller 72 timer`;
    expect(figuresIn('KØ', text)).toEqual(['60', '2.000', '0,3', '24', '48', '72']);
  });
});
