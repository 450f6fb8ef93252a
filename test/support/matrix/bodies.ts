import { z } from 'zod';
import { dataSchema } from '../../../src/application/commands/request.js';
import { commands } from '../../../src/domain/registry.js';
import { idFor } from '../given.js';
import { concernId, disclosure, personId } from './world.js';

/** What a trial of a command sends: its required fields, and these where any value of the type would not do. */
const SAID: Readonly<Record<string, object>> = {
  AssessSeverity: { finality: 'preliminary' },
  ForwardConcern: { toInfohus: 'koege', newConcernId: idFor('a new one'), disclosure },
  OpenCase: { infohus: 'koebenhavn', concernIds: [concernId('new')], responsibleAgency: 'SOF' },
  CallMeeting: { infohus: 'koebenhavn', invited: [] },
  AddAgendaItem: { subject: { concernId: concernId('new') } },
  RecordDecision: { subject: { concernId: concernId('new') }, responsibleAgency: 'SOF' },
  StartCourse: { mentor: 'opdigtet' },
  MergePersons: { into: personId('in plain') },
  AssignCaseworker: { userId: 'somebody-else' },
  DismissConcern: { reason: 'irrelevant' },
  HandConcernToPolice: { to: 'police' },
  HandCaseToSecurity: { to: 'police' },
};
const EVERYWHERE = { disclosure, infohus: 'koebenhavn' };

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly pattern?: string;
}
function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return sampleOf(choice);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return textOf(schema);
  }
}
function textOf({ format, pattern = '' }: Schema): string {
  if (format === 'date-time') return '2026-10-30T10:00:00Z';
  if (format === 'date') return '2026-10-30';
  if (format === 'uuid' || pattern.includes('{12}')) return idFor('something');
  return 'SOF';
}

const made = new Map<string, object>();
/** Valid by its schema, and about nothing that is there but what is said above. */
export function bodyOf(name: string): object {
  const known = made.get(name);
  if (known) return known;
  const command = commands.get(name);
  if (!command) throw new Error(`there is no command ${name}`);
  const schema = z.toJSONSchema(dataSchema(command), { io: 'input', unrepresentable: 'any' }) as Schema;
  const sampled = sampleOf(schema) as Record<string, unknown>;
  const common = Object.fromEntries(Object.entries(EVERYWHERE).filter(([field]) => field in sampled));
  const body = { ...sampled, ...common, ...SAID[name] };
  made.set(name, body);
  return body;
}
