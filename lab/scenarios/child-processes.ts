import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** A process that was started; what it writes is kept, a JSON value a line. */
export class Child {
  /** When it has ended, and all that it wrote was read. */
  readonly gone: Promise<void>;
  #written = '';

  constructor(readonly process: ChildProcess) {
    process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#written += text;
    });
    this.gone = new Promise((resolve) => process.once('close', () => resolve()));
  }

  get runs(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** What it said, in whole lines. Nothing else than the script knows of what type that is. */
  told<T>(): readonly T[] {
    const lines = this.#written.split('\n').slice(0, -1);
    return lines.map((line): T => JSON.parse(line));
  }
}

interface Options {
  /** They go on until they are told to stop: one that ends by itself, with whatever code, is a finding. */
  readonly endless?: boolean;
  readonly env?: () => NodeJS.ProcessEnv;
}

/** The processes of a run. One that ends without being told to, or with an error, is a finding. */
export class ChildProcesses {
  readonly wrong: string[] = [];
  readonly #running = new Set<Child>();
  readonly #told = new WeakSet<Child>();

  /** @param folder `import.meta.url` of a module beside the scripts */
  constructor(
    private readonly folder: string,
    private readonly options: Options = {},
  ) {
    // Before the folders they write to are removed.
    process.prependOnceListener('exit', () => this.killAll());
  }

  start(script: string, args: readonly (string | number)[], env: NodeJS.ProcessEnv = {}): Child {
    const path = fileURLToPath(new URL(script, this.folder));
    const { endless = false, env: all = () => process.env } = this.options;
    const started = spawn(process.execPath, [path, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...all(), ...env },
    });
    const child = new Child(started);
    this.#running.add(child);
    started.once('close', (code, signal) => {
      this.#running.delete(child);
      if (!this.#told.has(child) && (endless || code !== 0))
        this.wrong.push(`${script} ended by itself with ${code ?? signal}`);
    });
    return child;
  }

  /** @returns whether it was still there to be killed */
  kill(child: Child): boolean {
    if (!child.runs) return false;
    this.#told.add(child);
    return child.process.kill('SIGKILL');
  }

  killAll(): void {
    for (const child of this.#running) this.kill(child);
  }

  /** Asks it to finish what it has begun. @returns when it has */
  async finish(child: Child): Promise<void> {
    this.#told.add(child);
    child.process.kill('SIGTERM');
    await child.gone;
  }

  /** @returns when it has ended by itself, which is right now */
  async ended(child: Child): Promise<void> {
    this.#told.add(child);
    await child.gone;
  }
}

/** The processes that a process has started. */
export const childrenOf = ({ process: { pid } }: Child): readonly number[] => childrenOfPid(pid ?? 0);

export function childrenOfPid(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** To a process that may have ended meanwhile. @returns whether it was there */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
}

/** Whether it runs: one that has ended and that nobody has asked about yet does not. */
export function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
