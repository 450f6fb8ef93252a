import config from './jest.config.js';

const { globalSetup, globalTeardown, testSequencer, ...base } = config;
/** For `npm run mutate` (test/mutate.mjs), which says the specs: those that need no database and nothing that a run shares. */
export default { ...base, maxWorkers: 1, testMatch: JSON.parse(process.env.MUTATE_SPECS ?? '[]') };
