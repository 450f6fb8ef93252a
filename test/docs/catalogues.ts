import { z } from 'zod';
import { QUERY_NAMES, queryNamed } from '../../src/application/queries/catalogue.js';
import type { AnyQuery } from '../../src/application/queries/define-queries.js';
import { aggregates } from '../../src/domain/registry.js';
import { projections } from '../../src/projections/index.js';

const AGAIN = '`UPDATE_DOCS=1 npm run spec -- test/docs` writes it anew.';

function permission({ may }: AnyQuery): string {
  if ('everybody' in may) return `everybody: ${may.everybody}`;
  if ('oneOf' in may) return may.oneOf.map((line) => line.join(' ')).join(' or ');
  return `${may.action} ${may.object}${may.hides ? ', else it is not there' : ''}`;
}
function trace({ leaves }: AnyQuery): string {
  if ('consults' in leaves) return `RecordConsulted (${leaves.consults})`;
  if ('searches' in leaves)
    return `SearchPerformed (${typeof leaves.searches === 'string' ? leaves.searches : 'the register'})`;
  return 'exports' in leaves ? `ExportMade (${leaves.exports})` : `nothing: ${leaves.nothing}`;
}

/** Every query: how it is asked, what it needs, what it leaves. Answers stand in `/api/openapi.json`. */
export function queriesMarkdown(): string {
  const rows = QUERY_NAMES.map((name) => {
    const query = queryNamed(name);
    const route =
      query.path === undefined ? 'pages and command line' : `\`${query.method ?? 'GET'} /api/${query.path}\``;
    const params = Object.entries(query.params).map(([param, schema]) =>
      (schema as z.ZodType).safeParse(undefined).success ? `${param}?` : param,
    );
    return `| ${name} | ${route} | ${params.join(', ') || '–'} | ${permission(query)} | ${trace(query)} | ${query.says} |`;
  });
  return [
    '# Queries',
    '',
    `Generated from the declarations in \`src/application/queries\` and \`src/application/reports\`; ${AGAIN}`,
    'Commands are in [permissions.md](permissions.md) and, with their fields, in `/api/openapi.json`. `after=POSITION` makes any query wait until',
    'what was written there is seen. `?` marks what may be left out.',
    '',
    '| query | asked by | parameters | permission | leaves | what it answers |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const isSealed = (schema: z.ZodType): boolean =>
  schema.meta()?.sealed === true ||
  (schema instanceof z.ZodOptional && isSealed(schema.unwrap() as z.ZodType)) ||
  (schema instanceof z.ZodObject && Object.values(schema.shape).some((field) => isSealed(field as z.ZodType))) ||
  (schema instanceof z.ZodArray && isSealed(schema.element as z.ZodType));

/** Every event: its versions, what of it is open and what is sealed, and which read models fold it. */
export function eventsMarkdown(): string {
  const rows = aggregates.flatMap(({ aggregate, events }) =>
    Object.values(events).map(({ type, schemaVersion, schema, shape }) => {
      const fields = Object.entries(schema.shape) as [string, z.ZodType][];
      const named = (sealed: boolean) =>
        fields.flatMap(([name, field]) => (isSealed(field) === sealed ? [name] : [])).join(', ') || '–';
      const folding = projections.filter((p) => p.events.includes(type)).map((p) => p.name);
      return `| ${aggregate} | ${type} | ${schemaVersion} | ${shape.by ?? '–'} | ${named(false)} | ${named(true)} | ${folding.join(', ') || '–'} |`;
    }),
  );
  return [
    '# Events',
    '',
    `Generated from the declarations in \`src/domain\` and \`src/projections\`; ${AGAIN} Every field that holds a text about somebody is sealed:`,
    'the log has a commitment to it, the vault the ciphertext.',
    '',
    '| aggregate | event | version | given by | open | sealed | folded by |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
