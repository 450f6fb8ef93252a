import { register } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { collected } from './specs.mjs';

/**
 * Runs the specifications inside Stryker's own process. Jest reads every module anew for each fault (seconds); here what was read once is asked
 * again with the next fault switched on (milliseconds), and read anew only for a fault in what a module does as it is loaded.
 */
class InProcess {
  #round = 0;
  #tests;
  #stryker;

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    register('./typescript.mjs', import.meta.url);
    globalThis.__stryker__ ??= {};
    this.#stryker = globalThis.__stryker__;
  }

  async dryRun() {
    const found = [];
    for (const { id, run } of await this.#load()) {
      this.#stryker.currentTestId = id;
      const { error, ms } = await tried(run);
      found.push({ id, name: id, timeSpentMs: ms, ...(error ? { status: 1, failureMessage: error } : { status: 0 }) });
    }
    this.#stryker.currentTestId = undefined;
    return { status: 'complete', tests: found, mutantCoverage: this.#stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit }) {
    const fault = { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit };
    Object.assign(this.#stryker, mutantActivation === 'static' ? fault : NONE);
    try {
      const tests = reloadEnvironment || !this.#tests ? await this.#load() : this.#tests;
      Object.assign(this.#stryker, fault);
      return await this.#asked(testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests);
    } catch (error) {
      // The faulty module could not be loaded: whoever starts it sees so.
      return { status: 'killed', killedBy: ['loading'], failureMessage: String(error), nrOfTests: 0 };
    } finally {
      Object.assign(this.#stryker, NONE);
      if (reloadEnvironment) this.#tests = undefined;
    }
  }

  async #asked(tests) {
    let nrOfTests = 0;
    for (const { id, run } of tests) {
      nrOfTests += 1;
      const { error } = await tried(run);
      if (this.#stryker.hitCount > this.#stryker.hitLimit) return { status: 'timeout', reason: 'it does not end' };
      if (error) return { status: 'killed', killedBy: [id], failureMessage: error, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  async #load() {
    this.#round += 1;
    const tests = [];
    for (const path of JSON.parse(process.env.MUTATE_SPECS)) {
      const url = `${pathToFileURL(resolve(path)).href}?round=${this.#round}`;
      for (const { name, run } of await collected(() => import(url), path)) tests.push({ id: name, run });
    }
    this.#tests = tests;
    return tests;
  }
}
const NONE = { activeMutant: undefined, hitCount: undefined, hitLimit: undefined };

async function tried(run) {
  const from = performance.now();
  const error = await run().then(
    () => undefined,
    (thrown) => String(thrown?.message ?? thrown),
  );
  return { error, ms: performance.now() - from };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcess)];
