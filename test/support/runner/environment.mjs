import { register } from 'node:module';
import process from 'node:process';

register('./hooks.mjs', import.meta.url);

/**
 * The process itself, as the product has it: what a spec file imports is imported once a worker, not once a spec file, which took most of the
 * time of the suite. What a spec file sets of the process is put back.
 */
export default class Process {
  global = globalThis;
  // Nobody mocks modules here; jest asks that there is somebody who could.
  moduleMocker = { restoreAllMocks() {} };
  constructor() {
    this.env = { ...process.env };
    const { exit } = process;
    const { console } = globalThis;
    this.putBack = () => {
      process.exit = exit;
      globalThis.console = console;
    };
  }
  async setup() {}
  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    this.putBack();
  }
  exportConditions() {
    return ['node', 'node-addons'];
  }
  getVmContext() {
    return null;
  }
}
