import { toldOf } from '../../application/processes/key-rotation.js';
import { type Common, print, say, withInstallation } from './session.js';

/** `keys rotate`: what `serve` does every hour, now. */
export const rotateVerb = (flags: Common): Promise<void> =>
  withInstallation(flags, async ({ rotation }, ask) => {
    await ask('Operate', { what: 'keys' });
    const rotated = await rotation.look();
    if (flags.json) print(rotated ?? null);
    else say(rotated ? toldOf(rotated) : 'another process rotates the keys at this moment');
  });
