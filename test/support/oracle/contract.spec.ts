import { describe, expect, it } from '@jest/globals';
import { commandIdOf, SCENARIOS, type Scenario, T } from './contract/index.js';
import { judgedDue, judgedLines } from './contract/judged.js';
import { consult, deadlines, report } from './index.js';

function answer(scenario: Scenario) {
  const lines = scenario.lines.map((line, index) => JSON.stringify({ commandId: commandIdOf(index + 1), ...line }));
  const oracle = consult([lines.join('\n')], T);
  const refused = new Map(oracle.importResult.refused.map(({ line, code, rule }) => [line, rule ?? code]));
  return { oracle, answers: lines.map((_, index) => refused.get(index + 1) ?? 'ok') };
}

/** The oracle's calculation against answers written by hand from the two documents. */
describe('the oracle answers as the contract does', () => {
  for (const scenario of SCENARIOS)
    it(scenario.name, () => {
      const { oracle, answers } = answer(scenario);
      const differing = judgedLines(scenario, answers);
      for (const due of scenario.due ?? []) {
        const at = Date.parse(due.at ?? T);
        differing.push(
          ...judgedDue(due, deadlines(oracle, due.infohus ?? 'koebenhavn', at, { amended: true, whole: true })),
        );
      }
      expect(differing).toEqual([]);
      for (const { id, plan, year, is } of scenario.figures ?? []) {
        const infohus = plan.split('-')[0] ?? '';
        const row = report(oracle, infohus, year, Date.parse(T), { plan }).find((indicator) => indicator.id === id);
        expect([row?.value, row?.numerator, row?.denominator, row?.unknown]).toEqual(is);
      }
    });

  it('names no scenario twice, and each of its lines is one that the oracle knows', () => {
    const names = SCENARIOS.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
