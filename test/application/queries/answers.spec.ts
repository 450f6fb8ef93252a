import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { type Params, QUERY_NAMES, type QueryName, queryNamed } from '../../../src/application/queries/catalogue.js';
import { openApi } from '../../../src/interface/http/openapi.js';
import { everyQuery } from '../../support/every-query.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2026-11-01T12:00:00.000Z';
const product = memoryInstallation(() => NOW);
let asked: Readonly<Record<QueryName, readonly [Reader, object]>>;
beforeAll(async () => {
  asked = await everyQuery(product);
});

describe('Every query', () => {
  it.each(QUERY_NAMES)('%s answers as it declares, and leaves the trace that it declares', async (name) => {
    const [reader, params] = asked[name];
    const before = (await product.log()).length;
    const answer = await product.ask(reader, name, params as Params<QueryName>);
    const { answer: schema, leaves } = queryNamed(name);
    expect(schema.safeParse(answer).error?.issues ?? []).toEqual([]);
    const left = (await product.log()).slice(before).map((e) => e.type);
    const expected =
      'consults' in leaves
        ? 'RecordConsulted'
        : 'searches' in leaves
          ? 'SearchPerformed'
          : 'exports' in leaves
            ? 'ExportMade'
            : undefined;
    expect(left.at(-1)).toBe(expected);
  });

  it('with an address stands in OpenAPI with its parameters and its answer', () => {
    const { paths } = openApi() as unknown as { paths: Record<string, Record<string, { operationId?: string }>> };
    const known = Object.values(paths).flatMap((path) => Object.values(path).map((o) => o.operationId));
    const routed = QUERY_NAMES.filter((name) => queryNamed(name).path !== undefined);
    expect(routed.filter((name) => !known.includes(name))).toEqual([]);
    for (const name of routed) {
      const { path = '', params } = queryNamed(name);
      for (const [, inPath] of path.matchAll(/\{(\w+)\}/g)) expect(params[String(inPath)]).toBeInstanceOf(z.ZodType);
    }
  });
});
