import { Controller, HttpCode, Inject, Req, Res, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { type Params, QUERY_NAMES, type QueryName, queryNamed } from '../../application/queries/catalogue.js';
import type { AnyQuery } from '../../application/queries/define-queries.js';
import { invalid, notFound } from '../../application/refusal.js';
import type { ReportView } from '../../application/reports/view.js';
import { asks, GetBy, PostBy } from '../doors/ways.js';
import { columnsOf, sendCsv } from './csv.js';
import { AskQuery, askOver } from './envelopes.js';
import { Sessions } from './identity/sessions.js';
import { positionIn, type QueryParams } from './query-params.js';
import { fileIn, fileOf } from './report-file.js';

/** Every declared query that has a path, as a route under /api: the declaration says all that there is to say. */
@Controller('api')
class QueryRoutes {
  constructor(
    @Inject(QueryBus) private readonly bus: QueryBus,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  async answer(name: QueryName, request: Request, response: Response): Promise<unknown> {
    const { reader } = this.sessions.required(request);
    const query = request.query as QueryParams;
    const asked = published(name, query) ?? name;
    const { over } = queryNamed(asked);
    const { format, lang } = over && !isCsv(over) ? fileIn(query) : {};
    const named = format && typeof over === 'object' && 'files' in over ? (over.files as QueryName) : asked;
    const params = paramsIn(queryNamed(named), request);
    const answer = await askOver(this.bus, new AskQuery(named, params as Params<QueryName>, reader, positionIn(query)));
    if (over === 'csv')
      return sendCsv(response, `${named}-${query.infohus}.csv`, columnsOf(named), answer as AsyncIterable<object[]>);
    if (isCsv(over)) return sendCsv(response, `${named}-${query.infohus}.csv`, over.csv, atOnce(answer as object[]));
    if (over === 'page') return paged(request, response, answer as Paged);
    if (over === undefined) return answer;
    if (format) return fileOf(answer as ReportView, format, lang ?? 'da');
    return over === 'report' ? (answer as ReportView).report : answer;
  }
}

type Over = AnyQuery['over'];
const isCsv = (over: Over): over is Extract<Over, { readonly csv: unknown }> =>
  typeof over === 'object' && 'csv' in over;
async function* atOnce<R>(rows: readonly R[]): AsyncGenerator<readonly R[]> {
  yield rows;
}

/** `published=true` on the report's own address: the newest publication, which chose its own moment. */
function published(name: QueryName, { published: asked, asOf }: QueryParams): QueryName | undefined {
  if (name !== 'Report' || asked !== 'true') return undefined;
  if (asOf !== undefined) throw invalid([{ path: 'asOf', message: 'was chosen by the publication: leave it out' }]);
  return 'NewestPublication';
}

/** By the names that are declared: from the path, the address, and of a POST its body. A declared `file` is the body itself. */
function paramsIn({ params, method }: AnyQuery, request: Request): QueryParams {
  const body = method === 'POST' ? ('file' in params ? { file: request.body } : request.body) : {};
  if (body === null || typeof body !== 'object') throw invalid([{ path: '', message: 'must be a JSON object' }]);
  // An address that can be none of ours is not there: it says nothing of what ids look like.
  const isOurs = ([name, value]: [string, unknown]) => (params[name] as z.ZodType).safeParse(value).success;
  if (!Object.entries(request.params).every(isOurs)) throw notFound();
  const given = { ...request.query, ...body, ...request.params };
  return Object.fromEntries(Object.keys(params).map((name) => [name, given[name]]));
}

interface Paged {
  readonly rows: readonly unknown[];
  readonly next: string | null;
  readonly prev: string | null;
}
/** The rows alone, as without pages; where the list goes on stands in the Link header (RFC 8288), so that the JSON keeps its shape. */
function paged(request: Request, response: Response, { rows, next, prev }: Paged): readonly unknown[] {
  const link = (cursor: string | null, rel: string) => {
    if (cursor === null) return [];
    const query = new URLSearchParams(request.url.split('?')[1]);
    query.set('cursor', cursor);
    query.delete('after'); // the next page need not wait again
    return [`<${request.path}?${query}>; rel="${rel}"`];
  };
  const links = [...link(next, 'next'), ...link(prev, 'prev')];
  if (links.length > 0) response.setHeader('Link', links.join(', '));
  return rows;
}

/** `cases/count` before `cases/{id}`: what is literal is matched first. */
const literalFirst = (a: string, b: string): number => Number(a.includes('{')) - Number(b.includes('{'));
const routed = QUERY_NAMES.flatMap((name) => {
  const { path, method, status } = queryNamed(name);
  return path === undefined ? [] : [{ name, path, method, status }];
}).sort((a, b) => literalFirst(a.path, b.path));

for (const { name, path, method, status } of routed) {
  const descriptor = {
    value(this: QueryRoutes, request: Request, response: Response) {
      return this.answer(name, request, response);
    },
    writable: true,
    configurable: true,
  };
  Object.defineProperty(QueryRoutes.prototype, name, descriptor);
  Req()(QueryRoutes.prototype, name, 0);
  Res({ passthrough: true })(QueryRoutes.prototype, name, 1);
  const route = path.replaceAll(/\{(\w+)\}/g, ':$1');
  (method === 'POST' ? PostBy : GetBy)(route, asks(name))(QueryRoutes.prototype, name, descriptor);
  HttpCode(status ?? 200)(QueryRoutes.prototype, name, descriptor);
}

export const queryRoutes: Type<unknown> = QueryRoutes;
