// `npm run rotating`: keys are wrapped anew and old wrapping keys are destroyed, and that is killed (SIGKILL) after each thing that it does to the
// key folder and to the rows of keys; it goes on in another process and must end as one that nothing stopped. `-- --step 3`, `-- --sample 2 --seed 7`.
import { isDeepStrictEqual } from 'node:util';
import { killedAtSteps } from '../scenarios/killed.js';
import { RIGHT, type Stands } from './stands.js';

await killedAtSteps<Stands>({
  ...{ beside: import.meta.url, script: './rotator.js', what: 'rotating' },
  isRight: (stands) => isDeepStrictEqual(stands, RIGHT),
});
