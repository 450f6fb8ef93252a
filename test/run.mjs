// `npm test`: the specs (`--whole`: without sampling what is large), and beside them types, formatter and linter, arrows and what nobody
// uses. Prints seconds per area, and ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { build, isBuilt } from '../bin/build.mjs';

const asked = process.argv.slice(2);
if (asked.includes('--whole')) process.env.TESTS = 'whole';
const bin = (name) => join('node_modules', name);
const STEPS = [
  ['types', [bin('typescript-7/bin/tsc'), '-p', 'tsconfig.json', '--noEmit', '--singleThreaded']],
  ['format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']],
  [
    'arrows',
    [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', 'lab', 'test', '--config', '.dependency-cruiser.cjs'],
  ],
  ['nothing is unused or undeclared', [bin('knip/bin/knip.js'), '--no-progress']],
];
const began = performance.now();
const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
let passed = 0;
let failed = 0;
function count(name, isRight, said = '') {
  console.log(`${said}${isRight ? 'passed' : 'FAILED'}: ${name}`);
  if (isRight) passed++;
  else failed++;
}

/** One after the other; what they say is kept until they end, for the specs speak at the same time. */
async function steps() {
  for (const [name, args] of STEPS) {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    const isRight = (await ended) === 0;
    count(`${name} (${secondsSince(start)})`, isRight, isRight ? '' : said.join(''));
  }
}

/** Temporary files of this run have a folder of their own, so that it shows what is left in it. */
async function specs(args) {
  const temporary = mkdtempSync(join(tmpdir(), 'sagsspor-test-'));
  chmodSync(temporary, 0o1777); // as the one it stands in for: the embedded database runs as another user where we are root
  mkdirSync('.tmp', { recursive: true });
  const report = join('.tmp', `jest-${process.pid}.json`);
  const jest = ['--disable-warning=ExperimentalWarning', bin('jest/bin/jest.js')];
  const child = spawn(process.execPath, [...jest, '--json', `--outputFile=${report}`, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  // Stopped by hand it ends after the specs have, so that nothing is left behind.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const status = await new Promise((resolve) => child.once('close', resolve));
  try {
    tell(JSON.parse(readFileSync(report, 'utf8')), status);
    rmSync(report);
  } catch (error) {
    count(`specs: ${error.message}`, false);
  }
  // A browser that is closed may be ended before it has taken its own lock away; the folder of the run goes with it.
  const left = readdirSync(temporary).filter((name) => !name.startsWith('.org.chromium.'));
  count(`nothing is left in the temporary folder ${left.slice(0, 5).join(' ')}`.trimEnd(), left.length === 0);
  rmSync(temporary, { recursive: true, force: true });
}

function tell({ numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults }, status) {
  passed += numPassedTests;
  const wrong = numFailedTests + numRuntimeErrorTestSuites + numPendingTests;
  failed += wrong;
  if (status !== 0 && wrong === 0) count(`specs: jest ended with ${status}`, false);
  const areas = new Map();
  for (const { name, startTime, endTime } of testResults) {
    const [, area] = relative(process.cwd(), name).split('/');
    areas.set(area, (areas.get(area) ?? 0) + (endTime - startTime) / 1000);
  }
  for (const [area, seconds] of [...areas].sort(([, a], [, b]) => b - a))
    console.log(`${seconds.toFixed(1).padStart(7)} s  test/${area}`);
}

// The command-line specs run the built product: it is built once, not once a worker. Its types are checked beside it, with all others.
const beside = steps();
if (isBuilt() || build(false)) await specs(asked.filter((arg) => arg !== '--whole'));
else count('build', false);
await beside;
console.log(`in ${secondsSince(began)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
