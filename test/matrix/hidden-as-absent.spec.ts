import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { purposeOf } from '../../src/application/authorization/policy.js';
import { QUERY_NAMES, queryNamed } from '../../src/application/queries/catalogue.js';
import { Refused } from '../../src/application/refusal.js';
import type { Actor } from '../../src/domain/kernel/event.js';
import { ACTORS } from '../support/matrix/actors.js';
import { knowsPerson, sightOfCase, sightOfConcern, sightOfMeeting } from '../support/matrix/sights.js';
import * as w from '../support/matrix/world.js';
import { sampled, WHOLE } from '../support/sample.js';

let world: w.World;
beforeAll(async () => {
  world = await w.makeWorld();
});

/** One of each role, and agencies that are near: on other cases, asked once, of two Infohuse, of the police, of another city. */
const TRYING = ACTORS.filter(({ agency, role }) =>
  [
    ...['TMF caseworker', 'KRIM caseworker', 'RHP leader', 'SSP caseworker', 'KP police', 'VEL coordinator'],
    ...['BIF analyst', 'BIF administrator', 'VEL compliance', 'NOWHERE caseworker'],
  ].includes(`${agency} ${role}`),
);
/** Of each kind the records that are nothing to somebody. */
const hiddenFrom = (who: Actor): readonly string[] => [
  ...w.CASE_NAMES.filter((n) => sightOfCase(who, n) === 'none').map(w.caseId),
  ...w.CONCERN_NAMES.filter((n) => sightOfConcern(who, n) === 'none').map(w.concernId),
  // Of police at a meeting, and compliance and a person, the contract says nothing: either is right (test/support/matrix/queries.ts).
  ...w.MEETING_NAMES.filter((n) => sightOfMeeting(who, n) === 'none' && who.role !== 'police').map(w.meetingId),
  ...w.PERSON_NAMES.filter((n) => !knowsPerson(who, n) && who.role !== 'compliance').map(w.personId),
];
/** Whatever else a question may need. */
const BASE: Readonly<Record<string, unknown>> = {
  ...{ infohus: 'koebenhavn', toAgency: 'SUF', agency: 'KRIM', kind: 'case', name: 'activity', list: 'all' },
  ...{ since: '2026-01-01T00:00:00.000Z', reason: 'on-case', userId: 'nobody' },
};
/** Parameters that may name a record. */
const naming = (params: object): readonly string[] =>
  Object.keys(params).filter((name) => /^(id|.*Id)$/.test(name) && !['userId', 'planId', 'eventId'].includes(name));

async function told(who: Actor, name: (typeof QUERY_NAMES)[number], param: string, id: string): Promise<string> {
  const { params } = queryNamed(name);
  const wanted = Object.fromEntries(Object.entries(BASE).filter(([key]) => key in params));
  world.store.written.length = 0;
  const said = async () => {
    try {
      const reader = { actor: who, purpose: purposeOf(who.role) };
      return await world.product.ask(reader, name, { ...wanted, [param]: id } as never);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { code: error.code, rule: error.rule, message: error.message };
    }
  };
  return JSON.stringify([await said(), world.store.written]).replaceAll(id, '<id>');
}

describe('A record that somebody may not know of', () => {
  const asked = QUERY_NAMES.flatMap((name) => naming(queryNamed(name).params).map((param) => [name, param] as const));

  it('is as one that is not there, to every question and every parameter that can name it: answer, refusal, words, what is left in the log', async () => {
    const differ: string[] = [];
    let decided = 0;
    // Half of them, drawn; `npm run matrix` takes all.
    for (const who of sampled(TRYING, TRYING.length / 2))
      for (const [name, param] of asked) {
        const absent = await told(who, name, param, randomUUID());
        for (const id of hiddenFrom(who)) {
          const hidden = await told(who, name, param, id);
          if (!hidden.includes('validation-failed')) decided++;
          if (hidden !== absent) differ.push(`${who.agency}:${who.role} ${name}.${param} ${id}: ${hidden} / ${absent}`);
        }
      }
    expect(differ.slice(0, 20)).toEqual([]);
    expect(decided).toBeGreaterThan(WHOLE ? 1000 : 500);
  });
});
