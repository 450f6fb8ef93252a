import { randomInt } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { labRun } from './covered-run.js';

/** `npm run rotating` kills it at every step. */
it('A rotation of the keys that is killed anywhere goes on in the next process, and ends as every other', () => {
  const seed = randomInt(1_000_000);
  expect(labRun(['rotating', 'campaign', '--sample', '1', '--seed', String(seed)])).toMatchObject({ wrong: [] });
});
