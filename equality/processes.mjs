import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { DAMAGE } from './damage.mjs';

/** Child processes of a round. One that ends with an error is a finding; what they write is kept, a JSON value a line. */
export class Processes {
  #running = new Set();
  #killed = new WeakSet();
  wrong = [];

  /** @param damage which defect it shall have; undefined: none */
  start(script, damage, ...args) {
    const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, [DAMAGE]: damage ?? '' },
    });
    let written = '';
    child.stdout.on('data', (text) => {
      written += text;
    });
    child.told = () =>
      written
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    this.#running.add(child);
    child.gone = new Promise((resolve) => child.once('close', resolve)).then(() => {
      this.#running.delete(child);
      if (child.exitCode !== 0 && !this.#killed.has(child))
        this.wrong.push(`${script} ended by itself with ${child.exitCode ?? child.signalCode}`);
    });
    return child;
  }

  runs(child) {
    return this.#running.has(child) && child.exitCode === null && child.signalCode === null;
  }

  /** @returns whether it was still there to be killed */
  kill(child) {
    if (!this.runs(child)) return false;
    this.#killed.add(child);
    return child.kill('SIGKILL');
  }

  async finish(child) {
    this.#killed.add(child);
    child.kill('SIGTERM');
    await child.gone;
  }

  killAll() {
    for (const child of this.#running) this.kill(child);
  }
}

/** The processes that a process has started. */
export function childrenOf({ pid }) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
