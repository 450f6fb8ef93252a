// `npm run test:eventstoredb`: what concerns EventStoreDB, against the server of EVENT_STORE_URL, or else against the double in test/support.
import { spawnSync } from 'node:child_process';

const url = process.env.EVENT_STORE_URL;
console.log(
  url
    ? `against the server at ${url.replace(/^[^:]*:\/\/(?:[^@/]*@)?([^/?]*).*$/, '$1')}`
    : 'against the double in test/support/eventstoredb: no server was spoken to. Set EVENT_STORE_URL=esdb://… for a real one.',
);
const { status } = spawnSync(process.execPath, ['test/run.mjs', 'eventstoredb'], { stdio: 'inherit' });
process.exit(status ?? 1);
