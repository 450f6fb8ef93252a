import { setTimeout as pause } from 'node:timers/promises';
import type { RoundProcesses } from './processes.js';

const OFTEN = ['killFollower', 'killFollower', 'endSession', 'endSession', 'killShard', 'freezeFollower'] as const;

/** Faults by chance until everything is written; after the death of the server everybody begins anew, so a round has one of them. */
export async function injectFaults(processes: RoundProcesses): Promise<void> {
  const { random } = processes.round;
  const server = random.one(['killBackend', 'killPostmaster'] as const);
  const first = ['killWriter', server, 'killFollower', 'endSession'] as const;
  await pause(300);
  for (let kinds: readonly ((typeof first)[number] | (typeof OFTEN)[number])[] = first; ; kinds = OFTEN)
    for (const kind of random.shuffled(kinds)) {
      if (processes.over) return;
      await processes[kind]();
      await pause(random.whole(100, 800));
    }
}
