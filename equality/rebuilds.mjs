import { rebuild, stranded, tear } from './rebuild.mjs';
import { pause, projections } from './wiring.mjs';

const ALL = projections.map(({ name }) => name);

function orderBy(chance) {
  const models = chance.chance(0.7) ? ALL : ALL.filter(() => chance.chance(0.5));
  return {
    models: models.length > 0 ? models : ALL,
    slices: chance.whole(1, 12),
    range: chance.one([3, 20, 100, 400]),
    helpers: chance.whole(0, 2),
    compare: chance.chance(0.4),
    dryRun: chance.chance(0.2),
    abandon: false,
  };
}

/** When a rebuild is killed: in a phase, and after so many of its parts. */
const killBy = (chance, { slices }) =>
  chance.one([
    { phase: 'reading', parts: chance.whole(0, 5) },
    { phase: 'building', parts: chance.whole(0, slices - 1) },
    { phase: 'building', parts: chance.whole(0, slices - 1) },
    { phase: 'indexing' },
    { phase: 'catching-up' },
  ]);

/** In the midst of its slices, so that it has some left when it wakes. */
const stranding = (chance) => ({ phase: chance.one(['reading', 'building']), parts: 2, strand: true });

/** So that also the shortest run has fired each: one that is killed as it reads, and amid its slices, and resumed, a dry run, one that is given up. */
function opening(chance) {
  const order = { ...orderBy(chance), models: ALL, slices: 12, range: 40, helpers: 1, compare: true, dryRun: false };
  return [
    ['rebuild killed: reading', { ...order, range: 3 }, { phase: 'reading', parts: 2 }],
    ['rebuild killed: building', order, { phase: 'building', parts: 3 }],
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
    if (chance.chance(0.3)) yield [{ ...order, slices: 24, range: 40, helpers: 1 }, stranding(chance)];
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
    if (crowd.chance.chance(0.3)) tear(crowd);
    await pause(crowd.chance.whole(0, 200));
  }
}

/** One is stranded, another begins with other work, and meanwhile the first one wakes and goes on. */
async function strandedAmong(crowd, order, kill) {
  const ended = await stranded(crowd, { ...order, models: [crowd.chance.one(ALL)] }, kill);
  await rebuild(crowd, { ...order, models: ALL, compare: true, dryRun: false });
  await ended();
}
