import type { z } from 'zod';
import type { Amended } from './amended.js';
import { datedAhead } from './dates.js';
import type { Context } from './decider.js';
import type { Recorded } from './event.js';
import { namesIn } from './names.js';
import type { Past } from './past.js';
import { instant, isFixed } from './schema.js';
import type { EventInfo } from './vocabulary.js';

type Events = Readonly<Record<string, EventInfo>>;
type Values = Readonly<Record<string, unknown>>;

/** What is wrong in the others is annulled, or mended by the command for it. */
export const correctableFields = (event: EventInfo): readonly string[] => [
  ...Object.keys(event.schema.shape).filter((field) => !isFixed(event.schema.shape[field])),
  'occurredAt',
];

export function valuesOf(events: Events, type: string, changes: Values) {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(changes)) {
    const schema = (name === 'occurredAt' ? instant : events[type]?.schema.shape[name]) as z.ZodType | undefined;
    const result = schema?.safeParse(value);
    if (result?.success) values[name] = result.data;
    else problems.push(`${name}: ${result?.error.issues[0]?.message ?? 'wrong'}`);
  }
  return { values, problems };
}

/** The event as it would stand. */
export function corrected(events: Events, event: Recorded, changes: Values): Recorded {
  const { occurredAt = event.occurredAt, ...fields } = valuesOf(events, event.type, changes).values;
  return { ...event, occurredAt: String(occurredAt), data: { ...event.data, ...fields } };
}

/** By their ids: the event, and what goes with it and moves with it. */
export function correctedEvents(
  events: Events,
  event: Recorded,
  changes: Values,
  others: readonly Recorded[],
): ReadonlyMap<string, Recorded> {
  const whole = corrected(events, event, changes);
  const moved = others.map((e) => [e.eventId, { ...e, occurredAt: whole.occurredAt }] as const);
  return new Map([[event.eventId, whole] as const, ...moved]);
}

/** A correction gives what its giver could have given: a field of the command, of the command's schema. */
export function notCorrectable<S>(
  { events, commands, rules }: Amended<S>,
  event: (Recorded & { readonly annulled: boolean }) | undefined,
  changes: Values,
  past: Past,
): boolean | string {
  const declared = event && events[event.type];
  if (!declared) return 'an amendment is not corrected: amend the event that it is about';
  if (event.annulled) return 'it is annulled';
  if (past.together(event.eventId).goesWith) return `${event.type} goes with what the same command gave: correct that`;
  const command = commands[declared.shape.by ?? ''];
  if (rules.amended === 'never' || command?.who.every((w) => w === 'internal' || w === 'system'))
    return `${event.type} is never corrected`;
  const fields = correctableFields(declared);
  const wrong = Object.keys(changes).filter((name) => !fields.includes(name));
  if (wrong.length > 0 || Object.keys(changes).length === 0)
    return `correctable in ${declared.type}: ${fields.join(', ')}`;
  const { problems } = valuesOf(events, event.type, changes);
  if (problems.length > 0) return problems.join('; ');
  if (namesOthers(declared, event, corrected(events, event, changes))) return 'ids are not corrected: annul it';
  const missing = command?.requires?.(corrected(events, event, changes).data as Values);
  return missing !== undefined && `${missing} is required with these`;
}

/** Ids inside of a list stay as they are too: what was said may be put right, not which statement it is. */
const namesOthers = ({ schema }: EventInfo, before: Recorded, after: Recorded): boolean =>
  JSON.stringify(namesIn(schema.shape, before.data)) !== JSON.stringify(namesIn(schema.shape, after.data));

/** What was not yet when it was recorded, or is said to have been done before it was, its giver could not have given. */
export function aheadOfTime<S>(
  { events, order }: Pick<Amended<S>, 'events' | 'order'>,
  state: S,
  { eventId, changes }: { eventId: string; changes: Values },
  context: Context,
): boolean | string {
  const event = context.past.find(eventId);
  if (!event) return false;
  const whole = corrected(events, event, changes);
  if (whole.occurredAt > event.recordedAt) return 'occurredAt may not lie after it was recorded';
  const ahead = datedAhead(whole.data, whole.occurredAt);
  return ahead === undefined ? (order.ahead(state, whole, context) ?? false) : `${ahead} may not lie after occurredAt`;
}
