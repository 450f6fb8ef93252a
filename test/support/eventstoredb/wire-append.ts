import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { ExpectedRevision } from './append-decision.js';
import type { ProposedEvent } from './events.js';
import type { AppendRequest, AppendResult } from './log.js';
import { Any, GoogleEmpty, grpc, sharedMessages, statusMessages, streamMessages } from './protobuf.js';
import { streamIdentifier, streamName } from './wire-names.js';

export type AppendTarget = Pick<AppendRequest, 'stream' | 'expected'>;
type Success = Extract<AppendResult, { kind: 'success' }>;

export function appendTarget(options: AppendReq.Options): AppendTarget {
  const revision = options.hasRevision() ? options.getRevision() : undefined;
  return { stream: streamName(options.getStreamIdentifier()), expected: expectedRevision(options, revision) };
}

export function batchAppendTarget(options: BatchAppendReq.Options): AppendTarget {
  const revision = options.hasStreamPosition() ? options.getStreamPosition() : undefined;
  return { stream: streamName(options.getStreamIdentifier()), expected: expectedRevision(options, revision) };
}

function expectedRevision(
  options: AppendReq.Options | BatchAppendReq.Options,
  revision: string | undefined,
): ExpectedRevision {
  if (revision !== undefined) return Number(revision);
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
}

export function proposedEvent(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent {
  const metadata = message.getMetadataMap();
  return {
    id: uuidText(message.getId()),
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** Clients send an id as text or as two signed halves; the text is what events are compared by. */
export function uuidText(id: UUID | undefined): string {
  const halves = id?.getStructured();
  if (!halves) return id?.getString() ?? '';
  const digits = [halves.getMostSignificantBits(), halves.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function appendSuccess({ revision, position }: Success): AppendResp {
  const success = new streamMessages.AppendResp.Success();
  if (revision === undefined) success.setNoStream(new sharedMessages.Empty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(new sharedMessages.Empty());
  else success.setPosition(positioned(new streamMessages.AppendResp.Position(), position));
  return new streamMessages.AppendResp().setSuccess(success);
}

export function appendConflict(expected: ExpectedRevision, current: number | undefined): AppendResp {
  const conflict = new streamMessages.AppendResp.WrongExpectedVersion();
  const empty = new sharedMessages.Empty();
  if (current === undefined) conflict.setCurrentNoStream(empty);
  else conflict.setCurrentRevision(String(current));
  if (expected === 'any') conflict.setExpectedAny(empty);
  else if (expected === 'no_stream') conflict.setExpectedNoStream(empty);
  else if (expected === 'stream_exists') conflict.setExpectedStreamExists(empty);
  else conflict.setExpectedRevision(String(expected));
  return new streamMessages.AppendResp().setWrongExpectedVersion(conflict);
}

export function batchReply(correlation: UUID, stream: string): BatchAppendResp {
  return new streamMessages.BatchAppendResp()
    .setCorrelationId(correlation)
    .setStreamIdentifier(streamIdentifier(stream));
}

export function batchSuccess({ revision, position }: Success): BatchAppendResp.Success {
  const success = new streamMessages.BatchAppendResp.Success();
  if (revision === undefined) success.setNoStream(new GoogleEmpty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(new GoogleEmpty());
  else success.setPosition(positioned(new sharedMessages.AllStreamPosition(), position));
  return success;
}

export function batchConflict(expected: ExpectedRevision, current: number | undefined): Status {
  const conflict = new sharedMessages.WrongExpectedVersion();
  const empty = new GoogleEmpty();
  if (current === undefined) conflict.setCurrentNoStream(empty);
  else conflict.setCurrentStreamRevision(String(current));
  if (expected === 'any') conflict.setExpectedAny(empty);
  else if (expected === 'no_stream') conflict.setExpectedNoStream(empty);
  else if (expected === 'stream_exists') conflict.setExpectedStreamExists(empty);
  else conflict.setExpectedStreamPosition(String(expected));
  return batchError(grpc.status.ALREADY_EXISTS, 'WrongExpectedVersion', conflict);
}

export function batchTooLarge(limit: number): Status {
  const exceeded = new sharedMessages.MaximumAppendSizeExceeded().setMaxappendsize(limit);
  return batchError(grpc.status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', exceeded);
}

export function batchTimeout(): Status {
  return batchError(grpc.status.DEADLINE_EXCEEDED, 'Timeout', new sharedMessages.Timeout());
}

function batchError(code: number, name: string, details: { serializeBinary(): Uint8Array }): Status {
  const packed = new Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statusMessages.Status().setCode(code).setMessage(name).setDetails(packed);
}

interface Positioned<Message> {
  setCommitPosition(value: string): Message;
  setPreparePosition(value: string): Message;
}

function positioned<Message extends Positioned<Message>>(message: Message, position: number): Message {
  return message.setCommitPosition(String(position)).setPreparePosition(String(position));
}
