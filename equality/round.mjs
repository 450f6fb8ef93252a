import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prng } from '../campaign/prng.mjs';
import { Crowd } from './crowd.mjs';
import { historyOf } from './history.mjs';
import { judge } from './judge.mjs';
import { rebuilds } from './rebuilds.mjs';
import { storm } from './storm.mjs';

const SIZES = [200, 300, 300, 500, 500, 1200];
/** The first round shall be over soon, and one in which a defect was planted at once. */
const [FIRST, PLANTED] = [250, 120];

/** Of one round all chance comes from the seed and the number of the round; what the machine makes of it, does not. */
export async function playRound({ site, seed, number, damage, fired }) {
  const chance = prng(seed * 10_007 + number);
  const judging = prng(chance.whole(1, 1e9));
  const history = historyOf(chance.whole(1, 1e9), damage ? PLANTED : number === 1 ? FIRST : chance.one(SIZES));
  const file = join(site.folder, 'history.jsonl');
  writeFileSync(file, history.appends.map((append) => `${JSON.stringify(append)}\n`).join(''));
  const { events } = history.counts;
  const url = await site.database();
  const crowd = new Crowd({ site, url, file, chance, fired, damage, events, wrong: [] });
  try {
    if (damage) await crowd.writer.gone;
    else await Promise.all([storm(crowd), rebuilds(crowd, number === 1).finally(() => crowd.letGo())]);
    await judge(crowd, history, judging);
    crowd.hear();
  } finally {
    await crowd.close();
    rmSync(file);
  }
  await site.drop(url);
  return { counts: history.counts, digest: history.digest, wrong: [...crowd.wrong, ...site.processes.wrong.splice(0)] };
}
