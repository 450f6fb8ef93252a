import { expect, it } from '@jest/globals';
import { labRun } from './covered-run.js';

/** `npm run erasing` kills it at every step. */
it('An erasure that is killed between destroying the keys and saying so goes on in the next process, and ends as every other', () => {
  expect(labRun(['erasing', 'campaign', '--step', '4'])).toEqual({ steps: [4], wrong: [] });
});

it('Processes that write the list of destroyed keys at once lose no line of each other, one of them killed in the middle', () => {
  expect(labRun(['erasing', 'writers'])).toMatchObject({ wrong: [] });
});
