import type { Installation } from '../../src/application/installation.js';
import { WalkedClock } from '../../src/infrastructure/clock/walked-clock.js';
import type { Step } from '../../src/interface/cli/demo-data/steps.js';
import { walkAlong } from '../../src/interface/cli/demo-walk.js';
import { memoryInstallation, RefusalsInMemory } from './installation.js';

/** The product in memory, with the recorded clock walked along the steps as a demo walks it. */
export async function walkedAlong(
  steps: readonly Step[],
  looks: readonly string[],
  now: string,
  keeps?: ReadonlySet<string>,
) {
  const ended: number[] = [];
  const walk = new WalkedClock({ now: () => now }, (position) => ended.push(position));
  const product = memoryInstallation(() => walk.now());
  const installation = {
    ...{ walk, executor: product.executor, vault: product.vault, store: product.store, book: product.book },
    ...{ live: product.live, clock: walk },
    refusals: new RefusalsInMemory(),
    gate: { importing: (work: () => Promise<unknown>) => work(), evaluating: (work: () => Promise<unknown>) => work() },
    projector: { catchUp: async () => undefined },
    erasures: { run: async () => 0 },
    alerts: product.alerts(),
    asker: { ask: (query: never, params: never, reader: never) => product.ask(reader, query, params) },
  };
  const result = await walkAlong(installation as unknown as Installation, steps, looks, keeps);
  return { ...product, result, ended };
}
