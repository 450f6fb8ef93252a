import { setTimeout as wait } from 'node:timers/promises';
import type { Sleep } from '../../application/ports/runtime.js';

/** Who ends the waiting does not make it fail. */
export const sleep: Sleep = (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined);
