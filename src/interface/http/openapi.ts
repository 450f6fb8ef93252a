import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { dataSchema } from '../../application/commands/request.js';
import { NEEDED } from '../../application/ports/readiness.js';
import { QUERY_NAMES, queryNamed } from '../../application/queries/catalogue.js';
import type { AnyQuery } from '../../application/queries/define-queries.js';
import { ADVICE, STATUS } from '../../application/refusal.js';
import { CODE_VERSION } from '../../application/reports/report.js';
import { id, instant } from '../../domain/kernel/schema.js';
import { commands, isEverywhere, type KnownCommand } from '../../domain/registry.js';
import { FORMS } from '../documents/forms.js';
import { fileParams } from './report-file.js';

const problem = {
  description: 'A named refusal (RFC 9457); nothing was appended',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const refusals = Object.fromEntries([...new Set(Object.values(STATUS))].map((status) => [String(status), problem]));
const json = (schema: object) => ({ 'application/json': { schema } });
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};
const parameter = (name: string, where: 'query' | 'path' | 'header', required: boolean, schema: object) => ({
  ...{ name, in: where, required, schema },
});
const string = { type: 'string' };
const integer = { type: 'integer' };

/** A command's request body as JSON Schema: from the same declaration that the executor checks by. */
export const bodySchema = (command: KnownCommand): object =>
  schemaOf(z.strictObject({ id, at: instant.optional(), data: dataSchema(command) }), 'input');

function commandPath(command: KnownCommand) {
  const rules = command.definition.refusals.map((rule) => `- \`${rule}\`: ${ADVICE[rule] ?? ''}`).join('\n');
  return {
    post: {
      tags: isEverywhere(command) ? ['every aggregate'] : command.on.map((a) => a.aggregate),
      operationId: command.name,
      summary: command.name,
      description: `Who: ${command.definition.who.join(', ')}\n\n${rules}`,
      parameters: [
        parameter('Idempotency-Key', 'header', true, string),
        parameter('If-Match', 'header', false, string),
      ],
      requestBody: { required: true, content: json(bodySchema(command)) },
      responses: {
        '201': {
          description: 'Appended, or appended before by the same key',
          content: json(command.name === 'ReassignCases' ? batchAnswer : { $ref: '#/components/schemas/Answer' }),
        },
        ...refusals,
      },
    },
  };
}

const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success;
const files = Object.fromEntries(Object.values(FORMS).map(({ type }) => [type.split(';', 1)[0], {}]));

/** The parameters of a query as OpenAPI has them; what a POST takes in its body stands in the body. */
function inAddress(query: AnyQuery) {
  const { params, path = '', over } = query;
  const declared = query.method === 'POST' ? [] : Object.entries(params);
  const report = over === 'report' || typeof over === 'object';
  const all = [...declared, ...(report ? Object.entries(fileParams) : []), ['after', z.string().optional()] as const];
  return all.map(([name, schema]) => {
    const inPath = path.includes(`{${name}}`);
    return parameter(
      name,
      inPath ? 'path' : 'query',
      inPath || !isOptional(schema as z.ZodType),
      schemaOf(schema as z.ZodType, 'input'),
    );
  });
}

function answerOf({ answer, over }: AnyQuery) {
  if (over === 'csv' || (typeof over === 'object' && 'csv' in over)) return { 'text/csv': {} };
  if (over === 'page') return json(schemaOf((answer as z.ZodObject).shape.rows as z.ZodType, 'output'));
  if (over === 'report' || typeof over === 'object') return { ...files, ...json({ type: 'object' }) };
  return json(schemaOf(answer, 'output'));
}

function queryPath(name: string, query: AnyQuery) {
  const { says, method, status = 200, params } = query;
  const body = 'file' in params ? { type: 'object' } : schemaOf(z.object(params), 'input');
  return {
    [method === 'POST' ? 'post' : 'get']: {
      tags: ['questions'],
      operationId: name,
      summary: says,
      parameters: inAddress(query),
      ...(method === 'POST' ? { requestBody: { required: true, content: json(body) } } : {}),
      responses: { [String(status)]: { description: says, content: answerOf(query) }, ...refusals },
    },
  };
}

