import { ChildProcesses } from '../../scenarios/child-processes.js';
import type { BuildRun } from './build.js';
import type { RunWay } from './ours.js';

/** The scripts of this folder. */
export const children = new ChildProcesses(import.meta.url);

/** Builds the read models in a process of its own. @throws where it failed */
export async function builtApart(url: string, way: RunWay): Promise<BuildRun> {
  const child = children.start('build.js', [url, way]);
  await child.gone;
  const [run] = child.told<BuildRun>();
  if (run === undefined) throw new Error(`build.js ended with ${child.process.exitCode}`);
  return run;
}
