// `npm run campaign -- --minutes 10 --seed 7`, `-- --deliveries 1000000 --seed 7` or `-- --failover --minutes 3`; see docs/campaign.md
import process from 'node:process';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { flagOption, numberOption } from '../scenarios/options.js';
import type { CampaignRun } from './campaign-run.js';
import { crashCampaign } from './crash.js';
import { deliveryCampaign } from './deliveries.js';
import { failoverCampaign } from './failover.js';

const seconds = numberOption('seconds') ?? 60 * (numberOption('minutes') ?? 1);
const deliveries = numberOption('deliveries');
const seed = numberOption('seed') ?? 1;
const say = (text: string) => process.stderr.write(`${text}\n`);

let site: { close(): Promise<void> } | undefined;
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
  const found = flagOption('failover')
    ? await failoverCampaign(run, seconds)
    : deliveries === undefined
      ? await crashCampaign(run, seconds)
      : await deliveryCampaign(run, deliveries);
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  await finish(found.wrong.length > 0 || found.uncovered.length > 0 ? 1 : 0);
} catch (error) {
  say(`the campaign itself failed: ${error instanceof Error ? error.stack : error}`);
  await finish(1);
}
