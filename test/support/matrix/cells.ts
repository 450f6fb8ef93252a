import type { Actor } from '../../../src/domain/kernel/event.js';
import { Random } from '../../../src/interface/cli/demo-data/random.js';
import { ACTORS } from './actors.js';
import { COMMAND_PROBES } from './commands.js';
import { type Mismatch, type Probe, tried } from './probe.js';
import { LIST_PROBES, RECORD_PROBES } from './queries.js';
import type { World } from './world.js';

export interface Cell {
  readonly probe: Probe;
  readonly who: Actor;
}
export const PROBES: readonly Probe[] = [...RECORD_PROBES, ...LIST_PROBES, ...COMMAND_PROBES];
/** Every actor × every question and command × every record and parameter. */
export const CELLS: readonly Cell[] = PROBES.flatMap((probe) => ACTORS.map((who) => ({ probe, who })));

export const someOf = (cells: readonly Cell[], count: number, seed: number): readonly Cell[] =>
  new Random(seed).shuffled(cells).slice(0, count);

/** What is not as the table says; with `stopAt`, no more than so many. */
export async function mismatches(world: World, cells: readonly Cell[], stopAt = Number.POSITIVE_INFINITY) {
  const found: Mismatch[] = [];
  for (const { probe, who } of cells) {
    const wrong = await tried(world, probe, who);
    if (wrong) found.push(wrong);
    if (found.length >= stopAt) break;
  }
  return found;
}
