import { randomUUID } from 'node:crypto';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { unavailable, unexpectedRead } from './errors.js';
import type { RecordedEvent } from './events.js';
import type { Faults } from './faults.js';
import type { EventLog } from './log.js';
import { placeOf } from './reads.js';
import type { SeenByServer } from './seen-by-server.js';
import { caughtUpReply, checkpointReply, confirmationReply, eventReply, type ReadRequest } from './wire-read.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The catch-up subscriptions that now run. */
export class Subscriptions {
  readonly #log: EventLog;
  readonly #faults: Faults;
  readonly #running = new Set<() => void>();

  readonly #seen: SeenByServer;

  constructor(log: EventLog, faults: Faults, seen: SeenByServer) {
    this.#log = log;
    this.#faults = faults;
    this.#seen = seen;
  }

  open(call: ReadCall, request: ReadRequest): void {
    if (!canBeginAt(this.#log, request)) {
      call.emit('error', unexpectedRead('ReadAllResult'));
      return;
    }
    call.write(confirmationReply(randomUUID()));
    this.#seen.subscribed += 1;
    const delivery = new Delivery(this.#log, request, (reply) => {
      if (reply.hasEvent()) this.#seen.delivered += 1;
      call.write(reply);
    });
    delivery.rewind(delivery.resumes ? this.#faults.dealRedelivery() : 0);
    delivery.catchUp();
    const stopListening = this.#log.onAppend(() => delivery.deliver());
    const drop = () => call.emit('error', unavailable());
    this.#running.add(drop);
    call.on('cancelled', () => {
      stopListening();
      this.#running.delete(drop);
    });
    call.on('error', () => {
      stopListening();
      this.#running.delete(drop);
    });
  }

  dropAll(): void {
    for (const drop of [...this.#running]) drop();
  }
}

/** A position beyond the end is accepted: whoever asks so has seen what this server does not have. */
function canBeginAt(log: EventLog, { stream, start }: ReadRequest): boolean {
  return stream !== undefined || typeof start !== 'number' || start > log.end || log.isBoundary(start);
}

/** What one subscription has been sent: it walks along the log, which only grows. */
class Delivery {
  readonly resumes: boolean;
  readonly #events: () => readonly RecordedEvent[];
  readonly #request: ReadRequest;
  readonly #send: (reply: ReadResp) => void;
  readonly #begin: number;
  readonly #endAtStart: number;
  #next: number;
  #considered = 0;
  #lastCheckpoint = -1;

  constructor(log: EventLog, request: ReadRequest, send: (reply: ReadResp) => void) {
    this.#events = () => (request.stream === undefined ? log.all : log.stream(request.stream));
    this.#request = request;
    this.#endAtStart = request.stream === undefined ? log.end : Number.POSITIVE_INFINITY;
    this.#send = send;
    this.resumes = typeof request.start === 'number';
    this.#begin = this.#firstAfterStart();
    this.#next = this.#begin;
  }

  rewind(events: number): void {
    this.#next = Math.max(0, this.#begin - events);
  }

  catchUp(): void {
    this.deliver();
    this.#send(caughtUpReply());
  }

  deliver(): void {
    const { filter } = this.#request;
    for (let event = this.#events()[this.#next]; event; event = this.#events()[this.#next]) {
      const wanted = this.#next < this.#begin || this.#isAfterStart(event);
      this.#next += 1;
      if (wanted && (!filter || filter.matches(event))) this.#send(eventReply(event));
      this.#considered += 1;
      if (filter && this.#considered % filter.checkpointInterval === 0) this.#checkpoint(event);
    }
  }

  #checkpoint(last: RecordedEvent): void {
    if (!this.#request.filter || last.position <= this.#lastCheckpoint) return;
    this.#lastCheckpoint = last.position;
    this.#send(checkpointReply(last.position));
  }

  #firstAfterStart(): number {
    const { start } = this.#request;
    if (start === 'end' || (typeof start === 'number' && start > this.#endAtStart)) return this.#events().length;
    const index = this.#events().findIndex((event) => this.#isAfterStart(event));
    return index === -1 ? this.#events().length : index;
  }

  #isAfterStart(event: RecordedEvent): boolean {
    const { stream, start } = this.#request;
    // Who begins beyond the end is sent every event that comes.
    return typeof start !== 'number' || start > this.#endAtStart || placeOf(event, stream) > start;
  }
}
