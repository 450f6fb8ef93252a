// `npm run mutate -- src/domain/case/courses.ts src/domain/concern …`: plants faults in these files, or in all of a folder, and says which
// of them no spec finds. Asked are the specs beside them (`test/domain/case`), or those of `--specs test/domain,test/application`. Other options
// (`--ignoreStatic`) go to Stryker as they are.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const args = process.argv.slice(2);
const at = args.indexOf('--specs');
const named = at < 0 ? [] : (args.splice(at, 2)[1] ?? '').split(',').filter(Boolean);
const forStryker = args.filter((arg) => arg.startsWith('--'));
const paths = args.filter((arg) => !arg.startsWith('--'));
const unknown = paths.find((path) => !path.startsWith('src/') || !existsSync(path));
if (paths.length === 0 || unknown !== undefined) {
  process.stderr.write(`name files or folders of src${unknown === undefined ? '' : `: ${unknown} is none`}\n`);
  process.exit(2);
}
const isFolder = (path) => statSync(path).isDirectory();
// Names, not a pattern: Stryker takes its list apart at each comma, also at that of `{ts,tsx}`.
const sourcesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
const mutated = paths.flatMap((path) => (isFolder(path) ? sourcesIn(path) : [path]));

/** The folder of the tests that is called as the file's own, or else the nearest above it. */
function beside(path) {
  for (let folder = isFolder(path) ? path : dirname(path); folder !== 'src'; folder = dirname(folder)) {
    const tests = join('test', folder.slice('src/'.length));
    if (existsSync(tests)) return tests;
  }
  return 'test';
}
const within = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => join(folder, name));
const folders = named.length > 0 ? named : [...new Set(paths.map(beside))];
const specs = folders.flatMap((path) => (path.endsWith('.ts') ? [path] : within(path)));
process.stdout.write(`specs: ${folders.join(', ')}\n`);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', mutated.join(','), ...forStryker],
  {
    stdio: 'inherit',
    env: { ...process.env, MUTATE_SPECS: JSON.stringify(specs) },
  },
);
process.exit(status ?? 1);
