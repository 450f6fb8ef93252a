import fc from 'fast-check';
import { z } from 'zod';
import { decode } from '../../../src/application/codec.js';
import type { EventInfo } from '../../../src/domain/kernel/vocabulary.js';

/** A schema as JSON Schema writes it, as far as events use it. */
export interface Form {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly sealed?: boolean;
  readonly about?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly Form[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  readonly items?: Form;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly additionalProperties?: Form | false;
}
export const formOf = (schema: z.ZodType): Form =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Form;

/** Few of each, so that events of a history meet. */
export const IDS = ['a', 'b', 'c'].map((c) => `${c.repeat(8)}-0000-4000-8000-${c.repeat(12)}`);
const CODES = ['SOF', 'BIF', 'KP'];
/** As codec.ts leaves a sealed value in the bytes. */
const SEALED = { $sealed: 'commitment', segment: 0 };
const START = Date.UTC(2025, 0, 1);
export const minute = (n: number): string => new Date(START + n * 60_000).toISOString();
const instants = fc.integer({ min: 0, max: 60 }).map(minute);

/** Any data of a shape as the bytes of an event hold it. */
export function anyOf(form: Form): fc.Arbitrary<unknown> {
  if (form.sealed) return fc.constant(SEALED);
  if ('const' in form) return fc.constant(form.const);
  if (form.enum) return fc.constantFrom(...form.enum);
  if (form.anyOf) return fc.oneof(...form.anyOf.map(anyOf));
  if (Array.isArray(form.type)) return fc.oneof(...form.type.map((type) => anyOf({ ...form, type })));
  switch (form.type) {
    case 'object':
      return anyObject(form);
    case 'array':
      return fc.array(anyOf(form.items ?? {}), { minLength: form.minItems ?? 0, maxLength: 2 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: form.minimum ?? 0, max: Math.min(form.maximum ?? 9, (form.minimum ?? 0) + 9) });
    case 'number':
      return fc.integer({ min: 0, max: 9 }).map((n) => n / 2);
    case 'null':
      return fc.constant(null);
    default:
      return anyText(form);
  }
}
function anyObject({ properties = {}, required = [], additionalProperties }: Form): fc.Arbitrary<object> {
  if (Object.keys(properties).length === 0 && additionalProperties)
    return fc.dictionary(fc.constantFrom('one', 'two'), anyOf(additionalProperties), { maxKeys: 2 });
  const fields = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, anyOf(inner)]));
  return fc.record(fields, { requiredKeys: [...required] });
}
function anyText({ format, pattern }: Form): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.constantFrom(...IDS);
  if (format === 'date-time') return instants;
  if (format === 'date') return instants.map((at) => at.slice(0, 10));
  if (pattern?.includes('{64}')) return fc.constantFrom('a'.repeat(64), 'b'.repeat(64));
  if (pattern?.startsWith('^\\d+')) return fc.constant('1.2.3');
  return fc.constantFrom(...CODES);
}

export interface Happening {
  readonly event: EventInfo;
  readonly stream: string;
  readonly data: object;
  readonly occurredAt: string;
}
/** Any event of these, in one of a few streams of its aggregate. */
export function anyEvent(events: readonly EventInfo[]): fc.Arbitrary<Happening> {
  return fc.oneof(
    ...events.map((event) =>
      fc.record({
        event: fc.constant(event),
        stream: fc.constantFrom(...IDS.slice(0, 2)).map((id) => `${event.aggregate}-${id}`),
        data: anyOf(formOf(event.schema)) as fc.Arbitrary<object>,
        occurredAt: instants,
      }),
    ),
  );
}

/** As the application reads them; positions in the order given. */
export function recorded(happenings: readonly Happening[]) {
  const versions = new Map<string, number>();
  return happenings.map(({ event, stream, data, occurredAt }, i) => {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const commandId = `00000000-0000-4000-8000-${String(i + 1).padStart(12, '0')}`;
    const whole = {
      ...{ eventId: commandId, type: event.type, schemaVersion: event.schemaVersion, stream, version, occurredAt },
      actor: { userId: 'u1', agency: CODES[i % CODES.length], role: 'coordinator', kind: 'person' },
      ...{ controller: 'SOF', regime: 'GDPR', commandId, correlationId: commandId, causationId: commandId, data },
      previous: null,
    };
    const bytes = new TextEncoder().encode(JSON.stringify(whole));
    return decode({ position: i + 1, recordedAt: minute(100 + i), bytes });
  });
}
