// A process that keeps the read models at the head, as the product does (`run`) or in steps of any size (`steps`): follower.js URL WAY SEED
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionLoss } from '../../src/infrastructure/read-store/outage.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { type ReadModelsAt, withReadModels } from '../scenarios/read-models.js';
import { damagedStore } from './damage.js';

const [url = '', way, seed] = process.argv.slice(2);
const random = new Random(Number(seed));
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

/** What a follower tells of: what it could not do though there was no outage. */
export interface Complaint {
  readonly failed: string;
}

function complain(error: unknown): void {
  if (isConnectionLoss(error)) return;
  const cause = error instanceof Error ? (error.cause ?? '') : '';
  const complaint: Complaint = { failed: `${error} ${cause}` };
  process.stdout.write(`${JSON.stringify(complaint)}\n`);
}

async function steps({ store, projector }: ReadModelsAt): Promise<void> {
  while (!stop.signal.aborted) {
    try {
      const { position: head } = await store.head();
      const least = Math.min(...(await projector.status()).map(({ position }) => position));
      await projector.catchUp(Math.min(head, least + random.one([1, 2, 7, 30, 120, 1000])));
    } catch (error) {
      complain(error);
      await pause(50);
    }
    await pause(random.whole(0, 30));
  }
}

await withReadModels(url, (models) => (way === 'run' ? models.projector.run(stop.signal, complain) : steps(models)), {
  through: damagedStore,
});
