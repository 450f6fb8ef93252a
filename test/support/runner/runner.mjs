import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { mapOf } from './compiled.mjs';
import { coreSeconds, noteCost } from './cost.mjs';
import { renew } from './globals.mjs';

const require = createRequire(import.meta.url);
const CIRCUS = join(dirname(require.resolve('jest-circus/package.json')), 'build', 'jestAdapterInit.js');
const HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * Runs a spec file as jest-circus does, but has it imported by Node itself and not into a world of its own (environment.mjs). What a module
 * remembers is there for the next spec file, as it is for the next request in production.
 */
export default async function run(globalConfig, config, environment, runtime, testPath, sendMessageToJest) {
  const before = coreSeconds();
  runtime.getSourceMaps().get = mapOf;
  const { initialize, runAndTransformResultsToJestFormat } = freshCircus();
  const { snapshotState } = await initialize({
    ...{ config, environment, globalConfig, runtime, sendMessageToJest, testPath },
    localRequire: require,
    parentProcess: process,
    setGlobalsForRuntime: () => undefined,
  });
  renew();
  await import(pathToFileURL(testPath).href);
  const results = await runAndTransformResultsToJestFormat({
    ...{ config, globalConfig, testPath },
    setupAfterEnvPerfStats: { setupAfterEnvStart: 0, setupAfterEnvEnd: 0 },
  });
  noteCost(testPath, coreSeconds() - before);
  return { ...results, snapshot: { ...results.snapshot, ...snapshotState.save(), uncheckedKeys: [] } };
}

/** It keeps the tests of a spec file and who listens to them in its own module: a new one for each. */
function freshCircus() {
  delete globalThis[HANDLERS];
  delete require.cache[CIRCUS];
  return require(CIRCUS);
}
