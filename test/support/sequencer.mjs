import TestSequencer from '@jest/test-sequencer';

const LEVELS = ['.e2e-spec.', '.int-spec.', ''];
const levelOf = ({ path }) => LEVELS.findIndex((level) => path.includes(level));

/** What takes longest comes first, also where no earlier run has told: else one worker would end with it alone. */
export default class Sequencer extends TestSequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => levelOf(a) - levelOf(b));
  }
}
