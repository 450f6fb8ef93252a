import { setTimeout as wait } from 'node:timers/promises';
import { type CallError, notLeader, unavailable } from './errors.js';
import type { Faults, LostReply } from './faults.js';
import type { AppendRequest, AppendResult, EventLog } from './log.js';

/** What the client gets to hear of an append; `silence` is nothing at all. */
export type AppendReply =
  | AppendResult
  | { readonly kind: 'call-error'; readonly error: CallError }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'silence' };

/** Does what is asked unless a fault forbids it. An append goes on when its client has given up, as on a real server. */
export class Appender {
  readonly #log: EventLog;
  readonly #faults: Faults;
  readonly #stopped: AbortSignal;

  constructor(log: EventLog, faults: Faults, stopped: AbortSignal) {
    this.#log = log;
    this.#faults = faults;
    this.#stopped = stopped;
  }

  async append(request: AppendRequest): Promise<AppendReply> {
    const fate = this.#faults.dealFate();
    const delay = this.#faults.appendDelay;
    if (delay > 0) await wait(delay, undefined, { signal: this.#stopped }).catch(() => undefined);
    if (this.#stopped.aborted) return { kind: 'silence' };
    switch (fate.kind) {
      case 'refused':
        return { kind: 'call-error', error: unavailable() };
      case 'not-leader':
        return { kind: 'call-error', error: notLeader(fate.host, fate.port) };
      case 'hung':
        return { kind: 'silence' };
      case 'reply-lost':
        this.#log.append(request);
        return this.#lose(fate.how);
      case 'none':
        return this.#log.append(request);
    }
  }

  #lose(how: LostReply): AppendReply {
    if (how === 'unavailable') return { kind: 'call-error', error: unavailable() };
    if (how === 'timeout') return { kind: 'timeout' };
    if (how === 'connection') this.#faults.dropConnections();
    return { kind: 'silence' };
  }
}
