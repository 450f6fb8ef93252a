import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { syntheticYears } from '../../src/interface/cli/demo-data/synthetic-years.js';
import { memoryInstallation } from '../support/installation.js';
import { WHOLE, withoutAConcern } from '../support/sample.js';

const accepted = async (lines: readonly string[]) => {
  const { import: run } = memoryInstallation(() => '2026-01-05T09:00:00.000Z');
  return run(lines);
};

describe('The demo data', () => {
  for (const seed of WHOLE ? [2016, 1, 2, 3] : [2016]) {
    it(`of two synthetic years is taken whole, and is the same each time (seed ${seed})`, async () => {
      const lines = syntheticYears(seed);
      expect(syntheticYears(seed)).toEqual(lines);
      expect(await accepted(lines)).toEqual({ accepted: lines.length, duplicates: 0, refused: [] });
    });
  }
  for (const name of ['nine-months', 'nine-months-declined', 'koege-and-registers']) {
    it(`of ${name} is taken whole`, async () => {
      const lines = readFileSync(`demo/${name}.ndjson`, 'utf8').split('\n').filter(Boolean);
      expect(await accepted(lines)).toEqual({ accepted: lines.length, duplicates: 0, refused: [] });
    });
  }
  it('is seen not to be taken where a line is missing', async () => {
    const lines = readFileSync('demo/nine-months.ndjson', 'utf8').split('\n').filter(Boolean);
    expect((await accepted(withoutAConcern(lines, 'koebenhavn'))).refused).not.toEqual([]);
  });
});
