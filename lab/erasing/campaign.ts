// `npm run erasing`: an erasure is killed (SIGKILL) after each thing that it does to the outside, on a real database, and goes on in another
// process: it must end as one that nothing stopped. `-- --step 3`: one of them.
import { killedAtSteps } from '../scenarios/killed.js';

interface Ended {
  readonly said: readonly object[];
  readonly left: number;
  readonly ok: boolean;
  /** Documents about the person that can still be opened. */
  readonly opens: number;
  /** Files below the data folder that hold what was sealed, as it was written. */
  readonly clear: readonly string[];
  /** The same search finds what does stand there. */
  readonly sees: boolean;
}
await killedAtSteps<Ended>({
  ...{ beside: import.meta.url, script: './eraser.js', what: 'erasing' },
  isRight: ({ said, left, ok, opens, clear, sees }) =>
    ok && sees && said.length === 1 && `${left}/${opens}/${clear.length}` === '0/0/0',
});
