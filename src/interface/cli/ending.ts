import type { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** The part of `process` that an ending looks at. */
export interface Host extends EventEmitter {
  readonly stdout: EventEmitter;
  readonly stderr: EventEmitter;
  exit(code: number): void;
}

type Close = () => Promise<void>;

/** Nobody waits longer for one thing to close. The embedded server has a minute of its own to write its checkpoint. */
const CLOSED_WITHIN_MS = 70_000;
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
/** Stopped by whoever started it. */
const STOPPED = 130;
const FAILED = 1;

/**
 * The one way out of the process. Whatever is opened is handed to it before it is open; whatever ends the process (the
 * verb is done or has failed, a signal, a closed terminal, a reader of our output that is gone, an error that nobody
 * caught) closes all of it, the last first, and then the process goes. So no server is left behind.
 */
export class Ending {
  readonly #open: Close[] = [];
  #begun = false;
  #codeOfSignal = STOPPED;

  constructor(private readonly complain: (error: unknown) => void) {}

  /** Did something from outside end the process? Then what fails in its course is no failure to be told. */
  get begun(): boolean {
    return this.#begun;
  }

  /** For what serves until it is stopped: a signal is then its ordinary end. */
  serves(): void {
    this.#codeOfSignal = 0;
  }

  watch(host: Host): void {
    for (const signal of SIGNALS) host.on(signal, () => void this.#leave(host, this.#codeOfSignal));
    for (const stream of [host.stdout, host.stderr]) stream.on('error', () => void this.#leave(host, FAILED));
    host.on('uncaughtException', (error: unknown) => {
      if (!this.#begun) this.complain(error);
      void this.#leave(host, FAILED);
    });
  }

  /** @returns closes it now, once; whoever closes it too waits for the same */
  closes(close: () => Promise<unknown>, limit = CLOSED_WITHIN_MS): Close {
    let closing: Promise<void> | undefined;
    const closeOnce = () => {
      closing ??= withinLimit(close(), limit).finally(() => {
        const at = this.#open.indexOf(closeOnce);
        if (at >= 0) this.#open.splice(at, 1);
      });
      return closing;
    };
    this.#open.push(closeOnce);
    return closeOnce;
  }

  /** What is closed also where the process ends while it is being opened; then nothing more is done with it. */
  async open<T extends { close(): Promise<unknown> }>(opening: Promise<T>): Promise<T> {
    this.closes(async () => await (await opening.catch(() => undefined))?.close());
    const opened = await opening;
    return this.#begun ? await new Promise<T>(() => undefined) : opened;
  }

  /** Closes all that is open, the last first. What cannot be closed does not keep the rest open. */
  async all(): Promise<void> {
    for (let last = this.#open.at(-1); last; last = this.#open.at(-1)) await last().catch(() => undefined);
  }

  async #leave(host: Host, code: number): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.all();
    host.exit(code);
  }
}

async function withinLimit(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const limit = new AbortController();
  const late = pause(milliseconds, undefined, { signal: limit.signal, ref: false }).catch(() => undefined);
  await Promise.race([work, late]).finally(() => limit.abort());
}
