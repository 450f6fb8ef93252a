import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import type { ChildProcesses } from '../scenarios/child-processes.js';
import { asLines, type Counts, randomHistory } from '../scenarios/random-history.js';
import type { Site } from '../scenarios/site.js';
import type { Damage } from './damage.js';
import { injectFaults } from './faults.js';
import { RoundProcesses } from './processes.js';
import { rebuilds } from './rebuilds.js';
import { verify } from './verify.js';

const SIZES = [200, 300, 300, 500, 500, 1200];
/** The first round shall be over soon, and one in which a defect was planted at once. */
const [FIRST, PLANTED] = [250, 120];

interface Planned {
  readonly site: Site;
  readonly children: ChildProcesses;
  readonly seed: number;
  readonly number: number;
  readonly damage: Damage | undefined;
  readonly fired: Record<string, number>;
}
interface Played {
  readonly counts: Counts;
  readonly digest: string;
  readonly wrong: readonly string[];
}

/** Of one round all chance comes from the seed and the number of the round; what the machine makes of it, does not. */
export async function playRound({ seed, number, ...around }: Planned): Promise<Played> {
  const { site, children, damage } = around;
  const random = new Random(seed * 10_007 + number);
  const verifying = new Random(random.whole(1, 1e9));
  const isFirst = number === 1;
  const size = damage ? PLANTED : isFirst ? FIRST : random.one(SIZES);
  const history = randomHistory(random.whole(1, 1e9), size);
  const file = join(site.folder, 'history.jsonl');
  writeFileSync(file, asLines(history));
  const url = await site.database();
  const { counts, digest } = history;
  const processes = new RoundProcesses({ ...around, url, file, random, events: counts.events });
  try {
    if (damage) await processes.writer.gone;
    else
      await Promise.all([
        injectFaults(processes, isFirst),
        rebuilds(processes, isFirst).finally(() => processes.letGo()),
      ]);
    await verify(processes, history, verifying);
    processes.hear();
  } finally {
    await processes.close();
    rmSync(file);
  }
  await site.drop(url);
  return { counts, digest, wrong: [...processes.wrong, ...children.wrong.splice(0)] };
}
