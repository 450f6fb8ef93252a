import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { valuesOf } from '../../src/domain/plan/diff.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { dutiesIn } from '../support/seed-duties.js';
import { DOCUMENTS, type Document, textIn } from '../support/seed-numbers.js';
import { COVERAGE } from './rows.js';
import { SEED_DUTIES } from './seed-duties.js';

/** The sentences of the documents, which are not in this repository: SEEDS=FOLDER npm run spec -- test/coverage takes them anew. */
const FIXTURE = 'test/fixtures/seed-duties.json';
const documents = Object.keys(DOCUMENTS) as Document[];
const { SEEDS } = process.env;
if (SEEDS) {
  const found = documents.map((document) => [document, dutiesIn(document, textIn(SEEDS, document))]);
  writeFileSync(FIXTURE, `${JSON.stringify(Object.fromEntries(found), null, 1)}\n`);
}
const FOUND: Record<Document, readonly string[]> = JSON.parse(readFileSync(FIXTURE, 'utf8'));

describe('Every sentence of the documents that asks for something', () => {
  it.each(documents)('of %s is in the table, and each row of the table is such a sentence', (document) => {
    const duties = SEED_DUTIES.filter((duty) => duty.document === document);
    expect(FOUND[document].filter((sentence) => !duties.some(({ words }) => sentence.includes(words)))).toEqual([]);
    expect(duties.filter(({ words }) => !FOUND[document].some((sentence) => sentence.includes(words)))).toEqual([]);
  });

  it('is a row of what the plans ask for, a place of a plan, or has a reason', () => {
    const rows = new Set(COVERAGE.map(({ row }) => row));
    const plans = new Map(loadPlans('plans').map(({ plan }) => [plan.planId, valuesOf(plan)]));
    const isPlace = (at: string) => {
      const [planId = '', ...path] = at.split(' ');
      const value = plans.get(planId)?.get(path.join(' '));
      return value !== undefined && value !== null && value !== false;
    };
    const wrong = SEED_DUTIES.flatMap(({ words, rows: named = [], at = [], why }) => {
      const unknown = [...named.filter((row) => !rows.has(row)), ...at.filter((place) => !isPlace(place))];
      return unknown.length > 0 || named.length + at.length + (why ? 1 : 0) === 0
        ? [`${words}: ${unknown.join()}`]
        : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('The duties of a text', () => {
  it('are its sentences that say who is to do what, or how often', () => {
    const text = `Det er et mål. Enheden skal samle alle sager. Der er ansvarsbevidsthed. Der afrapporteres årligt.`;
    expect(dutiesIn('KØ', text)).toEqual(['Enheden skal samle alle sager.', 'Der afrapporteres årligt.']);
  });
});
