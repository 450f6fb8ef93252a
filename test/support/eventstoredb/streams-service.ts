import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream, ServerReadableStream, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Appender } from './appends.js';
import { streamDeleted, timedOut, tooLarge, unexpectedRead, unimplemented } from './errors.js';
import type { ProposedEvent } from './events.js';
import type { EventLog } from './log.js';
import { read } from './reads.js';
import type { SeenByServer } from './seen-by-server.js';
import type { ReadCall, Subscriptions } from './subscriptions.js';
import * as wire from './wire-append.js';
import { eventReply, readRequest, streamNotFoundReply } from './wire-read.js';

interface Collected extends wire.AppendTarget {
  readonly events: ProposedEvent[];
}

export function streamsService(
  log: EventLog,
  appender: Appender,
  subscriptions: Subscriptions,
  seen: SeenByServer,
): IStreamsServer {
  return {
    read: (call) => {
      seen.call('read', call.metadata);
      answerRead(log, subscriptions, seen, call);
    },
    append: (call, callback) => {
      seen.call('append', call.metadata);
      receiveAppend(appender, call, callback);
    },
    batchAppend: (call) => receiveBatches(appender, call),
    delete: refuse,
    tombstone: refuse,
  };
}

function refuse<Request, Response>(_call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void {
  callback(unimplemented());
}

function answerRead(log: EventLog, subscriptions: Subscriptions, seen: SeenByServer, call: ReadCall): void {
  const options = call.request.getOptions();
  if (!options) throw new Error('a read without options');
  const request = readRequest(options);
  if (request.maxCount === undefined) {
    subscriptions.open(call, request);
    return;
  }
  const result = read(log, request);
  if (result.kind === 'unexpected') {
    call.emit('error', unexpectedRead(result.what));
    return;
  }
  if (result.kind === 'stream-deleted') {
    call.emit('error', streamDeleted(result.stream));
    return;
  }
  if (result.kind === 'stream-not-found') call.write(streamNotFoundReply(result.stream));
  else for (const event of result.events) call.write(eventReply(event));
  if (result.kind === 'events') seen.delivered += result.events.length;
  call.end();
}

function receiveAppend(
  appender: Appender,
  call: ServerReadableStream<AppendReq, AppendResp>,
  callback: sendUnaryData<AppendResp>,
): void {
  let collected: Collected | undefined;
  call.on('data', (message: AppendReq) => {
    const options = message.getOptions();
    const proposed = message.getProposedMessage();
    if (options) collected = { ...wire.appendTarget(options), events: [] };
    if (proposed) collected?.events.push(wire.proposedEvent(proposed));
  });
  call.on('end', () => {
    if (collected) void answerAppend(appender, collected, callback);
  });
}

async function answerAppend(
  appender: Appender,
  request: Collected,
  callback: sendUnaryData<AppendResp>,
): Promise<void> {
  const reply = await appender.append(request);
  switch (reply.kind) {
    case 'success':
      return callback(null, wire.appendSuccess(reply));
    case 'wrong-expected-revision':
      return callback(null, wire.appendConflict(request.expected, reply.current));
    case 'too-large':
      return callback(tooLarge(reply.limit));
    case 'timeout':
      return callback(timedOut());
    case 'call-error':
      return callback(reply.error);
    case 'silence':
      return;
  }
}

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** One call carries many appends, each in one or more messages under its correlation id. */
function receiveBatches(appender: Appender, call: BatchCall): void {
  const collecting = new Map<string, Collected>();
  call.on('data', (message: BatchAppendReq) => {
    const correlation = message.getCorrelationId();
    const options = message.getOptions();
    if (!correlation) return;
    const key = wire.uuidText(correlation);
    if (options) collecting.set(key, { ...wire.batchAppendTarget(options), events: [] });
    const collected = collecting.get(key);
    collected?.events.push(...message.getProposedMessagesList().map(wire.proposedEvent));
    if (!collected || !message.getIsFinal()) return;
    collecting.delete(key);
    void answerBatch(appender, call, correlation, collected);
  });
  call.on('end', () => call.end());
}

async function answerBatch(appender: Appender, call: BatchCall, correlation: UUID, request: Collected): Promise<void> {
  const outcome = await appender.append(request);
  const reply = wire.batchReply(correlation, request.stream);
  switch (outcome.kind) {
    case 'success':
      call.write(reply.setSuccess(wire.batchSuccess(outcome)));
      return;
    case 'wrong-expected-revision':
      call.write(reply.setError(wire.batchConflict(request.expected, outcome.current)));
      return;
    case 'too-large':
      call.write(reply.setError(wire.batchTooLarge(outcome.limit)));
      return;
    case 'timeout':
      call.write(reply.setError(wire.batchTimeout()));
      return;
    case 'call-error':
      call.emit('error', outcome.error);
      return;
    case 'silence':
      return;
  }
}
