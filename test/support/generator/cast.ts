import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import type { Actor } from './script.js';

/** Who may play in a life: the Infohus's people by role and agency. All users are invented ids. */
export interface House {
  readonly infohus: string;
  readonly municipal: readonly [string, ...string[]];
  readonly police: string;
  readonly coordinators: readonly [string, string];
  readonly school: string;
  readonly health: string;
  /** A municipal unit, which is no agency. */
  readonly unit: string;
}

export const KOEBENHAVN: House = {
  infohus: 'koebenhavn',
  municipal: ['SOF', 'BUF', 'KFF', 'SUF', 'TMF', 'OEKF'],
  police: 'KP',
  coordinators: ['BIF', 'BIF'],
  school: 'SSP',
  health: 'RHP',
  unit: 'PE-SOF',
};

export const KOEGE: House = {
  infohus: 'koege',
  municipal: ['SOC', 'FAM'],
  police: 'MVSJ',
  coordinators: ['VEL', 'SOC'],
  school: 'SSPK',
  health: 'RSJ',
  unit: 'VEL-1',
};

export class Cast {
  readonly #users = new Map<string, string>();

  constructor(readonly rng: Random) {}

  actor(agency: string, role: string): Actor {
    const key = `${agency}:${role}:${this.rng.whole(1, 2)}`;
    const userId = this.#users.get(key) ?? this.rng.uuid();
    this.#users.set(key, userId);
    return { userId, agency, role };
  }

  worker = (agency: string): Actor => this.actor(agency, 'caseworker');
  coordinator = (house: House): Actor => this.actor(house.coordinators[0], 'coordinator');
  coordinatorOf = (infohus: string): Actor => this.coordinator(infohus === KOEGE.infohus ? KOEGE : KOEBENHAVN);
  anyCoordinator = (house: House): Actor => this.actor(this.rng.one(house.coordinators), 'coordinator');
  police = (house: House): Actor => this.actor(house.police, 'police');
}
