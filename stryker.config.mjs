/** `npm run mutate -- src/domain/case/courses.ts …` (test/mutate.mjs): faults are planted one by one, and each must make a spec fail. */
export default {
  testRunner: 'in-process',
  plugins: ['./test/support/mutation/runner.mjs'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // What a module does as it is loaded is read anew for each fault in it: the old readings go with the process.
  maxTestRunnerReuse: 300,
  // A fault that never ends is found all the same; a busy machine is not taken for one.
  timeoutMS: 120_000,
  timeoutFactor: 10,
  tempDirName: '.tmp/stryker',
  incremental: false,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.tmp/mutation.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, reportScoreTable: true },
  ignorePatterns: ['.tmp', 'biome.json', '.dist-*', 'dist', 'bench', 'demo-data'],
  disableTypeChecks: false,
  allowConsoleColors: false,
  thresholds: { high: 95, low: 90, break: null },
};
