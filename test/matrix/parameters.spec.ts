import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { purposeOf } from '../../src/application/authorization/policy.js';
import { QUERY_NAMES, type QueryName, queryNamed } from '../../src/application/queries/catalogue.js';
import { cursorOf } from '../../src/application/queries/params.js';
import { Refused } from '../../src/application/refusal.js';
import type { Actor } from '../../src/domain/kernel/event.js';
import { ACTORS } from '../support/matrix/actors.js';
import * as w from '../support/matrix/world.js';
import { sampled } from '../support/sample.js';

let world: w.World;
beforeAll(async () => {
  world = await w.makeWorld();
});

/** What a question cannot be asked without. */
const NEEDED: Readonly<Record<string, unknown>> = {
  ...{ infohus: 'koebenhavn', toAgency: 'SUF', agency: 'KRIM', kind: 'case', name: 'activity', list: 'all' },
  ...{ since: '2020-01-01T00:00:00.000Z', reason: 'opdigtet', userId: 'sof-caseworker', plan: 'koebenhavn-2016' },
  ...{
    year: 2017,
    caseId: w.caseId(w.CASE_NAMES[0] ?? ('' as never)),
    cpr: '',
    day: '2026-11-29',
    categories: 'identity',
  },
};
const RECORDS = [
  ...w.CASE_NAMES.slice(0, 3).map(w.caseId),
  ...w.CONCERN_NAMES.slice(0, 3).map(w.concernId),
  ...w.MEETING_NAMES.slice(0, 2).map(w.meetingId),
  ...w.PERSON_NAMES.slice(0, 2).map(w.personId),
];
const EARLY = '2020-01-01T00:00:00.000Z';
/** What may be sent for one that can be left out, whatever it means: each kind of value that a schema could take. */
const VALUES = [
  ...['true', 1, 0, 100_000, '2026-11-29', '2020-01-01', w.NOW, EARLY, 'koege', 'SOF', 'KRIM', 'NOWHERE', 'adult'],
  ...['9901010007', 'identity', 'identity,contact', `${RECORDS[0]}:dbl-22-1`, '00000000-0000-4000-8000-000000000000'],
  ...['sof-caseworker', 'opdigtet', 'recorded', 'occurred', ...RECORDS],
  ...(['below', 'above'] as const).flatMap((side) =>
    RECORDS.slice(0, 2).map((id) => cursorOf(side, { at: w.NOW, id })),
  ),
  cursorOf('below', { at: w.NOW, id: 'A'.repeat(43) }),
];
const words = (schema: z.ZodType): readonly unknown[] =>
  JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }))
    .match(/"enum":\[[^\]]*\]/g)
    ?.flatMap((found) => JSON.parse(found.slice(7)) as unknown[]) ?? [];
const isNeeded = (schema: z.ZodType) => !schema.safeParse(undefined).success;

interface Asked {
  readonly name: QueryName;
  readonly needed: object;
  readonly more: readonly (readonly [param: string, value: unknown])[];
}
/** Of each question every way to ask it with one thing more than it needs. */
const ASKED: readonly Asked[] = QUERY_NAMES.filter((name) => !/Verify|Reproduce|Keep|Diff|Frozen/.test(name)).flatMap(
  (name) => {
    const params = Object.entries(queryNamed(name).params) as [string, z.ZodType][];
    const needed = Object.fromEntries(params.filter(([, s]) => isNeeded(s)).map(([key]) => [key, NEEDED[key]]));
    const optional = params.filter(([, schema]) => !isNeeded(schema));
    const more = optional.flatMap(([key, schema]) =>
      [...new Set([...words(schema), ...VALUES])]
        .filter((v) => schema.safeParse(v).success)
        .map((v) => [key, v] as const),
    );
    if (more.length === 0) return [];
    return 'id' in needed ? RECORDS.map((id) => ({ name, needed: { ...needed, id }, more })) : [{ name, needed, more }];
  },
);

