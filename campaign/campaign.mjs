// `npm run campaign -- --minutes 10 --seed 7` or `npm run campaign -- --deliveries 1000000 --seed 7`; see docs/campaign.md
import process from 'node:process';
import { crashCampaign } from './crash.mjs';
import { deliveryCampaign } from './deliveries.mjs';
import { prng } from './prng.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const seconds = option('seconds', 60 * option('minutes', 1));
const deliveries = option('deliveries', undefined);
const seed = option('seed', 1);
const say = (text) => process.stderr.write(`${text}\n`);

let site;
let ending = false;
async function finish(code) {
  if (ending) return;
  ending = true;
  await site?.close();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void finish(1));

const order = {
  seed,
  say,
  chance: prng(seed),
  ended: () => ending,
  opened: (opened) => {
    site = opened;
  },
};
try {
  const found =
    deliveries === undefined
      ? await crashCampaign({ ...order, seconds })
      : await deliveryCampaign({ ...order, deliveries });
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  await finish(found.wrong.length > 0 || found.blunt.length > 0 ? 1 : 0);
} catch (error) {
  say(`the campaign itself failed: ${error.stack}`);
  await finish(1);
}
