import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../src/application/canonical.js';
import { decode, openPart } from '../../src/application/codec.js';
import { indicators } from '../../src/domain/indicators/report.js';
import { aggregateOf, type Recorded } from '../../src/domain/kernel/event.js';
import { history } from '../../src/domain/kernel/history.js';
import type { EventInfo } from '../../src/domain/kernel/vocabulary.js';
import { aggregateNamed, aggregates } from '../../src/domain/registry.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { projections } from '../../src/projections/index.js';
import { fold } from '../../src/projections/projection.js';
import { anyOf, formOf } from '../support/events/any-event.js';
import { misfits } from '../support/events/fits.js';
import { frozen } from '../support/events/fixtures.js';
import { brokenChains, FROZEN, frozenLog, read } from '../support/events/frozen-log.js';
import { shapeOf } from '../support/events/shape-text.js';

/** Amendments are of every aggregate, and declared once. */
const nameOf = ({ aggregate, type }: Pick<EventInfo, 'aggregate' | 'type'>, version: number) =>
  `${type.startsWith('Event') ? 'every' : aggregate}/${type} ${version}`;
const declared = new Map(
  aggregates
    .flatMap((a) => Object.values(a.events))
    .flatMap((event) =>
      event.shape.versions.map((schema, i) => [nameOf(event, i + 1), { event, schema, version: i + 1 }] as const),
    ),
);
const logs = new Map(FROZEN.map((name) => [name, frozenLog(name)]));
const raw = [...logs.values()].flatMap((log) => log.map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes))));

interface Fixture {
  readonly shape: string;
  readonly data: unknown;
}
/** From a log where one has it, else made from its shape. */
function fixtureOf(name: string): Fixture {
  const { schema, event, version } = declared.get(name) as NonNullable<ReturnType<typeof declared.get>>;
  const written = raw.find((e) => nameOf({ aggregate: aggregateOf(e.stream), type: e.type }, e.schemaVersion) === name);
  const made = () => fc.sample(anyOf(formOf(schema)), { seed: version, numRuns: 1 })[0];
  return { shape: shapeOf(event.shape.versions[version - 1] ?? schema), data: written?.data ?? made() };
}
const fixtures = frozen(
  'events',
  Object.fromEntries([...declared.keys()].map((name) => [name, fixtureOf(name)])),
  true,
);

const told =
  'A changed shape is a new version with an upcast beside it: by(…, { old }).next({ new }, …). Then: npm run freeze';

describe('Every shape of an event that was ever written', () => {
  it(`has a frozen fixture, and is declared as it was then (${told})`, () => {
    const now = Object.fromEntries([...declared].map(([name, { schema }]) => [name, shapeOf(schema)]));
    const then = Object.fromEntries(Object.entries(fixtures).map(([name, { shape }]) => [name, shape]));
    expect(now).toEqual(then);
  });

  it('is read as the shape of today', () => {
    const wrong = Object.entries(fixtures).flatMap(([name, { data }]) => {
      const known = declared.get(name);
      if (!known) return [`${name} is not declared any more`];
      const { event, version } = known;
      const stored = { stream: `${event.aggregate}-1`, type: event.type, schemaVersion: version, eventId: 'e', data };
      const bytes = new TextEncoder().encode(JSON.stringify(stored));
      const today = decode({ position: 1, recordedAt: '', bytes });
      return misfits(formOf(event.schema), today.data).map((problem) => `${name}: ${problem}`);
    });
    expect(wrong).toEqual([]);
  });
});

const hash = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16);
/** As JSON holds it: sealed values are only there or not. */
const plain = (value: object): unknown => JSON.parse(JSON.stringify(openPart(value)));

describe.each([...FROZEN])('A log of an earlier version (%s)', (name) => {
  const stored = logs.get(name) ?? [];
  const log = read(stored);

  it('verifies: each event carries the hash of the one before it in its stream', () => {
    expect(brokenChains(stored)).toEqual([]);
  });

  it('replays to the states that it stood for then (npm run freeze, where a rule of the contract says otherwise since)', () => {
    const streams = [...new Set(log.map((e) => e.stream))].filter((s) => aggregateOf(s) !== 'access');
    const now = Object.fromEntries(streams.map((stream) => [stream, plainState(stream, log)]));
    const then = frozen(`${name}-states`, now, false);
    // A field that is new since then is no difference.
    expect(now).toMatchObject(then as object);
  });

  it('gives each read model the rows that it had, unless its version says that they are others (raise it; npm run freeze)', () => {
    const now = Object.fromEntries(
      projections.map((p) => [`${p.name} ${p.version}`, { table: hash(p.table), rows: hash(rowsOf(p, log)) }]),
    );
    const then = frozen(`${name}-read-models`, now, true);
    expect(now).toEqual(Object.fromEntries(Object.keys(now).map((key) => [key, then[key]])));
  });

  it('gives the figures that it gave', async () => {
    const plans = loadPlans('plans').map((p) => p.plan);
    const models = FoldedModels.of(log);
    const now: Record<string, unknown> = {};
    for (const plan of plans) {
      const facts = await models.facts(plan.infohus);
      for (const year of [2016, 2017, 2018, 2024, 2025]) {
        const all = indicators(facts, { plan, plans, year, clock: '2030-01-01T00:00:00.000Z' });
        now[`${plan.planId} ${year}`] = Object.fromEntries(
          all.map(({ id, value, numerator, denominator, unknown }) => [id, [value, numerator, denominator, unknown]]),
        );
      }
    }
    expect(now).toEqual(frozen(`${name}-figures`, now, false));
  });
});

function plainState(stream: string, log: readonly Recorded[]): unknown {
  const decider = aggregateNamed(aggregateOf(stream));
  const own = history(log.filter((e) => e.stream === stream));
  return plain(own.reduce((s, e) => decider?.evolve(s, e), decider?.initial) as object);
}
const rowsOf = (p: (typeof projections)[number], log: readonly Recorded[]) =>
  [...fold(p, log)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => [key, plain(group.rows)]);
