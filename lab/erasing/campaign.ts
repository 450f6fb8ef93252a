// `npm run erasing`: an erasure is killed (SIGKILL) after each thing that it does to the outside, on a real database, and goes on in another
// process: it must end as one that nothing stopped. `-- --step 3`: one of them.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ChildProcesses } from '../scenarios/child-processes.js';
import { numberOption } from '../scenarios/options.js';
import { temporaryFolder } from '../scenarios/temporary.js';

interface Ended {
  readonly said: readonly {
    readonly keys: number;
    readonly erased: readonly string[];
    readonly review: readonly string[];
  }[];
  readonly left: number;
  readonly ok: boolean;
}
/** Looking up the keys, the signed list, the keys' end, the event, the segments' end. */
const STEPS = 5;
const only = numberOption('step');
const steps = only === undefined ? Array.from({ length: STEPS }, (_, i) => i + 1) : [only];
const folder = temporaryFolder('erasing');
const processes = new ChildProcesses(import.meta.url);
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    processes.killAll();
    process.exit(1);
  });
const wrong: string[] = [];

const made = join(folder, 'made');
// One alone makes its own folder as it goes, and is held against what an erasure must come to.
if (only === undefined) await processes.start('./eraser.js', [made, -1]).gone;
const undisturbed = only === undefined ? await ended(copy('undisturbed')) : undefined;
for (const step of steps) {
  const data = copy(`step-${step}`);
  const child = processes.start('./eraser.js', [data, step]);
  await processes.ended(child);
  if (child.process.signalCode !== 'SIGKILL') wrong.push(`step ${step}: nothing was killed`);
  const found = await ended(data);
  if (found?.ok !== true || found.left !== 0 || found.said.length !== 1)
    wrong.push(`step ${step}: ended as ${JSON.stringify(found)}`);
  if (undisturbed && JSON.stringify(found) !== JSON.stringify(undisturbed))
    wrong.push(`step ${step}: ended as ${JSON.stringify(found)}, not as ${JSON.stringify(undisturbed)}`);
  process.stderr.write(`killed after step ${step}: ${wrong.length === 0 ? 'ends the same' : 'WRONG'}\n`);
}
process.stdout.write(`${JSON.stringify({ steps, wrong: [...wrong, ...processes.wrong] }, null, 2)}\n`);
process.exitCode = wrong.length + processes.wrong.length > 0 ? 1 : 0;

function copy(name: string): string {
  const to = join(folder, name);
  if (only === undefined) cpSync(made, to, { recursive: true });
  return to;
}
async function ended(data: string): Promise<Ended | undefined> {
  const child = processes.start('./eraser.js', [data, 0]);
  await child.gone;
  return child.told<Ended>()[0];
}
