import { describe, expect, it } from '@jest/globals';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import { indicators } from '../../src/domain/indicators/report.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { importNamed } from '../support/contract-product.js';
import { commandIdOf, SCENARIOS, type Scenario, T } from '../support/oracle/contract/index.js';
import { judgedDue, judgedLines } from '../support/oracle/contract/judged.js';

async function differing(scenario: Scenario): Promise<string[]> {
  const lines = scenario.lines.map((line, index) => JSON.stringify({ commandId: commandIdOf(index + 1), ...line }));
  const { product, result } = await importNamed(lines, T);
  const refused = new Map(result.refused.map(({ line, code, rule }) => [line, rule ?? code]));
  const found = judgedLines(
    scenario,
    lines.map((_, index) => refused.get(index + 1) ?? 'ok'),
  );
  const models = FoldedModels.of(await product.log());
  const { plans } = product.book;
  for (const due of scenario.due ?? []) {
    const at = new Date(due.at ?? T).toISOString();
    found.push(...judgedDue(due, await deadlines(models, plans, { infohus: due.infohus ?? 'koebenhavn' }, at)));
  }
  for (const { id, plan: planId, year, is } of scenario.figures ?? []) {
    const plan = plans.find((p) => p.planId === planId);
    if (!plan) throw new Error(planId);
    const facts = await models.facts(plan.infohus);
    const row = indicators(facts, { plan, plans, year, clock: new Date(T).toISOString() }).find((i) => i.id === id);
    const was = [row?.value, row?.numerator, row?.denominator, row?.unknown];
    if (JSON.stringify(was) !== JSON.stringify(is)) found.push(`${id} ${year} was ${was}, is ${is}`);
  }
  return found;
}

/** The product against answers written by hand from commands.md and domain.md (test/support/oracle/contract). */
describe('The contract as amended', () => {
  for (const scenario of SCENARIOS)
    it(scenario.name, async () => {
      expect(await differing(scenario)).toEqual([]);
    });
});
