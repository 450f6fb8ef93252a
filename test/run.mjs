// `npm test`: the specs (`--whole`: without sampling what is large), and beside them types, formatter and linter, arrows and what nobody
// uses. Prints per area seconds of the clock and of a processor, and ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
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
  const [report, costs] = ['jest', 'costs'].map((name) => join('.tmp', `${name}-${process.pid}.json`));
  // What is young is collected in larger pieces: a sixth less of a processor, and its workers take it over from it.
  const jest = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64', bin('jest/bin/jest.js')];
  const child = spawn(process.execPath, [...jest, '--json', `--outputFile=${report}`, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TMPDIR: temporary, TEST_COSTS: resolve(costs) },
  });
  // Stopped by hand it ends after the specs have, so that nothing is left behind.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const status = await new Promise((resolve) => child.once('close', resolve));
  try {
    tell(JSON.parse(readFileSync(report, 'utf8')), status, costsIn(costs));
    for (const file of [report, costs]) rmSync(file, { force: true });
  } catch (error) {
    count(`specs: ${error.message}`, false);
  }
  // A browser that is closed may be ended before it has taken its own lock away; the folder of the run goes with it.
  const left = readdirSync(temporary).filter((name) => !name.startsWith('.org.chromium.'));
  count(`nothing is left in the temporary folder ${left.slice(0, 5).join(' ')}`.trimEnd(), left.length === 0);
  rmSync(temporary, { recursive: true, force: true });
}

/** Of each spec file seconds of a processor; one that could not be read told none. */
function costsIn(file) {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line)));
}

function tell(
  { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults },
  status,
  costs,
) {
  passed += numPassedTests;
  const wrong = numFailedTests + numRuntimeErrorTestSuites + numPendingTests;
  failed += wrong;
  if (status !== 0 && wrong === 0) count(`specs: jest ended with ${status}`, false);
  const areas = new Map();
  for (const { name, startTime, endTime } of testResults) {
    const [, area] = relative(process.cwd(), name).split('/');
    const { clock, cores } = areas.get(area) ?? { clock: 0, cores: 0 };
    areas.set(area, { clock: clock + (endTime - startTime) / 1000, cores: cores + (costs.get(name) ?? 0) });
  }
  const told = (seconds) => seconds.toFixed(1).padStart(7);
  for (const [area, { clock, cores }] of [...areas].sort(([, a], [, b]) => b.cores - a.cores))
    console.log(`${told(clock)} s ${told(cores)} core-s  test/${area}`);
}

// The command-line specs run the built product: it is built once, not once a worker. Its types are checked beside it, with all others.
const beside = steps();
if (isBuilt() || build(false)) await specs(asked.filter((arg) => arg !== '--whole'));
else count('build', false);
await beside;
console.log(`in ${secondsSince(began)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
