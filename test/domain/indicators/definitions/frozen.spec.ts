import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonical } from '../../../../src/application/canonical.js';
import { DEFINITIONS } from '../../../../src/domain/indicators/definitions/index.js';
import type { Facts } from '../../../../src/domain/indicators/facts.js';
import { indicators, type Versions } from '../../../../src/domain/indicators/report.js';
import type { Plan } from '../../../../src/domain/plan/schema.js';
import { FROZEN_PLANS, FROZEN_SETS } from '../frozen-facts.js';

/**
 * A formula never changes under its version: reports that were frozen by it could not be computed again. A version that is not frozen yet is
 * written down by `FREEZE=1 npm run spec -- test/domain/indicators/definitions/frozen.spec.ts`; nothing that stands is ever written over.
 */
const FILE = 'test/domain/indicators/definitions/frozen.json';
interface Frozen {
  /** SHA-256 of the wording of each definition and of each set of facts. */
  readonly wordings: Record<string, string>;
  readonly facts: Record<string, string>;
  /** By `kind version`, then by the case: value, numerator, denominator, unknown. */
  readonly figures: Record<string, Record<string, string>>;
}
const frozen = JSON.parse(readFileSync(FILE, 'utf8')) as Frozen;

const YEARS = [2015, 2016, 2017, 2018];
/** In the middle of a window, and long after. */
const CLOCKS = ['2017-06-15T10:00:00.000Z', '2030-01-01T00:00:00.000Z'];
const hash = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex');

/** Every figure of a definition, over every set of facts, plan, year and clock. */
function figuresOf(kind: string, version: number): Record<string, string> {
  const figures = Object.entries(FROZEN_SETS).flatMap(([set, facts]) =>
    FROZEN_PLANS.flatMap((plan) =>
      YEARS.flatMap((year) => CLOCKS.flatMap((clock) => counted({ set, facts, plan, year, clock }))),
    ),
  );
  return Object.fromEntries(figures);

  function counted({
    set,
    facts,
    plan,
    year,
    clock,
  }: {
    set: string;
    facts: Facts;
    plan: Plan;
    year: number;
    clock: string;
  }) {
    const own = { ...plan, indicators: plan.indicators.filter((i) => i.kind === kind) };
    const versions: Versions = Object.fromEntries(own.indicators.map(({ id }) => [id, version]));
    return indicators(facts, { plan: own, plans: FROZEN_PLANS, year, clock, versions })
      .filter(({ id }) => id in versions)
      .map(({ id, value, numerator, denominator, unknown }) => [
        `${set} ${plan.planId} ${year} ${clock.slice(0, 4)} ${id}`,
        [value, numerator, denominator, unknown].join(' '),
      ]);
  }
}

const all = Object.values(DEFINITIONS).flat();
const called = ({ kind, version }: { kind: string; version: number }) => `${kind} ${version}`;
if (process.env.FREEZE) freeze();

describe('A definition that was used stays as it is', () => {
  it('is tried on the facts it was frozen by: they never change, a new case is a new set', () => {
    for (const [set, facts] of Object.entries(FROZEN_SETS))
      expect([set, hash(facts)]).toEqual([set, frozen.facts[set]]);
  });

  it.each(all.map((d) => [called(d), d] as const))(
    '%s counts what it counted, and says so in the same words',
    (name, d) => {
      const then = frozen.figures[name];
      if (!then) throw new Error(`${name} is not frozen: see the head of this file`);
      const now = figuresOf(d.kind, d.version);
      const changed = Object.keys(then).filter((at) => now[at] !== then[at]);
      if (changed.length > 0)
        throw new Error(`${name} gives other figures (${changed.length}, ${changed[0]}): count it as a new version`);
      expect(now).toEqual(then);
      if (hash(d.wording) !== frozen.wordings[name])
        throw new Error(`${name} says something else: count it as a new version`);
    },
  );

  it('is never taken away', () => {
    expect(Object.keys(frozen.figures).filter((name) => !all.some((d) => called(d) === name))).toEqual([]);
  });
});

function freeze() {
  for (const [set, facts] of Object.entries(FROZEN_SETS)) frozen.facts[set] ??= hash(facts);
  for (const d of all) {
    // A new set adds its own cases to what stands.
    frozen.figures[called(d)] = { ...figuresOf(d.kind, d.version), ...frozen.figures[called(d)] };
    frozen.wordings[called(d)] ??= hash(d.wording);
  }
  writeFileSync(FILE, `${JSON.stringify(frozen, null, 1)}\n`);
}
