// `npm run campaign -- --minutes 10 --seed 7` or `npm run campaign -- --deliveries 1000000 --seed 7`; see docs/campaign.md
import process from 'node:process';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { numberOption } from '../scenarios/options.js';
import type { Site } from '../scenarios/site.js';
import type { CampaignRun } from './campaign-run.js';
import { crashCampaign } from './crash.js';
import { deliveryCampaign } from './deliveries.js';

const seconds = numberOption('seconds') ?? 60 * (numberOption('minutes') ?? 1);
const deliveries = numberOption('deliveries');
const seed = numberOption('seed') ?? 1;
const say = (text: string) => process.stderr.write(`${text}\n`);

let site: Site | undefined;
let ending = false;
async function finish(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await site?.close();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void finish(1));

const run: CampaignRun = {
  seed,
  say,
  random: new Random(seed),
  ended: () => ending,
  opened: (opened) => {
    site = opened;
  },
};
try {
  const found = deliveries === undefined ? await crashCampaign(run, seconds) : await deliveryCampaign(run, deliveries);
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  await finish(found.wrong.length > 0 || found.uncovered.length > 0 ? 1 : 0);
} catch (error) {
  say(`the campaign itself failed: ${error instanceof Error ? error.stack : error}`);
  await finish(1);
}
