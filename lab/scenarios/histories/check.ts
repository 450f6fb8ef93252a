import { canonical } from '../../../src/application/canonical.js';
import { decode, encode, hashOf, sealedIn } from '../../../src/application/codec.js';
import type { Recorded } from '../../../src/domain/kernel/event.js';
import { inside, Sealed } from '../../../src/domain/kernel/sealed.js';
import { aggregateNamed } from '../../../src/domain/registry.js';
import { leafHash } from '../../../src/infrastructure/event-store/leaf.js';
import type { Written } from './recorder.js';

type Decoded = ReturnType<typeof decode>;
interface Known {
  readonly version: number;
  readonly previous: string | null;
  readonly newest: string;
}

/** Compares generated histories with what the product would have stored. */
export class HistoryCheck {
  readonly streams = new Map<string, Known>();
  /** Events by their type. */
  readonly counts = new Map<string, number>();
  readonly faults: string[] = [];
  events = 0;
  late = 0;
  bytes = 0;
  #recordedAt = '';

  look(stored: Written): void {
    const event = decode(stored);
    const fault = (what: string) => this.faults.push(`${stored.position} ${stored.type}: ${what}`);
    if (stored.position !== ++this.events) fault('position is not the next one');
    if (stored.recordedAt < this.#recordedAt) fault('recordedAt goes back');
    this.#recordedAt = stored.recordedAt;
    for (const name of ['stream', 'version', 'eventId', 'type', 'commandId'] as const)
      if (event[name] !== stored[name]) fault(`${name} differs from the bytes`);
    if (!Buffer.from(leafHash(stored.position, stored.recordedAt, stored.bytes)).equals(stored.leaf)) fault('leaf');
    if (!sameBytes(event, stored)) fault('the product would encode it otherwise');
    const problem = misfit(event);
    if (problem) fault(problem);
    this.#chain(event, stored, fault);
    this.counts.set(stored.type, (this.counts.get(stored.type) ?? 0) + 1);
    this.bytes += stored.bytes.length;
  }

  #chain(event: Decoded, stored: Written, fault: (what: string) => void): void {
    const known = this.streams.get(event.stream) ?? { version: 0, previous: null, newest: '' };
    if (event.version !== known.version + 1) fault(`version ${event.version} after ${known.version}`);
    if (event.previous !== known.previous) fault('the chain is broken');
    if (event.occurredAt < known.newest) this.late++;
    const newest = event.occurredAt > known.newest ? event.occurredAt : known.newest;
    this.streams.set(event.stream, { version: event.version, previous: hashOf(stored.bytes), newest });
  }
}

function sameBytes({ position: _, recordedAt: __, previous, ...event }: Decoded, stored: Written): boolean {
  const commitments = sealedIn(event.data).map(commitmentOf);
  const again = Buffer.from(encode(event, previous, commitments));
  return again.equals(stored.bytes) && canonical(JSON.parse(stored.bytes.toString())) === stored.bytes.toString();
}

function commitmentOf(value: Sealed): string {
  const at = inside(value);
  return 'commitment' in at ? at.commitment : '';
}

/** Schemas are of what commands bring, so each sealed field is filled with something its schema takes. */
function misfit({ type, stream, data }: Recorded): string | undefined {
  const definition = aggregateNamed(stream.slice(0, stream.indexOf('-')))?.events[type];
  if (!definition) return 'no such event of this aggregate';
  const { success, error } = definition.schema.safeParse(opened(data));
  return success ? undefined : JSON.stringify(error.issues);
}

function opened(value: unknown, name?: string): unknown {
  if (Array.isArray(value)) return value.map((v) => opened(v));
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Sealed) return name === 'birthDate' ? '2001-02-03' : 'text';
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, opened(v, key)]));
}
