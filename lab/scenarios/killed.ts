import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { ChildProcesses } from './child-processes.js';
import { numberOption } from './options.js';
import { temporaryFolder } from './temporary.js';

interface Killing<E> {
  /** `import.meta.url` of the campaign. */
  readonly beside: string;
  /**
   * `SCRIPT DIR STEP`: makes what it is about where DIR is new; does it, and is killed (SIGKILL) after the STEP-th thing that it does to the
   * outside. With STEP 0 it goes on to the end and says what stands then, and in a second line how many such things it did; with -1 it only makes.
   */
  readonly script: string;
  readonly what: string;
  isRight(ended: E): boolean;
}

/** Each step; `-- --step 3`: that one; `-- --sample 2 --seed 7`: so many by chance. What goes on in another process must end as if nothing had stopped it. */
export async function killedAtSteps<E>({ beside, script, what, isRight }: Killing<E>): Promise<void> {
  const folder = temporaryFolder(what);
  const processes = new ChildProcesses(beside);
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      processes.killAll();
      process.exit(1);
    });
  const only = numberOption('step');
  const made = join(folder, 'made');
  const wrong: string[] = [];
  // One alone makes its own folder as it goes, and is held against what is right.
  if (only === undefined) await processes.start(script, [made, -1]).gone;
  const undisturbed = only === undefined ? await ended('undisturbed') : undefined;
  if (undisturbed && !isRight(undisturbed.end)) wrong.push(`undisturbed: ended as ${JSON.stringify(undisturbed.end)}`);
  const steps = only === undefined ? chosen(undisturbed?.steps ?? 0) : [only];
  for (const step of steps) {
    const before = wrong.length;
    const child = processes.start(script, [folderOf(`step-${step}`), step]);
    await processes.ended(child);
    if (child.process.signalCode !== 'SIGKILL') wrong.push(`step ${step}: nothing was killed`);
    const { end } = await ended(`step-${step}`);
    const isSame = undisturbed === undefined || JSON.stringify(end) === JSON.stringify(undisturbed.end);
    if (!isSame || !isRight(end)) wrong.push(`step ${step}: ended as ${JSON.stringify(end)}`);
    process.stderr.write(`killed after step ${step}: ${wrong.length === before ? 'ends the same' : 'WRONG'}\n`);
  }
  const all = [...wrong, ...processes.wrong];
  process.stdout.write(`${JSON.stringify({ steps, wrong: all }, null, 2)}\n`);
  process.exitCode = all.length > 0 ? 1 : 0;

  function folderOf(name: string): string {
    const to = join(folder, name);
    if (only === undefined) cpSync(made, to, { recursive: true, force: false });
    return to;
  }
  async function ended(name: string): Promise<{ readonly end: E; readonly steps: number }> {
    const to = name === 'undisturbed' ? folderOf(name) : join(folder, name);
    const child = processes.start(script, [to, 0]);
    await child.gone;
    const [end] = child.told<E>();
    if (end === undefined) throw new Error(`${name}: what goes on said nothing of its end`);
    return { end, steps: child.told<{ readonly steps: number }>()[1]?.steps ?? 0 };
  }
}

function chosen(of: number): readonly number[] {
  const [sample, seed] = [numberOption('sample'), numberOption('seed')];
  if (sample === undefined) return Array.from({ length: of }, (_, i) => i + 1);
  const random = new Random(seed ?? 1);
  return Array.from({ length: sample }, () => random.whole(1, of));
}
