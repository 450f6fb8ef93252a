// A process that keeps the read models at the head, as the product does (`run`) or in steps of any size (`steps`): follower.mjs URL WAY SEED
import process from 'node:process';
import { prng } from '../campaign/prng.mjs';
import { isConnectionLoss } from '../dist/infrastructure/read-store/outage.js';
import { damagedStore } from './damage.mjs';
import { pause, withReadModels } from './wiring.mjs';

const [url, way, seed] = process.argv.slice(2);
const chance = prng(Number(seed));
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

/** What is no outage is told to the one that judges. */
const complain = (error) => {
  if (!isConnectionLoss(error))
    process.stdout.write(`${JSON.stringify({ failed: `${error} ${error.cause ?? ''}` })}\n`);
};

async function steps({ store, projector }) {
  while (!stop.signal.aborted) {
    try {
      const { position: head } = await store.head();
      const least = Math.min(...(await projector.status()).map(({ position }) => position));
      await projector.catchUp(Math.min(head, least + chance.one([1, 2, 7, 30, 120, 1000])));
    } catch (error) {
      complain(error);
      await pause(50);
    }
    await pause(chance.whole(0, 30));
  }
}

await withReadModels(url, (models) => (way === 'run' ? models.projector.run(stop.signal, complain) : steps(models)), {
  through: damagedStore,
});
