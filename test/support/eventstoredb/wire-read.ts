import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { RecordedEvent } from './events.js';
import { sharedMessages, streamMessages } from './protobuf.js';
import { streamIdentifier, streamName } from './wire-names.js';

/** Where a read begins: a number is a revision of the stream, or a commit position in `$all`. */
export type Start = number | 'start' | 'end';

/** The server considers events in windows; a checkpoint comes after so many considered events. */
export interface Filter {
  matches(event: RecordedEvent): boolean;
  readonly checkpointInterval: number;
}

export interface ReadRequest {
  /** Undefined: `$all`. */
  readonly stream: string | undefined;
  readonly start: Start;
  readonly backwards: boolean;
  /** Undefined: a subscription. */
  readonly maxCount: number | undefined;
  readonly filter: Filter | undefined;
}

const defaultSearchWindow = 32;
const ticksPerMillisecond = 10_000n;

export function readRequest(options: ReadReq.Options): ReadRequest {
  const stream = options.getStream();
  return {
    stream: stream && streamName(stream.getStreamIdentifier()),
    start: stream ? startInStream(stream) : startInAll(options.getAll()),
    backwards: options.getReadDirection() === streamMessages.ReadReq.Options.ReadDirection.BACKWARDS,
    maxCount: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filterOf(options.getFilter()),
  };
}

function startInStream(options: ReadReq.Options.StreamOptions): Start {
  if (options.hasRevision()) return Number(options.getRevision());
  return options.hasEnd() ? 'end' : 'start';
}

function startInAll(options: ReadReq.Options.AllOptions | undefined): Start {
  const position = options?.getPosition();
  if (position) return Number(position.getCommitPosition());
  return options?.hasEnd() ? 'end' : 'start';
}

function filterOf(options: ReadReq.Options.FilterOptions | undefined): Filter | undefined {
  if (!options) return undefined;
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  const pattern = expression?.getRegex() ? new RegExp(expression.getRegex()) : undefined;
  const prefixes = expression?.getPrefixList() ?? [];
  const window = options.hasMax() ? options.getMax() : defaultSearchWindow;
  return {
    matches: (event) => {
      const text = byStream ? event.stream : event.type;
      return pattern ? pattern.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
    },
    checkpointInterval: options.getCheckpointintervalmultiplier() * window,
  };
}

export function eventReply(event: RecordedEvent): ReadResp {
  const record = new streamMessages.ReadResp.ReadEvent.RecordedEvent()
    .setId(new sharedMessages.UUID().setString(event.id))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  record
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(BigInt(event.created) * ticksPerMillisecond));
  const resolved = new streamMessages.ReadResp.ReadEvent().setEvent(record).setCommitPosition(String(event.position));
  return new streamMessages.ReadResp().setEvent(resolved);
}

export function streamNotFoundReply(stream: string): ReadResp {
  const notFound = new streamMessages.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream));
  return new streamMessages.ReadResp().setStreamNotFound(notFound);
}

export function confirmationReply(subscriptionId: string): ReadResp {
  const confirmation = new streamMessages.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId);
  return new streamMessages.ReadResp().setConfirmation(confirmation);
}

export function checkpointReply(position: number): ReadResp {
  const checkpoint = new streamMessages.ReadResp.Checkpoint()
    .setCommitPosition(String(position))
    .setPreparePosition('0');
  return new streamMessages.ReadResp().setCheckpoint(checkpoint);
}

export function caughtUpReply(): ReadResp {
  return new streamMessages.ReadResp().setCaughtUp(new streamMessages.ReadResp.CaughtUp());
}
