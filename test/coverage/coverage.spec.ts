import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { QUERY_NAMES } from '../../src/application/queries/catalogue.js';
import { OBLIGATIONS } from '../../src/domain/obligations/index.js';
import { INDICATOR_KINDS, planSchema } from '../../src/domain/plan/schema.js';
import { commands } from '../../src/domain/registry.js';
import type { CoverageRow } from './row.js';
import { COVERAGE } from './rows.js';
import { SEED_DUTIES } from './seed-duties.js';
import { SEED_FIGURES } from './seed-figures.js';

/** The rows of domain.md section 3. */
const rows = (tag: string, last: number) => Array.from({ length: last }, (_, i) => `${tag}-${i + 1}`);
const ROWS = [...rows('K16', 19), ...rows('K20', 8), ...rows('K24', 11), ...rows('KØ', 12), ...rows('B', 10)];

const unknown = (known: Iterable<string>, of: (row: CoverageRow) => readonly string[] | undefined) => {
  const there = new Set(known);
  return COVERAGE.flatMap((row) =>
    (of(row) ?? []).filter((name) => !there.has(name)).map((name) => `${row.row} ${name}`),
  );
};

describe('Every row of the domain', () => {
  it('stands in the table once, in order', () => {
    expect(COVERAGE.map((r) => r.row)).toEqual(ROWS);
  });

  it('points to commands, obligations, indicators, plan fields and questions that there are', () => {
    const fields = Object.keys((planSchema as unknown as { shape: object }).shape);
    expect([
      ...unknown(commands.keys(), (r) => r.commands),
      ...unknown(OBLIGATIONS, (r) => r.obligations),
      ...unknown(INDICATOR_KINDS, (r) => r.indicators),
      ...unknown(fields, (r) => r.plan),
      ...unknown(QUERY_NAMES, (r) => r.queries),
    ]).toEqual([]);
  });

  it('is shown by a test that says so', () => {
    const missing = COVERAGE.flatMap(({ row, shown }) =>
      shown
        .map((s) => s.split(': ') as [string, string])
        .filter(([file, sentence]) => !existsSync(file) || !readFileSync(file, 'utf8').includes(sentence))
        .map(([file, sentence]) => `${row}: ${file} does not say "${sentence}"`),
    );
    expect(missing).toEqual([]);
    expect(COVERAGE.filter((r) => r.shown.length === 0)).toEqual([]);
  });

  it('no command, obligation or indicator is left that no row needs', () => {
    const used = (of: (row: CoverageRow) => readonly string[] | undefined) =>
      new Set(COVERAGE.flatMap((r) => of(r) ?? []));
    expect(OBLIGATIONS.filter((o) => !used((r) => r.obligations).has(o))).toEqual([]);
    expect(INDICATOR_KINDS.filter((k) => !used((r) => r.indicators).has(k))).toEqual([]);
  });

  it('is printed in docs/coverage.md as it stands', () => {
    const file = 'docs/coverage.md';
    if (process.env.UPDATE_DOCS) writeFileSync(file, markdown());
    expect(readFileSync(file, 'utf8')).toBe(markdown());
  });
});

const paths = (at: readonly string[] = []) => at.map((path) => `\`${path}\``).join(', ');

function markdown(): string {
  const list = (names: readonly string[] | undefined, prefix: string) =>
    names && names.length > 0 ? [`${prefix} ${names.map((n) => `\`${n}\``).join(', ')}`] : [];
  const row = (r: CoverageRow) => {
    const by = [
      ...list(r.commands, 'commands'),
      ...list(r.obligations, 'obligations'),
      ...list(r.indicators, 'indicators'),
      ...list(r.plan, 'plan'),
      ...list(r.queries, 'questions'),
    ].join('; ');
    const shown = r.shown.map((s) => s.split(': ')).map(([file, sentence]) => `[${sentence}](../${file})`);
    return `| ${r.row} | ${r.asks} | ${by} | ${shown.join('; ')} |`;
  };
  return [
    '# What the plans ask for, and what makes it work',
    '',
    'Generated from `test/coverage/rows.ts`; `UPDATE_DOCS=1 npm run spec -- test/coverage` writes it anew. Every name in it is checked.',
    '',
    '| row | the plan asks for | by | shown by the test |',
    '|---|---|---|---|',
    ...COVERAGE.map(row),
    '',
    '## Where each figure of the documents went',
    '',
    'From `test/coverage/seed-figures.ts`: a path of a plan file, or why no plan has it. `test/coverage/seed-figures.spec.ts` holds it against the figures of the documents and against the plan files.',
    '',
    '| document | where | it says | in the plan, or why not |',
    '|---|---|---|---|',
    ...SEED_FIGURES.map((f) => `| ${f.document} | ${f.where} | ${f.says} | ${f.why ?? paths(f.at)} |`),
    '',
    '## What became of each sentence that asks for something',
    '',
    'From `test/coverage/seed-duties.ts`; `test/coverage/seed-duties.spec.ts` holds it against the sentences of the documents, the rows above and the plan files.',
    '',
    '| document | in words of it | the row, the place in the plan, or why neither |',
    '|---|---|---|',
    ...SEED_DUTIES.map((d) => `| ${d.document} | ${d.words} | ${d.why ?? d.rows?.join(', ') ?? paths(d.at)} |`),
    '',
  ].join('\n');
}
