import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deadlines } from '../../src/application/queries/deadlines.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { actorOf, idFor, opened, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { type Given, owed } from '../support/oracle/other-obligations.js';
import { iso, type Ms } from '../support/oracle/time.js';

const START = Date.parse('2022-01-03T09:00:00Z');
const END = Date.parse('2027-12-31T22:00:00Z');
const DAY = 86_400_000;
/** Nights, weekends, Easter, 29 February, both changes of the clocks, and anything between. */
const NAMED = [
  '2022-03-27T00:59:59.999Z',
  '2022-03-27T01:00:00.000Z',
  '2022-10-30T00:30:00.000Z',
  '2023-05-04T15:00:00.000Z', // the eve of the last Store Bededag
  '2024-02-29T22:59:59.999Z',
  '2024-03-27T15:59:59.999Z',
  '2024-03-28T07:00:00.000Z', // Maundy Thursday
  '2024-04-26T08:00:00.000Z', // no Store Bededag any more
  '2024-12-24T14:59:59.999Z',
  '2025-05-28T20:00:00.000Z',
].map((t) => Date.parse(t));
const instant: fc.Arbitrary<Ms> = fc.oneof(
  fc.constantFrom(...NAMED),
  fc.integer({ min: START + DAY, max: END }).map((ms) => ms - (ms % 60_000)),
);
const day = instant.map((ms) => iso(ms).slice(0, 10));
const on = fc.integer({ min: 0, max: 1 });
const person = fc.constantFrom(idFor('a person'), idFor('another'));

const given: fc.Arbitrary<Given> = fc.oneof(
  fc.record({
    command: fc.constant('AssessSeverity'),
    on,
    at: instant,
    severity: fc.constantFrom('acute', 'acute', 'low'),
  }),
  fc.record({
    command: fc.constant('CallMeeting'),
    on,
    at: instant,
    kind: fc.constantFrom('urgent', 'urgent', 'ordinary'),
  }),
  fc.record({ command: fc.constant('HandConcernToPolice'), on, at: instant }),
  fc.record({ command: fc.constant('SignCharter'), on, at: instant, day }),
  fc.record({ command: fc.constant('RegisterRelease'), on, at: instant, day, personId: person }),
  fc.record({
    command: fc.constant('RecordContact'),
    on,
    at: instant,
    personId: fc.option(person, { nil: undefined }),
  }),
);

const line = (command: string, id: string, at: Ms, who: string, data: object) =>
  JSON.stringify({ command, id: idFor(id), at: iso(at), actor: actorOf(who), data });
/** Two concerns for the acute flow, two cases on concerns of their own, two partners. */
const BEFORE = [0, 1].flatMap((i) => {
  const [c, of] = [`concern ${i}`, `concern of case ${i}`];
  const two = { ...opened('koebenhavn', of, 'BIF') };
  const subjects = [...two.subjects, { personId: idFor('another'), role: 'sibling', ageGroup: 'adult' }];
  return [
    line('RegisterConcern', c, START, 'BIF:coordinator', registered('koebenhavn', iso(START))),
    line('RegisterConcern', of, START, 'BIF:coordinator', registered('koebenhavn', iso(START))),
    line('QualifyConcern', of, START, 'BIF:coordinator', substantiated),
    line('OpenCase', `case ${i}`, START, 'BIF:coordinator', { ...two, subjects }),
  ];
});

function asLine(g: Given, nth: number): string {
  const concernIds = [idFor(`concern ${g.on}`)];
  switch (g.command) {
    case 'AssessSeverity':
      return line(g.command, `concern ${g.on}`, g.at, 'KP:police', { severity: g.severity, finality: 'final' });
    case 'CallMeeting': {
      const data = { infohus: 'koebenhavn', kind: g.kind, startsAt: iso(g.at), invited: [], concernIds };
      return line(g.command, `meeting ${nth}`, g.at, 'KP:police', data);
    }
    case 'HandConcernToPolice':
      return line(g.command, `concern ${g.on}`, g.at, 'KP:police', { to: 'police', reason: 'opdigtet' });
    case 'SignCharter':
      return line(g.command, `partner ${g.on}`, g.at, 'BIF:coordinator', { signedOn: g.day });
    case 'RegisterRelease':
      return line(g.command, `case ${g.on}`, g.at, 'BIF:caseworker', { personId: g.personId, releaseDate: g.day });
    default: {
      const data = { kind: 'call', ...(g.personId ? { personId: g.personId } : {}) };
      return line(g.command, `case ${g.on}`, g.at, 'BIF:caseworker', data);
    }
  }
}

describe('Acute action, police to Infohus, renewal of the charter and release', () => {
  it('are due and stand as an independent calculation has it, at any instant and for any order of writing down', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(given, { minLength: 1, maxLength: 14 }),
        fc.array(instant, { minLength: 3, maxLength: 6 }),
        async (all, nows) => {
          const product = memoryInstallation(() => '2028-01-01T00:00:00.000Z');
          const { refused } = await product.import([...BEFORE, ...all.map(asLine)]);
          const wrong = new Set(refused.map((r) => r.line - BEFORE.length - 1)); // what was ended cannot be ended again
          const taken = all.filter((_, i) => !wrong.has(i)).map((g, i) => ({ g, i }));
          const inOrder = taken.sort((a, b) => a.g.at - b.g.at || a.i - b.i).map(({ g }) => g);
          const models = new FoldedModels(await product.log());
          for (const now of nows) {
            const ours = (await deadlines(models, product.book.plans, { infohus: 'koebenhavn' }, iso(now)))
              .filter((o) => ['acute-action', 'police-to-infohus', 'charter-renewal', 'release'].includes(o.obligation))
              .map((o) => `${o.obligation} ${iso(Date.parse(o.dueAt))} ${o.state}`);
            const theirs = owed(inOrder, now).map((o) => `${o.name} ${iso(o.due)} ${o.state}`);
            expect({ now: iso(now), due: ours.sort() }).toEqual({ now: iso(now), due: theirs.sort() });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
