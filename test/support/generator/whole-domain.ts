// The whole domain in one command file: acute concerns, meetings, releases, registers, and cases with their courses.

import { Random } from '../../../src/interface/cli/demo-data/random.js';
import { acuteLife, releaseLife } from './acute-life.js';
import { personLife } from './amended-life.js';
import { moment } from './calendar.js';
import { CaseLife } from './case-life.js';
import { Cast, type House, KOEBENHAVN, KOEGE } from './cast.js';
import { endConcern, qualify, registerConcern, workConcern } from './concern-life.js';
import { type Contract, Life } from './life.js';
import { meeting } from './meeting-life.js';
import { activityLife, hotlineLife, incidentLife, partnerLife } from './registers.js';
import { Cursor, local, Script } from './script.js';

/** Later than every `at` of wholeDomainFile but those meant to lie in the future (2090 and on). */
export const WHOLE_DOMAIN_IMPORTED_AT = '2030-01-01T00:00:00Z';

export interface WholeDomainOptions {
  readonly infohus: 'koebenhavn' | 'koege';
  /** How many of each life; 12 gives some 1,500 lines. */
  readonly size?: number;
  readonly contract?: Contract;
}

function concernLife(life: Life): void {
  const { rng, cursor } = life;
  const registrar = life.any;
  const person = life.register('focus', rng.chance(0.4) ? 'minor' : 'adult', cursor.at, registrar);
  const parent = life.register('parent', 'adult', cursor.at, registrar);
  const told = registerConcern(life, registrar, [person]);
  workConcern(life, told, registrar);
  if (rng.chance(0.3)) {
    endConcern(life, told, registrar);
    return;
  }
  qualify(life, told, 'substantiated');
  new CaseLife(life, told, [person, parent]).run();
}

function meetingLife(life: Life): void {
  const { cursor, cast, house, rng } = life;
  const told = registerConcern(life, cast.coordinator(house), []);
  meeting(life, { at: cursor.on(1, 90), ...(rng.chance(0.7) ? { concernIds: [told.id] } : {}) });
}

function adoptPlans(life: Life): void {
  const plans =
    life.house === KOEGE
      ? ([['koege-2024', '2024-01-01', '2027-12-31']] as const)
      : ([
          ['koebenhavn-2016', '2016-01-01', '2019-12-31'],
          ['koebenhavn-2020', '2020-01-01', '2021-12-31'],
          ['koebenhavn-2024', '2024-01-01', '2026-12-31'],
        ] as const);
  for (const [planId, from, to] of plans)
    life.put('AdoptPlan', life.rng.uuid(), local(`${from}T08:00:00`), life.cast.coordinator(life.house), {
      infohus: life.house.infohus,
      planId,
      adoptedBy: 'Styregruppen',
      from,
      to,
    });
}

/** NDJSON of one Infohus, 2016-2026: the same seed and options give the same file; about a tenth of it is refused. */
export function wholeDomainFile(seed: number, options: WholeDomainOptions): string {
  const rng = new Random(seed);
  const script = new Script(rng);
  const cast = new Cast(rng);
  const house: House = options.infohus === 'koege' ? KOEGE : KOEBENHAVN;
  const known: string[] = [];
  const temper = { wrong: 0.1, contract: options.contract ?? 'first' } as const;
  const life = (until: number): Life =>
    new Life(script, rng, cast, house, new Cursor(rng, moment(rng, 2016, until)), temper, known);
  adoptPlans(life(2025));
  for (let left = options.size ?? 12; left > 0; left -= 1) {
    for (let more = 0; more < 3; more += 1) acuteLife(life(2026));
    if (options.contract === 'amended') personLife(life(2024));
    releaseLife(life(2024));
    releaseLife(life(2024));
    partnerLife(life(2024));
    for (let more = 0; more < 9; more += 1) activityLife(life(2026));
    incidentLife(life(2026));
    hotlineLife(life(2026));
    meetingLife(life(2026));
    concernLife(life(2024));
    concernLife(life(2024));
  }
  return script.lines().join('\n');
}
