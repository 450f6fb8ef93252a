// `rotator.ts DIR STEP`: see `killedAtSteps`. What is under way is the look of the tenth of April: what was made in January and February is wrapped
// anew under a key that is made for it, and the wrapping keys of both months, older than any backup may be, are destroyed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { install } from '../../src/main/compose.js';
import { countEffects } from './effects.js';
import { heldIn, made, partsOf, stands } from './held.js';

const [, , data = '', asked = ''] = process.argv;
const step = Number(asked);

let now = '2026-01-10T06:00:00.000Z';
const installation = await install({ data, clock: { now: () => now } });
const set = (to: string) => {
  now = to;
};
if (!existsSync(heldIn(data))) await made(installation, data, set);
set('2026-04-10T06:00:00.000Z');
let steps = 0;
if (step >= 0) {
  countEffects(join(data, 'kms'), partsOf(installation).keys, (done) => {
    steps = done;
    if (done === step) process.kill(process.pid, 'SIGKILL');
  });
  await installation.rotation.look();
  process.stdout.write(`${JSON.stringify(await stands(installation, data))}\n${JSON.stringify({ steps })}\n`);
}
await installation.close();
