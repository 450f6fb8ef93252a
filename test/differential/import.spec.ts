import { describe, expect, it } from '@jest/globals';
import { generate, IMPORTED_AT } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';
import { consult } from '../support/oracle/index.js';
import { sampled, withoutAConcern } from '../support/sample.js';

/** The product against a second reading of the documents, written without sight of it (test/support/oracle). */
async function compare(lines: readonly string[], read: readonly string[]): Promise<void> {
  const product = memoryInstallation(() => new Date(IMPORTED_AT).toISOString());
  const ours = await product.import(lines);
  const theirs = consult([read.join('\n')], IMPORTED_AT).importResult;
  const text = (r: { line: number; code: string; rule: string | null }) => `${r.line} ${r.code} ${r.rule}`;
  const differences = [
    ...ours.refused
      .filter((r) => !theirs.refused.some((t) => text(t) === text(r)))
      .map((r) => `ours:   ${text(r)} ${r.message.slice(0, 60)} ${lines[r.line - 1]?.slice(0, 400)}`),
    ...theirs.refused
      .filter((r) => !ours.refused.some((t) => text(t) === text(r)))
      .map((r) => `oracle: ${text(r)} ${lines[r.line - 1]?.slice(0, 400)}`),
  ];
  expect(differences).toEqual([]);
  expect({ accepted: ours.accepted, duplicates: ours.duplicates }).toEqual({
    accepted: theirs.accepted,
    duplicates: theirs.duplicates,
  });
}

describe('Importing a command file', () => {
  for (const seed of sampled([1, 2, 3], 1)) {
    it(`answers every line as an independent reading of the contract does (seed ${seed})`, async () => {
      const lines = generate(seed, 60);
      await compare(lines, lines);
    });
    it(`is seen to differ where the other reading knows one concern less (seed ${seed})`, async () => {
      const lines = generate(seed, 15);
      const { refused } = consult([lines.join('\n')], IMPORTED_AT).importResult;
      await expect(compare(lines, withoutAConcern(lines, 'koebenhavn', refused))).rejects.toThrow('oracle: ');
    });
  }
});
