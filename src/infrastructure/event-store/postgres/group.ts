import type { Append } from '../../../application/ports/event-store.js';

/** Appends one call may carry (ES C3: ≤ 300), and roughly how many bytes; a single larger append still goes, alone. */
const MOST_APPENDS = 300;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Takes the next group from the front of the queue: no stream, guards included, and no command id occurs in two of its appends, so
 * each is judged against what is committed. What is left keeps its order; the oldest always goes first, so none starves.
 */
export function takeGroup<T extends { readonly append: Append }>(queue: T[]): T[] {
  const group: T[] = [];
  const left: T[] = [];
  const taken = new Set<string>();
  let bytes = 0;
  for (const [index, item] of queue.entries()) {
    if (group.length === MOST_APPENDS || bytes > MOST_BYTES) {
      left.push(...queue.slice(index));
      break;
    }
    // A later part of a command is appended alone, by a function of its own.
    if (item.append.firstOrdinal && group.length > 0) {
      left.push(...queue.slice(index));
      break;
    }
    // A command id is a UUID and `#` separates: no stream is mistaken for one.
    const names = [`command#${item.append.commandId}`, ...item.append.writes.map((write) => `stream#${write.stream}`)];
    if (names.some((name) => taken.has(name))) {
      left.push(item);
      continue;
    }
    for (const name of names) taken.add(name);
    bytes += weight(item.append);
    group.push(item);
    if (item.append.firstOrdinal) {
      left.push(...queue.slice(index + 1));
      break;
    }
  }
  queue.splice(0, queue.length, ...left);
  return group;
}

function weight(append: Append): number {
  let bytes = 0;
  for (const write of append.writes)
    for (const event of write.events) {
      bytes += event.bytes.byteLength;
      for (const segment of event.segments) bytes += segment.ciphertext.byteLength;
    }
  return bytes;
}

/** The parameters of `append_group`, in its order; arrays as PostgreSQL array literals, payloads as one buffer. */
export function groupParameters(group: readonly Append[]): (string | Buffer)[] {
  const writes = group.flatMap((append, a) => append.writes.map((write) => ({ a: a + 1, write })));
  const events = group.flatMap((append, a) =>
    append.writes
      .flatMap((write) => write.events.map((event, e) => ({ write, event, version: write.expectedVersion + e + 1 })))
      .map((row, ordinal) => ({ ...row, a: a + 1, ordinal })),
  );
  const segments = events.flatMap(({ a, event }) => event.segments.map((segment) => ({ a, segment })));
  let next = 1;
  const starts = events.map(({ event }) => {
    const start = next;
    next += event.bytes.byteLength;
    return start;
  });
  return [
    plain(group.map((append) => append.commandId)),
    binary(group.map((append) => append.fingerprint)),
    plain(group.map((append) => Date.parse(append.clock))),
    plain(writes.map(({ a }) => a)),
    quoted(writes.map(({ write }) => write.stream)),
    plain(writes.map(({ write }) => write.expectedVersion)),
    plain(events.map(({ a }) => a)),
    quoted(events.map(({ write }) => write.stream)),
    plain(events.map(({ version }) => version)),
    plain(events.map(({ ordinal }) => ordinal)),
    plain(events.map(({ event }) => event.eventId)),
    quoted(events.map(({ event }) => event.type)),
    plain(starts),
    plain(events.map(({ event }) => event.bytes.byteLength)),
    Buffer.concat(events.map(({ event }) => event.bytes)),
    plain(segments.map(({ a }) => a)),
    plain(segments.map(({ segment }) => segment.eventId)),
    plain(segments.map(({ segment }) => segment.segment)),
    quoted(segments.map(({ segment }) => segment.keyId)),
    binary(segments.map(({ segment }) => segment.salt)),
    binary(segments.map(({ segment }) => segment.nonce)),
    binary(segments.map(({ segment }) => segment.ciphertext)),
    binary(segments.map(({ segment }) => segment.tag)),
  ];
}

/**
 * The parameters of `append_one`, in its order, or undefined for what needs `append_group`: more than one stream or event. Without
 * segments the last six are left out.
 */
export function loneParameters({
  commandId,
  fingerprint,
  clock,
  writes,
}: Append): (string | number | Buffer)[] | undefined {
  const [write, ...others] = writes;
  const [event, ...more] = write?.events ?? [];
  if (write === undefined || event === undefined || others.length > 0 || more.length > 0) return undefined;
  const { segments } = event;
  const parameters = [
    commandId,
    view(fingerprint),
    Date.parse(clock),
    write.stream,
    write.expectedVersion,
    event.eventId,
    event.type,
    view(event.bytes),
  ];
  if (segments.length === 0) return parameters;
  return [
    ...parameters,
    plain(segments.map(({ segment }) => segment)),
    quoted(segments.map(({ keyId }) => keyId)),
    binary(segments.map(({ salt }) => salt)),
    binary(segments.map(({ nonce }) => nonce)),
    binary(segments.map(({ ciphertext }) => ciphertext)),
    binary(segments.map(({ tag }) => tag)),
  ];
}

/** The parameters of `append_part`, in its order. */
export const partParameters = (append: Append): (string | number | Buffer)[] => [
  append.firstOrdinal ?? 0,
  ...groupParameters([append]),
];

/** Numbers and UUIDs need no quotes. */
const plain = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

const quoted = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

const binary = (values: readonly Uint8Array[]): string =>
  `{${values.map((value) => `"\\\\x${view(value).toString('hex')}"`).join(',')}}`;

/** The driver takes a Buffer as it is, without a copy. */
const view = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);
