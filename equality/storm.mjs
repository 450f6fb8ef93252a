import { pause } from './wiring.mjs';

const OFTEN = ['killFollower', 'killFollower', 'endSession', 'endSession', 'killShard', 'freezeFollower'];

/** Faults by chance until everything is written; after the death of the server everybody begins anew, so a round has one of them. */
export async function storm(crowd) {
  const { chance } = crowd;
  const server = chance.one(['killBackend', 'killPostmaster']);
  await pause(300);
  for (let kinds = ['killWriter', server, 'killFollower', 'endSession']; ; kinds = OFTEN)
    for (const kind of chance.shuffled(kinds)) {
      if (crowd.over) return;
      await crowd[kind]();
      await pause(chance.whole(100, 800));
    }
}