async function all(stream: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const part of stream) found.push(part);
  return found;
}
async function told(
  who: Actor,
  name: QueryName,
  params: object,
): Promise<{ readonly code: string; readonly ids: ReadonlySet<string> }> {
  try {
    const answer = await world.product.ask({ actor: who, purpose: purposeOf(who.role) }, name, params as never);
    const isStream = typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
    const whole = isStream ? await all(answer as AsyncIterable<unknown>) : answer;
    return { code: 'given', ids: new Set(JSON.stringify(whole).match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g) ?? []) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { code: error.code, ids: new Set() };
  }
}
/** Those who are near a record, and those who are not. */
const WHO = ACTORS.filter(({ agency, role }) =>
  [
    'SOF caseworker',
    'SUF caseworker',
    'TMF caseworker',
    'KRIM leader',
    'BIF coordinator',
    'KP police',
    'SSP caseworker',
    'BIF analyst',
    'BIF compliance',
    'BIF administrator',
    'VEL coordinator',
    'NOWHERE caseworker',
  ].includes(`${agency} ${role}`),
);
const CELLS = WHO.flatMap((who) => ASKED.map((asked) => ({ who, ...asked })));

/** What chooses of a record that is shown whole anyhow: a preview is of what is named, without it of nothing. */
const CHOOSES = new Set(['categories']);
/** Parts of one register, told by one right; without it the part is told that compliance is to act on (RETENTION_STATES, as the query says it). */
const PARTS = new Set(['Retention.state']);
/** Drawn anew each time, under a name of its own: what is in it, by the same right, is another's chance. */
const DRAWN: QueryName = 'SampleAccess';
/** It was refused and is given by asking for more; or it shows a record that it did not show. */
async function widened({ who, name, needed, more }: (typeof CELLS)[number]): Promise<readonly string[]> {
  const plain = await told(who, name, needed);
  const found: string[] = [];
  for (const [param, value] of more) {
    const { code, ids } = await told(who, name, { ...needed, [param]: value });
    const isOther = CHOOSES.has(param) || PARTS.has(`${name}.${param}`) || name === DRAWN;
    const news = isOther ? [] : [...ids].filter((id) => !plain.ids.has(id) && id !== value);
    const isOpened = plain.code !== 'given' && code === 'given';
    const says = `${who.agency} ${who.role}: ${name} ${JSON.stringify(needed)} ${param}=${String(value)}`;
    if (isOpened || news.length > 0) found.push(`${says}: ${plain.code} -> ${code} ${news.slice(0, 3)}`);
  }
  return found;
}

/** Of reports and of the log as a whole: no record stands in them, and their own specifications hold them (test/application/reports, verify.spec.ts). */
const ELSEWHERE = [
  ...['DiffReport.asOf', 'DiffReport.clock', 'DiffReport.plan', 'KeepReport.asOf', 'KeepReport.clock'],
  ...['ReproduceReport.file', 'VerifyLog.from', 'VerifyLog.to'],
];

describe('A parameter that can be left out', () => {
  it('only narrows: nobody is given by it what is refused without it, nor shown a record that is not shown without it', async () => {
    const some = sampled(CELLS, 150);
    const found: string[] = [];
    for (const cell of some) found.push(...(await widened(cell)));
    expect(found.slice(0, 20)).toEqual([]);
    expect(some.length).toBeGreaterThan(100);
  });

  it('of every question is tried, each with a value that it takes', () => {
    const tried = new Set(ASKED.flatMap(({ name, more }) => more.map(([param]) => `${name}.${param}`)));
    const all = QUERY_NAMES.flatMap((name) =>
      (Object.entries(queryNamed(name).params) as [string, z.ZodType][]).flatMap(([key, s]) =>
        isNeeded(s) ? [] : [`${name}.${key}`],
      ),
    );
    expect(all.filter((one) => !tried.has(one)).sort()).toEqual(ELSEWHERE);
  });
});
