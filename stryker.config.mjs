/** `npm run mutate -- src/domain/case/courses.ts …` (test/mutate.mjs): faults are planted one by one, and each must make a spec fail. */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'jest.mutate.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A fault that never ends is found all the same; a busy machine is not taken for one.
  timeoutMS: 120_000,
  timeoutFactor: 10,
  tempDirName: '.tmp/stryker',
  incremental: false,
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: '.tmp/mutation.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, reportScoreTable: true },
  ignorePatterns: ['.tmp', '.dist-*', 'dist', 'docs', 'bench', 'lab', 'demo-data'],
  disableTypeChecks: false,
  allowConsoleColors: false,
  thresholds: { high: 95, low: 90, break: null },
};
