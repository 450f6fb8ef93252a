import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { dataSchema } from '../../application/commands/request.js';
import { ADVICE, STATUS } from '../../application/refusal.js';
import { CODE_VERSION } from '../../application/reports/report.js';
import { id, instant } from '../../domain/kernel/schema.js';
import { commands, type KnownCommand } from '../../domain/registry.js';
import { FORM_NAMES, FORMS } from '../documents/forms.js';

const problem = {
  description: 'A named refusal (RFC 9457); nothing was appended',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const refusals = Object.fromEntries([...new Set(Object.values(STATUS))].map((status) => [String(status), problem]));
const json = (schema: object) => ({ 'application/json': { schema } });
const parameter = (name: string, where: 'query' | 'path' | 'header', required = false) => ({
  name,
  in: where,
  required,
  schema: { type: 'string' },
});

/** A command's request body as JSON Schema: from the same declaration that the executor checks by. */
export const bodySchema = (command: KnownCommand): object =>
  z.toJSONSchema(z.strictObject({ id, at: instant.optional(), data: dataSchema(command) }), {
    io: 'input',
    unrepresentable: 'any',
  });

function path(command: KnownCommand) {
  const rules = command.definition.refusals.map((rule) => `- \`${rule}\`: ${ADVICE[rule] ?? ''}`).join('\n');
  return {
    post: {
      tags: [command.on.length > 1 ? 'every aggregate' : (command.on[0]?.aggregate ?? '')],
      operationId: command.name,
      summary: command.name,
      description: `Who: ${command.definition.who.join(', ')}\n\n${rules}`,
      parameters: [parameter('Idempotency-Key', 'header', true), parameter('If-Match', 'header')],
      requestBody: { required: true, content: json(bodySchema(command)) },
      responses: {
        '201': {
          description: 'Appended, or appended before by the same key',
          content: json({ $ref: '#/components/schemas/Answer' }),
        },
        ...refusals,
      },
    },
  };
}
const question = (summary: string, parameters: readonly object[]) => ({
  get: {
    tags: ['questions'],
    summary,
    parameters: [...parameters, parameter('after', 'query')],
    responses: { '200': { description: summary, content: json({}) }, ...refusals },
  },
});
const inQuery = (...names: readonly string[]) => names.map((name) => parameter(name, 'query'));
const CASE_FILTERS = inQuery('status', 'agency', 'type', 'from', 'to', 'pending');
const CONCERN_FILTERS = inQuery('standing', 'from', 'to');
const PAGE = inQuery('limit', 'cursor');
const LISTED = (what: string) =>
  `${what}: whole, or with \`limit\` a page, newest first; the Link header names the next`;
const COUNTED = 'How many there are; `more`: at least as many, and counted no further';
const READ_MODELS =
  'The read models: how far behind, what stopped one, and the rebuild that is under way or was cut short';
const HEALTH = 'Whether it works; degraded: a read model has stopped; unavailable: the database cannot be reached';
const string = { type: 'string' };
const integer = { type: 'integer' };
const number = { type: 'number' };
const boolean = { type: 'boolean' };
const array = (items: object) => ({ type: 'array', items });
const health = { type: 'object', properties: { status: { enum: ['ok', 'degraded', 'unavailable'] } } };
const readModels = {
  type: 'object',
  properties: {
    models: array({
      type: 'object',
      properties: {
        name: string,
        position: integer,
        head: integer,
        lag: integer,
        state: { enum: ['live', 'behind', 'stopped'] },
        rate: { type: ['integer', 'null'] },
        failedAt: { type: ['integer', 'null'] },
        failure: { type: ['string', 'null'] },
      },
    }),
    rebuild: {
      type: ['object', 'null'],
      properties: {
        models: array(string),
        phase: string,
        position: integer,
        slices: integer,
        slicesDone: integer,
        events: integer,
        running: boolean,
        seconds: number,
        rate: number,
      },
    },
  },
};

/** What a report is written as besides its JSON; what is asked for so comes as a file. */
const written = {
  ...Object.fromEntries(Object.values(FORMS).map(({ type }) => [type.split(';', 1)[0], {}])),
  ...json({ type: 'object' }),
};
const FILE = [
  { ...parameter('format', 'query'), schema: { enum: FORM_NAMES } },
  { ...parameter('lang', 'query'), schema: { enum: ['da', 'en'] } },
];
const asked = { infohus: string, plan: string, year: integer, asOf: { type: ['string', 'integer'] }, clock: string };
const toKeep = {
  type: 'object',
  required: ['infohus', 'plan', 'year', 'state'],
  properties: { ...asked, state: { enum: ['frozen', 'published'] } },
};
const REPORT =
  'The yearly report with every figure, for the house; with `published=true` the newest publication of that plan and year';
const KEEP =
  'Freezes or publishes a report, and keeps it in the log. With a position in `asOf` the same call again publishes no second time';

function deed(summary: string, status: '200' | '201', body: object, parameters: readonly object[] = []) {
  return {
    post: {
      tags: ['reports'],
      summary,
      parameters: [...parameters, parameter('after', 'query')],
      requestBody: { required: true, content: json(body) },
      responses: { [status]: { description: summary, content: json({ type: 'object' }) }, ...refusals },
    },
  };
}
const asFile = (found: ReturnType<typeof question>) => ({
  get: {
    ...found.get,
    tags: ['reports'],
    responses: { '200': { description: found.get.summary, content: written }, ...refusals },
  },
});
function reportPaths() {
  const infohus = parameter('infohus', 'query', true);
  const which = [infohus, parameter('plan', 'query', true), parameter('year', 'query', true)];
  const { get: list } = question('The reports that were frozen or published, newest first', [infohus]);
  return {
    '/api/report': asFile(question(REPORT, [...which, ...inQuery('asOf', 'clock', 'published'), ...FILE])),
    '/api/reports': { get: { ...list, tags: ['reports'] }, ...deed(KEEP, '201', toKeep) },
    '/api/reports/{eventId}': asFile(
      question('One that was frozen or published, as it was', [parameter('eventId', 'path', true), infohus, ...FILE]),
    ),
    '/api/reports/reproduce': deed('Computes a report again from the input that its JSON states', '200', {
      type: 'object',
    }),
    '/api/reports/diff': deed(
      'What differs from a report now, by another plan or at another moment, and why',
      '200',
      { type: 'object' },
      inQuery('plan', 'asOf', 'clock'),
    ),
  };
}

/** OpenAPI 3.1, generated from the command registry. */
export function openApi(): OpenAPIObject {
  const moment = [parameter('at', 'query'), parameter('clock', 'query')];
  const infohus = parameter('infohus', 'query', true);
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
      ...Object.fromEntries([...commands.values()].map((c) => [`/api/commands/${c.name}`, path(c)])),
      '/api/cases': question(LISTED('The case list'), [infohus, ...CASE_FILTERS, ...PAGE, ...moment]),
      '/api/cases/count': question(COUNTED, [infohus, ...CASE_FILTERS]),
      '/api/cases.csv': question('The case list as CSV', [infohus, ...CASE_FILTERS]),
      '/api/concerns': question(LISTED('The concerns'), [infohus, ...CONCERN_FILTERS, ...PAGE]),
      '/api/concerns/count': question(COUNTED, [infohus, ...CONCERN_FILTERS]),
      '/api/cases/{id}': question('One case as of any moment', [parameter('id', 'path', true), ...moment]),
      '/api/cases/{id}/handovers': question('Its chain of responsibility', [parameter('id', 'path', true)]),
      '/api/deadlines': question('Obligations and their states at an instant', [
        infohus,
        parameter('now', 'query'),
        ...moment,
      ]),
      '/api/data-quality': question('What is missing or late in the records, per agency', [infohus]),
      ...reportPaths(),
      '/api/read-models': {
        get: {
          tags: ['operation'],
          summary: READ_MODELS,
          responses: { '200': { description: READ_MODELS, content: json(readModels) }, ...refusals },
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
      schemas: {
        Answer: {
          type: 'object',
          properties: {
            stream: string,
            version: integer,
            position: integer,
            events: { type: 'array', items: { type: 'object', properties: { eventId: string, type: string } } },
          },
        },
        Problem: {
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
        },
      },
    },
  };
  return document as unknown as OpenAPIObject;
}
