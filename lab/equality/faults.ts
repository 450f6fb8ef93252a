import { setTimeout as pause } from 'node:timers/promises';
import type { RoundProcesses } from './processes.js';

const OFTEN = ['killFollower', 'killFollower', 'endSession', 'endSession', 'killShard', 'freezeFollower'] as const;

/** Whoever is killed begins anew, which costs a second of a processor: a short run is to fire each, not as many as it has time for. */
const TURNS_OF_FIRST = 2;

/** Faults by chance until everything is written; after the death of the server everybody begins anew, so a round has one of them. */
export async function injectFaults(processes: RoundProcesses, isFirst: boolean): Promise<void> {
  const { random } = processes.round;
  const server = random.one(['killBackend', 'killPostmaster'] as const);
  const first = ['killWriter', server, 'killFollower', 'endSession'] as const;
  await pause(300);
  for (let turn = 0; !isFirst || turn < TURNS_OF_FIRST; turn++)
    for (const kind of random.shuffled<(typeof first)[number] | (typeof OFTEN)[number]>(turn === 0 ? first : OFTEN)) {
      if (processes.over) return;
      await processes[kind]();
      await pause(random.whole(100, 800));
    }
}
