import type { RecordedEvent } from './events.js';

/** A revision counts from 0; a stream without events has none. */
export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists';

export type Decision =
  | { readonly kind: 'append' }
  | { readonly kind: 'repeated'; readonly last: RecordedEvent }
  | { readonly kind: 'wrong-expected-revision' };

export interface StreamState {
  readonly events: readonly RecordedEvent[];
  /** Whether the stream has metadata (`$$stream`): it then exists, also without events. */
  readonly hasMetadata: boolean;
  /** What the server still remembers of an event id, in whichever stream; it forgets. */
  recentlyAppended(eventId: string): RecordedEvent | undefined;
}

const append: Decision = { kind: 'append' };
const wrong: Decision = { kind: 'wrong-expected-revision' };

/** Whether an append is new, a repetition of one that stands, or refused. */
export function decide(
  stream: string,
  state: StreamState,
  expected: ExpectedRevision,
  ids: readonly string[],
): Decision {
  if (expected === 'any') return decideByMemory(stream, state, ids);
  if (expected === 'stream_exists') {
    const exists = state.events.length > 0 || state.hasMetadata;
    return exists ? decideByMemory(stream, state, ids) : wrong;
  }
  return decideByPlace(state.events, expected === 'no_stream' ? -1 : expected, ids);
}

/** Exact: the ids are compared with those which stand behind the expected revision, however far the stream has grown. */
function decideByPlace(events: readonly RecordedEvent[], expected: number, ids: readonly string[]): Decision {
  const current = events.length - 1;
  if (expected === current) return append;
  if (expected > current || ids.length === 0) return wrong;
  const standing = events.slice(expected + 1, expected + 1 + ids.length);
  const last = standing.at(-1);
  const same = standing.length === ids.length && standing.every((event, index) => event.id === ids[index]);
  return same && last ? { kind: 'repeated', last } : wrong;
}

/** Best effort: only the first id decides that the append is new, so a known id behind an unknown one is appended again. */
function decideByMemory(stream: string, state: StreamState, ids: readonly string[]): Decision {
  const known = ids
    .map((id) => state.recentlyAppended(id))
    .map((event) => (event?.stream === stream ? event : undefined));
  if (known[0] === undefined) return append;
  const last = known.at(-1);
  return last && !known.includes(undefined) ? { kind: 'repeated', last } : wrong;
}
