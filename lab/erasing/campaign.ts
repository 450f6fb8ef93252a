// `npm run erasing`: an erasure is killed (SIGKILL) after each thing that it does to the outside, on a real database, and goes on in another
// process: it must end as one that nothing stopped. `-- --step 3`: one of them.
import { killedAtSteps } from '../scenarios/killed.js';

interface Ended {
  readonly said: readonly object[];
  readonly left: number;
  readonly ok: boolean;
}
await killedAtSteps<Ended>({
  ...{ beside: import.meta.url, script: './eraser.js', what: 'erasing' },
  isRight: ({ said, left, ok }) => ok && left === 0 && said.length === 1,
});
