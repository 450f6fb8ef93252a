import type pg from 'pg';
import { sleep } from '../../clock/sleep.js';
import type { Wake } from '../follow.js';
import { connect, discard } from './connection.js';

const PAUSE = 250;

/**
 * One connection that listens while somebody follows the log. It only shortens waits: after a loss it comes back by itself, and what
 * was notified in between is found by polling (ES E5).
 */
export class Notifier {
  #followers = 0;
  #connection: pg.Client | undefined;
  #retry: AbortController | undefined;
  #connecting = false;

  constructor(
    readonly config: pg.ClientConfig,
    readonly wake: Wake,
  ) {}

  /** @returns what ends the interest; harmless when called twice */
  listen(): () => void {
    this.#followers += 1;
    this.#start();
    let listening = true;
    return () => {
      if (!listening) return;
      listening = false;
      this.#followers -= 1;
      if (this.#followers === 0) this.#stop();
    };
  }

  #start(): void {
    if (this.#connection !== undefined || this.#connecting || this.#retry !== undefined) return;
    this.#connecting = true;
    this.#open().then(
      (connection) => this.#opened(connection),
      () => this.#lost(),
    );
  }

  async #open(): Promise<pg.Client> {
    const connection = await connect(this.config);
    connection.on('notification', () => this.wake.ring());
    await connection.query('listen log').catch((error: unknown) => {
      discard(connection);
      throw error;
    });
    return connection;
  }

  #opened(connection: pg.Client): void {
    this.#connecting = false;
    if (this.#followers === 0) {
      discard(connection);
      return;
    }
    this.#connection = connection;
    connection.once('end', () => {
      if (this.#connection !== connection) return;
      this.#connection = undefined;
      this.#lost();
    });
    // LISTEN first, then read once: what came before the LISTEN is found now.
    this.wake.ring();
  }

  #lost(): void {
    this.#connecting = false;
    if (this.#followers === 0) return;
    void this.#again();
  }

  async #again(): Promise<void> {
    const retry = new AbortController();
    this.#retry = retry;
    await sleep(PAUSE, retry.signal);
    if (retry.signal.aborted) return;
    this.#retry = undefined;
    this.#start();
  }

  #stop(): void {
    this.#retry?.abort();
    this.#retry = undefined;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) discard(connection);
  }
}
