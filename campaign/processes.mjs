import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { soundEnvironment } from './failing.mjs';

const gone = (child) =>
  child.exitCode !== null || child.signalCode !== null
    ? undefined
    : new Promise((resolve) => child.once('exit', resolve));

/** The writers and readers, processes of their own. One that ends without being told to is a finding, not a fault of ours. */
export class Processes {
  #running = new Set();
  #told = new WeakSet();
  wrong = [];

  start(script, ...args) {
    const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args.map(String)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: soundEnvironment(),
    });
    this.#running.add(child);
    child.once('exit', (code) => {
      this.#running.delete(child);
      if (!this.#told.has(child)) this.wrong.push(`${script} ended by itself with ${code}`);
    });
    return child;
  }

  kill(child) {
    this.#told.add(child);
    child.kill('SIGKILL');
  }

  killAll() {
    for (const child of this.#running) this.kill(child);
  }

  /** Asks them to finish what they have begun. @returns when they have */
  async finish(children) {
    for (const child of children) {
      this.#told.add(child);
      child.kill('SIGTERM');
    }
    await Promise.all(children.map(gone));
  }

  /** @returns when it has ended by itself, which is right now */
  async ended(child) {
    this.#told.add(child);
    await gone(child);
  }
}
