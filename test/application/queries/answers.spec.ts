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
  await product.import(generate(7, 10));
  await give(product, 'BIF:coordinator', 'CallMeeting', 'm', '2026-10-01T10:00:00+02:00', {
    ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: '2026-12-01T10:00:00+01:00', invited: ['SOF'] },
  });
  await give(product, 'BIF:coordinator', 'RegisterPerson', 'p', '2026-10-01T10:00:00+02:00', { name: 'opdigtet' });
  const log = await product.log();
  const infohus = 'koebenhavn';
  const [aCase] = (await product.ask(COORDINATOR, 'Cases', { infohus })).rows;
  const [aConcern] = (await product.ask(COORDINATOR, 'Concerns', { infohus })).rows;
  const report = { infohus, plan: 'koebenhavn-2016', year: 2017 };
  const file = await product.ask(ANALYST, 'Report', report);
  await product.ask(ANALYST, 'KeepReport', { ...report, state: 'published' });
  const [kept] = await product.ask(ANALYST, 'Reports', { infohus });
  const [a, b] = product.book.plans.filter((p) => p.infohus === infohus);
  const caseId = { id: aCase?.caseId };
  const concernId = { id: aConcern?.concernId };
  asked = {
    Cases: [COORDINATOR, { infohus, limit: 3 }],
    CountCases: [COORDINATOR, { infohus }],
    ExportCases: [COORDINATOR, { infohus }],
    Concerns: [COORDINATOR, { infohus }],
    CountConcerns: [COORDINATOR, { infohus }],
    CaseAsOf: [COORDINATOR, { ...caseId, texts: true }],
    CaseHandovers: [COORDINATOR, caseId],
    CaseNames: [COORDINATOR, caseId],
    Concern: [COORDINATOR, concernId],
    CaseActions: [COORDINATOR, caseId],
    ConcernActions: [COORDINATOR, concernId],
    MeetingActions: [COORDINATOR, { id: idFor('m') }],
    PersonActions: [COORDINATOR, { id: idFor('p') }],
    Deadlines: [COORDINATOR, { infohus }],
    Inbox: [COORDINATOR, { infohus }],
    PlanTouches: [COORDINATOR, { infohus, a, b }],
    Meetings: [COORDINATOR, { infohus }],
    Meeting: [COORDINATOR, { id: idFor('m') }],
    Register: [COORDINATOR, { infohus, name: 'activity' }],
    Overview: [ANALYST, { infohus }],
    DataQuality: [COORDINATOR, { infohus }],
    Plans: [COORDINATOR, { infohus }],
    InfohusContext: [COORDINATOR, {}],
    Report: [ANALYST, report],
    ReportView: [ANALYST, report],
    NewestPublication: [ANALYST, report],
    Reports: [ANALYST, { infohus }],
    KeptReport: [ANALYST, { infohus, eventId: kept?.eventId }],
    KeepReport: [ANALYST, { ...report, state: 'frozen' }],
    ReproduceReport: [ANALYST, { file: JSON.parse(JSON.stringify(file)) }],
    ReproducedView: [ANALYST, { file }],
    DiffReport: [ANALYST, { file }],
    Logins: [ADMINISTRATOR, {}],
    ReadModels: [ADMINISTRATOR, {}],
    VerifyLog: [ADMINISTRATOR, {}],
    EventPosition: [ADMINISTRATOR, { eventId: log[0]?.eventId }],
    Operate: [ADMINISTRATOR, { what: 'doctor' }],
    ImportFiles: [ADMINISTRATOR, {}],
  };
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
