import { QUERY_NAMES, queryNamed } from '../../../application/queries/catalogue.js';
import { commands, type KnownCommand } from '../../../domain/registry.js';
import { BODY, doorAt } from '../../doors/doors.js';
import { merged, type Schema, schemaOf } from '../../web/form-schema.js';

/** Nothing declares more than this. */
const MOST = 1_000_000;
/** A kept report, which a person sends back whole. */
const REPORT = MOST;
/** Letters that are no ASCII take three times as many bytes in a form as in JSON. */
const IN_A_FORM = 3;
/** A list of texts or groups is taken to be of so many. */
const OF_A_LIST = 4;

/** How many free texts a command may hold, each of 20,000 characters: what does not fit into 64 kB with them declares more. */
function texts(schema: Schema): number {
  const own = merged(schema);
  if (own.properties) return Object.values(own.properties).reduce((sum, field) => sum + texts(field), 0);
  if (own.items) return OF_A_LIST * texts(own.items);
  return own.maxLength !== undefined || own.sealed ? 1 : 0;
}
const known = new Map<string, number>();
function ofCommand(command: KnownCommand): number {
  const size = known.get(command.name) ?? Math.min(MOST, BODY * Math.max(1, texts(schemaOf(command))));
  known.set(command.name, size);
  return size;
}

/** Queries that take a kept report as their body. */
const reports = new Set(
  QUERY_NAMES.flatMap((name) => {
    const { path, params } = queryNamed(name);
    return path !== undefined && 'file' in params ? [`/api/${path}`] : [];
  }),
);

/** The command that a page's form gives: `/do/…`, by itself or on a record; an item of a meeting; where forms were. A draft is of any of them. */
function commandOfForm(path: string): KnownCommand | undefined {
  const named = /\/(?:do|commands)\/(\w+)$/.exec(path)?.[1];
  if (named) return commands.get(named);
  if (/^\/meetings\/[^/]+\/mode$/.test(path)) return commands.get('RecordDecision');
  return path === '/drafts' ? commands.get('RecordAssessment') : undefined;
}

/** Bytes that a request to this path may hold. */
export function bodySize(path: string): number {
  const [, area = '', second = '', third = ''] = path.split('/');
  const command = area === 'api' && second === 'commands' ? commands.get(third) : undefined;
  if (command) return ofCommand(command);
  const form = commandOfForm(path);
  if (form) return Math.min(MOST, IN_A_FORM * ofCommand(form));
  return reports.has(path) ? REPORT : (doorAt('POST', path)?.limits.body ?? BODY);
}
