import { z } from 'zod';
import type { Actor, ActorKind } from '../../domain/kernel/event.js';
import { code, id, instant } from '../../domain/kernel/schema.js';
import { commands, type KnownCommand } from '../../domain/registry.js';
import { type FieldError, invalid } from '../refusal.js';
import type { CaseResult } from './case-result.js';

/** What every way in brings for a command, beside who gives it. */
export interface CommandRequest {
  readonly command: KnownCommand;
  readonly id: string;
  /** UTC; undefined = now. */
  readonly at: string | undefined;
  readonly data: object;
  /** The body as it came, for the fingerprint. */
  readonly body: unknown;
}

export interface CommandEnvelope {
  readonly request: CommandRequest;
  readonly actor: Actor;
  readonly kind: ActorKind;
  readonly commandId: string;
  /** If-Match: the version at which the stream must be. */
  readonly expectedVersion?: number;
}
export interface CommandAnswer {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly events: readonly { readonly eventId: string; readonly type: string }[];
  /** Of a batch: what became of each case. */
  readonly cases?: readonly CaseResult[] | undefined;
  /** False where the command had been given before: the same answer again. */
  readonly fresh: boolean;
}

const MAX_DEPTH = 16;
const CONTROL = String.fromCharCode(0);
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const wellFormed = (text: string) => !text.includes(CONTROL) && !LONE_SURROGATE.test(text);

/** NUL, lone surrogates and deep nesting are refused everywhere, before any schema looks (commands.md). */
export function hygiene(value: unknown, path = '', depth = 0): FieldError[] {
  if (typeof value === 'string') return wellFormed(value) ? [] : [{ path, message: 'holds NUL or a lone surrogate' }];
  if (value === null || typeof value !== 'object') return [];
  if (depth >= MAX_DEPTH) return [{ path: path.slice(0, 200), message: 'is nested too deeply' }];
  return Object.entries(value).flatMap(([key, v]) => {
    const here = path ? `${path}.${key}` : key;
    return key === '__proto__' || !wellFormed(key)
      ? [{ path, message: 'holds a field name that is not allowed' }]
      : hygiene(v, here, depth + 1);
  });
}

const envelope = z.strictObject({ id, at: instant.optional(), data: z.unknown() });

const actor = z.strictObject({
  userId: code,
  agency: code,
  role: z.enum(['caseworker', 'leader', 'coordinator', 'police', 'analyst', 'compliance', 'administrator', 'system']),
});
const commandLine = z.strictObject({
  commandId: id.optional(),
  command: z.string().max(80),
  id: z.unknown(),
  at: z.unknown(),
  actor,
  data: z.unknown(),
});

const schemas = new Map<string, z.ZodObject>();
export function dataSchema({ name, definition }: KnownCommand): z.ZodObject {
  const known = schemas.get(name) ?? z.strictObject(definition.fields);
  schemas.set(name, known);
  return known;
}

const fieldErrors = (issues: readonly z.core.$ZodIssue[], under = ''): FieldError[] =>
  issues.flatMap((issue) => {
    const at = [...(under ? [under] : []), ...issue.path.map(String)].join('.');
    if (issue.code !== 'unrecognized_keys') return [{ path: at, message: issue.message }];
    return issue.keys.map((key) => ({ path: at ? `${at}.${key}` : key, message: 'is not a field of this command' }));
  });

function checked<S extends z.ZodType>(schema: S, value: unknown, under = ''): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(fieldErrors(result.error.issues, under));
  return result.data;
}

/** Checks a command's body against its schema. @throws Refused validation-failed with a list of {path, message} */
export function parseRequest(name: string, body: unknown): CommandRequest {
  const bad = hygiene(body);
  if (bad.length > 0) throw invalid(bad);
  const command = commands.get(name);
  if (!command) throw invalid([{ path: 'command', message: 'is not a command' }]);
  const around = envelope.safeParse(body);
  const inside = dataSchema(command).safeParse((body as { data?: unknown } | null)?.data);
  if (!around.success || !inside.success)
    throw invalid([...fieldErrors(around.error?.issues ?? []), ...fieldErrors(inside.error?.issues ?? [], 'data')]);
  const { id: aggregateId, at } = around.data;
  const { data } = inside;
  const missing = command.definition.requires?.(data);
  if (missing) throw invalid([{ path: `data.${missing}`, message: 'is required here' }]);
  return { command, id: aggregateId, at, data, body };
}

/** One line of a command file: a command, and who gives it. @throws Refused validation-failed */
export function parseLine(line: unknown) {
  const bad = hygiene(line);
  if (bad.length > 0) throw invalid(bad);
  const { commandId, command, actor: by, id: aggregateId, at, data } = checked(commandLine, line);
  const body = { id: aggregateId, ...(at === undefined ? {} : { at }), data };
  return { commandId, actor: by, request: parseRequest(command, body) };
}
