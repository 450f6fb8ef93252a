import { once } from 'node:events';
import {
  type AllStreamRecordedEvent,
  type AllStreamSubscription,
  END,
  type EventStoreDBClient,
  type Filter,
  streamNameFilter,
} from '@eventstore/db-client';
import type { Position } from './wire.js';

/** The server looks at 32 records at a time unless told; it says after so many times that where it is. */
const WINDOWS = 1_000;
/** A server that looks through others' events says so now and then; one that says nothing for so long has gone. Milliseconds. */
const SILENCE = 20_000;

/** What is ours of a server that others may write to as well. */
export interface Ours {
  has(event: { readonly streamId: string }): boolean;
  /**
   * Ours after a position, the rest left out by the server; ends where the log ended, or at the limit. Needs a server that says "caught up": 23.10
   * and later.
   */
  after(
    client: EventStoreDBClient,
    from: Position,
    limit: number,
  ): Promise<{ readonly events: readonly AllStreamRecordedEvent[]; readonly full: boolean }>;
  /** Calls back for whatever of ours comes, until it is lost or told to stop. @returns whether it was ever confirmed */
  follow(client: EventStoreDBClient, heard: () => void, signal: AbortSignal): Promise<boolean>;
}

/** @param prefix of the names of our streams; without one all is ours but what the server keeps for itself */
export function oursIn(prefix: string): Ours {
  const options = { checkpointInterval: WINDOWS };
  const filter = (checkpointReached?: () => void): Filter => {
    const told = checkpointReached ? { ...options, checkpointReached: async () => checkpointReached() } : options;
    // By the name of the stream, as `has` does: a link of somebody's projection stands in a stream like any other.
    return prefix === ''
      ? streamNameFilter({ ...told, regex: '^[^$]' })
      : streamNameFilter({ ...told, prefixes: [prefix] });
  };
  const has = ({ streamId }: { readonly streamId: string }) => streamId.startsWith(prefix) && !streamId.startsWith('$');
  return {
    has,
    after: (client, fromPosition, limit) =>
      collect(
        (alive) => client.subscribeToAll({ fromPosition, filter: filter(alive), requiresLeader: true }),
        limit,
        has,
      ),
    follow: async (client, heard, signal) => {
      const subscription = client.subscribeToAll({ fromPosition: END, filter: filter() });
      let confirmed = false;
      subscription.on('confirmation', () => {
        confirmed = true;
        heard();
      });
      subscription.on('data', heard);
      await lost(subscription, signal);
      return confirmed;
    },
  };
}

function collect(
  subscribe: (alive: () => void) => AllStreamSubscription,
  limit: number,
  isOurs: (event: AllStreamRecordedEvent) => boolean,
): Promise<{ readonly events: readonly AllStreamRecordedEvent[]; readonly full: boolean }> {
  return new Promise((resolve, reject) => {
    const events: AllStreamRecordedEvent[] = [];
    const silence = setTimeout(() => fail(new Error('the server said nothing for a long time')), SILENCE);
    const alive = () => silence.refresh();
    const subscription = subscribe(alive);
    const stop = () => {
      clearTimeout(silence);
      subscription.removeAllListeners('data');
      void subscription.unsubscribe().catch(() => undefined);
    };
    const end = (full: boolean) => {
      stop();
      resolve({ events: events.slice(0, limit), full });
    };
    const fail = (error: unknown) => {
      stop();
      reject(error);
    };
    const take = ({ event }: { readonly event?: AllStreamRecordedEvent }) => {
      alive();
      if (event && isOurs(event)) events.push(event);
      if (events.length === limit) end(true);
    };
    // Reading gives each to the listener.
    const drain = () => {
      while (events.length < limit && subscription.read());
      if (events.length < limit) end(false);
    };
    subscription
      .on('data', take)
      .on('error', fail)
      .on('end', () => fail(new Error('the server ended the reading')))
      // It is said as soon as it has come, and events that came before it may still be on their way through the stream.
      .on('caughtUp', () => setImmediate(drain));
  });
}

/** Resolves when a subscription ends, fails, or is no longer wanted. */
async function lost(subscription: AllStreamSubscription, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  subscription
    .on('error', () => over.abort())
    .on('end', () => over.abort())
    .on('close', () => over.abort());
  if (!either.aborted) await once(either, 'abort');
  // Not waited for: the client would look for the cluster first.
  void subscription.unsubscribe().catch(() => undefined);
}
