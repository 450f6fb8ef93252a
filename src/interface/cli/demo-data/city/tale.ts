import type { Random } from '../random.js';
import type { Script, Who } from '../script.js';
import { dayOf } from './days.js';
import { cprOf, type Family, family, nameIn, phone } from './names.js';
import { basisFor, type Town } from './towns.js';

export const DAY = 24 * 3_600_000;
export const HOUR = 3_600_000;

export interface Person {
  readonly id: string;
  readonly minor: boolean;
  /** Of a minor: who consents with them. */
  readonly guardian?: Person;
}

/** One town's story in the making: what is common to all that is told of it. */
export class Tale {
  constructor(
    readonly script: Script,
    readonly random: Random,
    readonly town: Town,
  ) {}

  /** `commandId` where an event of the command is named later. */
  give(command: string, id: string, ms: number, who: Who, data: object, commandId?: string): void {
    this.script.give(command, id, ms, who, data, commandId);
  }

  disclosure(from: Who, to: Who, necessity: string, categories = ['identity', 'assessment', 'family']) {
    return { categories, ...basisFor(this.town, from, to), purpose: 'crime-prevention', necessity, channel: 'written' };
  }

  /** Registers somebody, a minor's guardian before them. */
  person(ms: number, by: Who, minor: boolean, more: object = {}, of: Family = family(this.random)): Person {
    const guardian = minor ? this.person(ms, by, false, {}, of) : undefined;
    const years = minor ? this.random.whole(13, 16) : this.random.whole(20, 55);
    const birthDate = `${Number(dayOf(ms).slice(0, 4)) - years}-0${this.random.whole(1, 9)}-${this.random.whole(10, 28)}`;
    const id = this.random.uuid();
    this.give('RegisterPerson', id, ms, by, {
      name: nameIn(of, this.random),
      birthDate,
      ...(this.random.chance(0.7) ? { cpr: cprOf(birthDate, this.random) } : {}),
      ...(this.random.chance(0.8) ? { address: of.address, contact: phone(this.random) } : {}),
      ...(guardian ? { guardians: [guardian.id] } : {}),
      ...more,
    });
    return { id, minor, ...(guardian ? { guardian } : {}) };
  }
}

export const asSubject = ({ id, minor }: Person, role = 'focus') => ({
  personId: id,
  role,
  ageGroup: minor ? 'minor' : 'adult',
});
