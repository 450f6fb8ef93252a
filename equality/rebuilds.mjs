import { rebuild, stranded } from './rebuild.mjs';
import { pause, projections } from './wiring.mjs';

const ALL = projections.map(({ name }) => name);

function orderBy(chance) {
  const models = chance.chance(0.7) ? ALL : ALL.filter(() => chance.chance(0.5));
  return {
    models: models.length > 0 ? models : ALL,
    slices: chance.whole(1, 12),
    helpers: chance.whole(0, 2),
    compare: chance.chance(0.4),
    dryRun: chance.chance(0.2),
    abandon: false,
  };
}

/** When a rebuild is killed: in a phase, and while building after so many slices. */
const killBy = (chance, { slices }) => ({
  phase: chance.one(['building', 'building', 'building', 'indexing', 'catching-up']),
  slices: chance.whole(0, slices - 1),
});

/** In the midst of its slices, so that it has some left when it wakes. */
const STRANDED = { phase: 'building', slices: 2, strand: true };

/** So that also the shortest run has fired each: one that is killed amid its slices and resumed, a dry run, one that is given up. */
function opening(chance) {
  const order = { ...orderBy(chance), models: ALL, slices: 12, helpers: 1, compare: true, dryRun: false };
  return [
    ['rebuild killed: building', order, { phase: 'building', slices: 3 }],
    ['swapped during writes', order],
    ['dry run', { ...order, slices: 4, helpers: 2, dryRun: true }],
    ['rebuild given up', { ...order, abandon: true }],
  ];
}

/** A fault may come between: then again. */
async function open(crowd) {
  for (const [what, order, kill] of opening(crowd.chance)) {
    const before = crowd.fired[what] ?? 0;
    for (let tried = 0; tried < 4 && (crowd.fired[what] ?? 0) === before; tried++) await rebuild(crowd, order, kill);
  }
}

function* endless(chance) {
  for (let order = orderBy(chance); ; order = chance.chance(0.6) ? order : orderBy(chance)) {
    if (chance.chance(0.1)) yield [{ ...order, abandon: true }];
    if (chance.chance(0.3)) yield [{ ...order, slices: 24, helpers: 1 }, STRANDED];
    yield [order, chance.chance(0.5) ? killBy(chance, order) : undefined];
  }
}

/** Rebuild after rebuild while it is being written; some are killed, and the next one goes on with the work or begins anew. */
export async function rebuilds(crowd, first) {
  if (first) return open(crowd);
  let left = crowd.chance.whole(3, 9);
  for (const [order, kill] of endless(crowd.chance)) {
    if (crowd.over || left-- === 0) return;
    if (kill?.strand) await strandedAmong(crowd, order, kill);
    else await rebuild(crowd, order, kill);
    await pause(crowd.chance.whole(0, 200));
  }
}

/** One is stranded, another begins with other work, and meanwhile the first one wakes and goes on. */
async function strandedAmong(crowd, order, kill) {
  const ended = await stranded(crowd, { ...order, models: [crowd.chance.one(ALL)] }, kill);
  await rebuild(crowd, { ...order, models: ALL, compare: true, dryRun: false });
  await ended();
}
