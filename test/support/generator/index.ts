// Deterministic command files: the same seed and size give the same lines on every machine.

import { Random } from '../../../src/interface/cli/demo-data/random.js';
import { personLife } from './amended-life.js';
import { CaseLife } from './case-life.js';
import { Cast, KOEBENHAVN, KOEGE } from './cast.js';
import { endConcern, qualify, registerConcern, workConcern } from './concern-life.js';
import { type Contract, Life, type Person, type Temper } from './life.js';
import { Cursor, edgeAfter, HOUR, local, MINUTE, type Ms, Script } from './script.js';

export { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from './whole-domain.js';

/** Later than every `at` of a generated file but those meant to lie in the future (2090 and on). */
export const IMPORTED_AT = '2026-01-01T00:00:00Z';

const STARTS = [
  '2015-03-29T01:59:59.999',
  '2015-10-25T02:30:00',
  '2015-11-30T12:00:00',
  '2015-12-31T23:59:59.999',
  '2016-01-01T00:00:00',
  '2016-02-29T09:00:00',
  '2016-03-27T03:00:00',
  '2016-08-31T23:30:00',
  '2016-10-30T00:30:00',
  '2016-12-31T23:30:00',
  '2017-08-29T10:00:00',
  '2017-08-30T10:00:00',
  '2017-11-29T10:00:00',
  '2018-03-24T22:00:00',
  '2019-10-26T21:00:00',
  '2020-02-29T23:59:59.999',
  '2020-12-31T23:00:00',
] as const;

function start(rng: Random): Ms {
  if (rng.chance(0.25)) return local(rng.one(STARTS));
  const days = rng.whole(0, 365 * 7 - 1);
  const at = local('2015-01-01T00:00:00') + days * 24 * HOUR + rng.whole(0, 24 * 60) * MINUTE;
  return rng.chance(0.1) ? edgeAfter(rng, at) : at;
}

function live(script: Script, rng: Random, cast: Cast, known: Map<string, string[]>, temper: Temper): void {
  const house = rng.chance(0.15) ? KOEGE : KOEBENHAVN;
  const seen = known.get(house.infohus) ?? [];
  known.set(house.infohus, seen);
  const life = new Life(script, rng, cast, house, new Cursor(rng, start(rng)), temper, seen);
  if (life.amended && rng.chance(0.15)) personLife(life);
  const registrar = life.any;
  const persons: [Person, ...Person[]] = [
    life.register('focus', rng.chance(0.5) ? 'minor' : 'adult', life.cursor.at, registrar),
  ];
  if (rng.chance(0.3)) persons.push(life.register('parent', 'adult', life.cursor.at, registrar));
  if (rng.chance(0.2)) persons.push(life.register('sibling', 'minor', life.cursor.at, registrar));
  const told = registerConcern(life, registrar, rng.chance(0.8) ? persons : []);
  workConcern(life, told, registrar);
  if (rng.chance(0.35)) {
    endConcern(life, told, registrar);
    return;
  }
  qualify(life, told, 'substantiated');
  if (rng.chance(0.05)) return;
  new CaseLife(life, told, persons).run();
}

/** The figures and plans: what an analyst, a coordinator and an administrator record. */
function figures(script: Script, rng: Random, cast: Cast): void {
  const analyst = cast.actor('BIF', 'analyst');
  const coordinator = cast.coordinator(KOEBENHAVN);
  const administrator = cast.actor('BIF', 'administrator');
  const source = 'Årsopgørelse';
  const plans = [
    ['koebenhavn-2016', '2016-01-01', '2019-12-31'],
    ['koebenhavn-2020', '2020-01-01', '2021-12-31'],
  ] as const;
  for (const [planId, from, to] of plans)
    script.put('AdoptPlan', rng.uuid(), local(`${from}T08:00:00`), rng.one([administrator, coordinator]), {
      infohus: 'koebenhavn',
      planId,
      adoptedBy: 'Beskæftigelses- og Integrationsudvalget',
      from,
      to,
    });
  const past = [
    ['concerns-received', 2014, 60],
    ['cases-started', 2014, 22],
    ['concerns-received', 2015, 100],
    ['cases-started', 2015, 18],
    ['substantiated-share', 2016, 0.1],
    ['substantiated-share', 2018, 0.25],
  ] as const;
  for (const [indicator, year, value] of past) {
    const data = { infohus: 'koebenhavn', indicator, year, value, source };
    script.put('RecordHistoricalFigure', rng.uuid(), local('2019-02-01T10:00:00'), analyst, data);
  }
  for (let year = 2015; year <= 2020; year += 1)
    for (const indicator of ['citizenship-democratic', 'unsafe-neighbourhood', 'unsafe-evening']) {
      const data = { infohus: 'koebenhavn', indicator, year, value: rng.whole(1, 1000) / 10, source };
      const at = local(`${year + 1}-02-28T23:59:59.999`);
      script.put('RecordMeasurement', rng.uuid(), at, rng.one([analyst, coordinator]), data);
      // A newer measurement of the same year replaces it; an older one that is recorded later does not.
      if (rng.chance(0.3)) script.put('RecordMeasurement', rng.uuid(), at + 9 * HOUR, analyst, { ...data, value: 50 });
      if (rng.chance(0.3))
        script.put(
          'RecordMeasurement',
          rng.uuid(),
          at - 9 * HOUR,
          analyst,
          { ...data, value: 40 },
          { late: 90 * HOUR },
        );
    }
  const bad = { infohus: 'koebenhavn', indicator: 'unsafe-evening', year: 2016, value: 3, source };
  const at = local('2018-01-01T00:00:00');
  script.put('RecordMeasurement', rng.uuid(), at, cast.worker('SOF'), bad);
  script.put('RecordMeasurement', rng.uuid(), at, analyst, { ...bad, year: 2016.5 });
  script.put('RecordMeasurement', rng.uuid(), at, analyst, { ...bad, value: 'many' });
  script.put('RecordHistoricalFigure', rng.uuid(), at, coordinator, bad);
  script.put('RecordHistoricalFigure', rng.uuid(), at, analyst, bad, { written: '2092-01-01T00:00:00Z' });
  script.put('AdoptPlan', rng.uuid(), at, analyst, {
    infohus: 'koebenhavn',
    planId: 'koebenhavn-2016',
    adoptedBy: 'x',
    from: '2016-01-01',
  });
  const [one, other] = [rng.uuid(), rng.uuid()];
  for (const id of [one, other]) script.put('RegisterPerson', id, at, coordinator, { name: 'Testperson 17' });
  script.put('MergePersons', one, at, cast.worker('BIF'), { into: other });
  script.put('MergePersons', one, at + HOUR, coordinator, { into: other });
}

function write(seed: number, size: number, temper: Temper, withFigures: boolean): string[] {
  const rng = new Random(seed);
  const script = new Script(rng);
  const cast = new Cast(rng);
  const known = new Map<string, string[]>();
  if (withFigures) figures(script, rng, cast);
  for (let left = size; left > 0; left -= 1) live(script, rng, cast, known, temper);
  return script.lines();
}

export interface GenerateOptions {
  /** `amended`: with what only the contract as amended answers so; its events are named by commandId (event-ids.ts). */
  readonly contract?: Contract;
}

/** NDJSON lines of `size` life cycles of 2015-2021, about a tenth of them deliberately refused. */
export const generate = (seed: number, size: number, options: GenerateOptions = {}): string[] =>
  write(seed, size, { wrong: 0.08, ...options }, true);

/** About 60 lines of two or three life cycles, for shrinking. */
export function generateSmall(seed: number): string[] {
  for (let lives = 2; ; lives += 1) {
    const lines = write(seed, lives, { wrong: 0.12 }, false);
    if (lines.length >= 40) return lines.slice(0, 80);
  }
}
