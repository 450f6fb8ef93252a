// A line of a command file, read and checked by its form (400).

import { withRights } from './access.js';
import { ENVELOPE, ROWS } from './commands.js';
import { type Actor, child, type Data, instantOf, str } from './model.js';
import type { Row } from './row.js';
import { isObject, lowerIds } from './schema.js';
import type { Day, Ms } from './time.js';

export interface Command {
  /** The key it was given with, else one derived from the line. */
  readonly commandId: string;
  readonly name: string;
  readonly row: Row;
  readonly id: string;
  readonly at: Ms;
  readonly actor: Actor;
  readonly data: Data;
}

export function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

export function read(parsed: unknown, commandId: string, today: Day): Command | null {
  if (!isObject(parsed) || !ENVELOPE(parsed)) return null;
  const name = str(parsed, 'command');
  const row = Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
  if (!row?.data(parsed.data)) return null;
  const actor = child(parsed, 'actor');
  return {
    commandId,
    name,
    row,
    id: str(parsed, 'id').toLowerCase(),
    at: instantOf(parsed, 'at'),
    actor: withRights({ userId: str(actor, 'userId'), agency: str(actor, 'agency'), role: str(actor, 'role') }, today),
    data: Object.fromEntries(Object.entries(child(parsed, 'data')).map(([key, value]) => [key, lowerIds(value)])),
  };
}

export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}
