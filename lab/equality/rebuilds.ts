import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import { projections } from '../../src/projections/index.js';
import type { At, RebuildOrder } from './order.js';
import type { RoundProcesses } from './processes.js';
import { rebuild, stranded, tear } from './rebuild.js';

const ALL = projections.map(({ name }) => name);

function orderBy(random: Random): RebuildOrder {
  const models = random.chance(0.7) ? ALL : ALL.filter(() => random.chance(0.5));
  return {
    models: models.length > 0 ? models : ALL,
    slices: random.whole(1, 12),
    range: random.one([3, 20, 100, 400]),
    helpers: random.whole(0, 2),
    compare: random.chance(0.4),
    dryRun: random.chance(0.2),
  };
}

const killBy = (random: Random, { slices }: RebuildOrder): At =>
  random.one<At>([
    { phase: 'reading', parts: random.whole(0, 5) },
    { phase: 'building', parts: random.whole(0, slices - 1) },
    { phase: 'building', parts: random.whole(0, slices - 1) },
    { phase: 'indexing' },
    { phase: 'catching-up' },
  ]);

interface Turn {
  readonly order: RebuildOrder;
  readonly kill?: At | undefined;
  /** In the midst of its slices, so that it has some left when it wakes. */
  readonly strand?: At;
}

/** So that also the shortest run has fired each: one that is killed as it reads, and amid its slices, and resumed, a dry run, one that is given up. */
function opening(random: Random): readonly (Turn & { readonly what: string })[] {
  // A helper is a process of its own, and processes are most of what a short run costs: two of the five have one.
  const order = { ...orderBy(random), models: ALL, slices: 12, range: 40, helpers: 0, compare: true, dryRun: false };
  const helped = { ...order, helpers: 1 };
  return [
    { what: 'rebuild killed: reading', order: { ...order, range: 3 }, kill: { phase: 'reading', parts: 2, held: 5 } },
    { what: 'rebuild killed: building', order: helped, kill: { phase: 'building', parts: 3, held: 11 } },
    { what: 'swapped during writes', order: helped },
    { what: 'dry run', order: { ...order, slices: 4, dryRun: true } },
    { what: 'rebuild given up', order: { ...order, abandon: true } },
  ];
}

/** For ranges of 3 events of which one is held and more are read. */
const ENOUGH = 30;

async function written(processes: RoundProcesses, events: number): Promise<void> {
  for (; !processes.over; await pause(20)) {
    const [head] = await processes.ask<{ position: number }>('select position::int from head');
    if (head && head.position >= events) return;
  }
}

/** Followers that are killed and frozen make many a dry run impossible. */
const MOST_TRIES = 20;

/** A fault may come between: then again. */
async function open(processes: RoundProcesses): Promise<void> {
  const { random, fired } = processes.round;
  await written(processes, ENOUGH);
  for (const { what, order, kill } of opening(random)) {
    const before = fired[what] ?? 0;
    for (let tried = 0; tried < MOST_TRIES && (fired[what] ?? 0) === before; tried++)
      await rebuild(processes, order, kill);
  }
}

function* endless(random: Random): Generator<Turn, never> {
  for (let order = orderBy(random); ; order = random.chance(0.6) ? order : orderBy(random)) {
    if (random.chance(0.1)) yield { order: { ...order, abandon: true } };
    if (random.chance(0.3)) {
      const strand: At = { phase: random.one(['reading', 'building'] as const), parts: 2 };
      yield { order: { ...order, slices: 24, range: 40, helpers: 1 }, strand };
    }
    yield { order, kill: random.chance(0.5) ? killBy(random, order) : undefined };
  }
}

/** Rebuild after rebuild while it is being written; some are killed, and the next one goes on with the work or begins anew. */
export async function rebuilds(processes: RoundProcesses, first: boolean): Promise<void> {
  if (first) return open(processes);
  const { random } = processes.round;
  let left = random.whole(3, 9);
  for (const { order, kill, strand } of endless(random)) {
    if (processes.over || left-- === 0) return;
    if (strand) await strandedAmong(processes, order, strand);
    else await rebuild(processes, order, kill);
    if (random.chance(0.3)) tear(processes);
    await pause(random.whole(0, 200));
  }
}

/** One is stranded, another begins with other work, and meanwhile the first one wakes and goes on. */
async function strandedAmong(processes: RoundProcesses, order: RebuildOrder, at: At): Promise<void> {
  const ended = await stranded(processes, { ...order, models: [processes.round.random.one(ALL)] }, at);
  await rebuild(processes, { ...order, models: ALL, compare: true, dryRun: false });
  await ended();
}
