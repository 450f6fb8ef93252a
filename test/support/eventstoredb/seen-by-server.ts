import type { Metadata } from '@grpc/grpc-js';

/** What a double saw of its clients, for tests that hold what was asked and not only what was answered. */
export class SeenByServer {
  /** Events that were sent, by reads and subscriptions alike. */
  delivered = 0;
  /** Subscriptions that were confirmed. */
  subscribed = 0;
  /** Calls that any node might have answered, by name. */
  readonly leaderless: string[] = [];

  call(name: string, metadata: Metadata): void {
    if (metadata.get('requires-leader').length === 0) this.leaderless.push(name);
  }
}
