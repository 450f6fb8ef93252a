import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { syntheticYears } from '../../src/interface/cli/demo-data/synthetic-years.js';
import { memoryInstallation } from '../support/installation.js';

const accepted = async (lines: readonly string[]) => {
  const { import: run } = memoryInstallation(() => '2026-01-05T09:00:00.000Z');
  return run(lines);
};

describe('The demo data', () => {
  for (const seed of [2016, 1, 2, 3]) {
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
});
