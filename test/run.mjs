// `npm test`: types, formatter and linter, arrows, then every spec. Ends with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = (name) => join('node_modules', name);
const steps = [
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']],
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']],
  ['arrows', [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', '--config', '.dependency-cruiser.cjs']],
];
let passed = 0;
let failed = 0;
const run = (args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0;
for (const [name, args] of steps) {
  const ok = run(args);
  console.log(`${ok ? 'passed' : 'FAILED'}: ${name}`);
  if (ok) passed++;
  else failed++;
}
// The command-line specs run the built product: build it once, not once a worker.
if (!run(['bin/sagsspor.mjs', '--help'])) failed++;

const report = join(tmpdir(), `sagsspor-jest-${process.pid}.json`);
run([
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  bin('jest/bin/jest.js'),
  '--json',
  `--outputFile=${report}`,
  ...process.argv.slice(2),
]);
try {
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, success } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  passed += numPassedTests;
  failed += numFailedTests + numRuntimeErrorTestSuites + numPendingTests;
  if (!success && failed === 0) failed = 1;
  rmSync(report);
} catch {
  failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