function queryPaths(): Record<string, object> {
  const paths: Record<string, object> = {};
  for (const name of QUERY_NAMES) {
    const query = queryNamed(name);
    if (query.path === undefined) continue;
    const path = `/api/${query.path}`;
    paths[path] = { ...paths[path], ...queryPath(name, query) };
  }
  return paths;
}

const health = { type: 'object', properties: { status: { enum: ['ok', 'degraded', 'unavailable'] } } };
const one = (word: string) => ({ type: 'object', properties: { status: { enum: [word] } } });
const ready = {
  type: 'object',
  properties: { status: { enum: ['ready', 'not-ready'] }, missing: { type: 'array', items: { enum: NEEDED } } },
};
const HEALTH = 'Whether it works; degraded: a read model has stopped; unavailable: the database cannot be reached';

/** OpenAPI 3.1, generated from the registries of commands and queries. */
export function openApi(): OpenAPIObject {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Sagsspor',
      version: CODE_VERSION,
      description: 'Case coordination for Danish Infohuse. Errors are problem documents with `code` and `rule`.',
    },
    servers: [],
    tags: [],
    security: [{ bearer: [] }],
    paths: {
      ...Object.fromEntries([...commands.values()].map((c) => [`/api/commands/${c.name}`, commandPath(c)])),
      ...queryPaths(),
      '/api/session': {
        post: {
          tags: ['operation'],
          summary: 'A token for a seeded user; outside the demo the route is absent',
          security: [],
          requestBody: {
            required: true,
            content: json({ type: 'object', properties: { user: string }, required: ['user'] }),
          },
          responses: {
            '201': { description: 'A bearer token', content: json({ type: 'object', properties: { token: string } }) },
            ...refusals,
          },
        },
        delete: {
          tags: ['operation'],
          summary: 'Ends the token or session that this is sent with',
          responses: { '204': { description: 'It is worth nothing from now on' }, ...refusals },
        },
      },
      '/health/live': {
        get: {
          tags: ['operation'],
          summary: 'That the process answers; nothing else is asked',
          security: [],
          responses: { '200': { description: 'alive', content: json(one('alive')) } },
        },
      },
      '/health/ready': {
        get: {
          tags: ['operation'],
          summary: 'Whether requests may be sent here; `missing` names what is not ready',
          security: [],
          responses: {
            '200': { description: 'ready', content: json(ready) },
            '503': { description: 'not ready', content: json(ready) },
          },
        },
      },
      '/health': {
        get: {
          tags: ['operation'],
          summary: HEALTH,
          security: [],
          responses: {
            '200': { description: 'ok or degraded', content: json(health) },
            '503': { description: 'unavailable', content: json(health) },
          },
        },
      },
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Answer: answer, Problem: problemSchema },
    },
  };
  return document as unknown as OpenAPIObject;
}

const answer = {
  type: 'object',
  properties: {
    stream: string,
    version: integer,
    position: integer,
    events: { type: 'array', items: { type: 'object', properties: { eventId: string, type: string } } },
  },
};
/** Of a batch (B-6): what became of each case. */
const batchAnswer = {
  type: 'object',
  properties: {
    position: integer,
    cases: {
      type: 'array',
      items: { type: 'object', properties: { caseId: string, eventId: string, code: string, rule: string } },
    },
  },
};
const problemSchema = {
  type: 'object',
  properties: {
    type: string,
    title: string,
    status: integer,
    code: { enum: Object.keys(STATUS) },
    rule: { type: ['string', 'null'] },
    detail: string,
    errors: { type: 'array', items: { type: 'object', properties: { path: string, message: string } } },
  },
};
