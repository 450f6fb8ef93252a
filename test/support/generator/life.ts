import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import { Cast, type House } from './cast.js';
import { type Actor, type Cursor, DAY, type Data, HOUR, type Ms, type PutOptions, type Script } from './script.js';

/** Whom the plans mark as social authority. */
const SOCIAL: readonly string[] = ['SOF', 'SOC', 'FAM'];

export interface Person {
  readonly id: string;
  readonly role: string;
  readonly ageGroup: 'minor' | 'adult';
  readonly guardians: readonly string[];
}

/** Tuning of a run: how often a deliberately wrong line stands beside a right one. */
export interface Temper {
  readonly wrong: number;
  /** Histories that only the contract as amended answers so. */
  readonly contract?: Contract;
}

export type Contract = 'first' | 'amended';

/** One life cycle: a concern and what follows, told by the threads in the files beside this one. */
export class Life {
  constructor(
    readonly script: Script,
    readonly rng: Random,
    readonly cast: Cast,
    readonly house: House,
    readonly cursor: Cursor,
    readonly temper: Temper,
    /** Concerns of the same Infohus that an earlier life registered. */
    readonly known: string[],
  ) {}

  get amended(): boolean {
    return this.temper.contract === 'amended';
  }

  /** Gives the commandId, which names the line's event where `named` was asked for. */
  put(command: string, id: string, at: Ms, actor: Actor, data: Data, options?: PutOptions): string {
    return this.script.put(command, id, at, actor, data, options);
  }

  /** A fact that may be recorded up to ten days after it happened. */
  fact(command: string, id: string, at: Ms, actor: Actor, data: Data): void {
    const late = this.rng.chance(0.2) ? this.rng.whole(1, 240) * HOUR : 0;
    this.put(command, id, at, actor, data, { late });
  }

  /** Runs a deliberately wrong line, as often as the temper says. */
  wrong(lines: () => void, weight = 1): void {
    if (this.rng.chance(this.temper.wrong * weight)) lines();
  }

  get any(): Actor {
    return this.rng.one([
      this.cast.worker(this.rng.one(this.house.municipal)),
      this.cast.worker(this.house.school),
      this.cast.worker('KRIM'),
      this.cast.police(this.house),
      this.cast.anyCoordinator(this.house),
    ]);
  }

  subject(person: Person): Data {
    return { personId: person.id, role: person.role, ageGroup: person.ageGroup };
  }

  text(of: string): string {
    return `${of} ${this.rng.whole(1, 9999)}`;
  }

  register(role: string, ageGroup: 'minor' | 'adult', at: Ms, actor: Actor): Person {
    const id = this.rng.uuid();
    const guardians = ageGroup === 'minor' && this.rng.chance(0.7) ? [this.rng.uuid()] : [];
    for (const guardian of guardians)
      this.put('RegisterPerson', guardian, at, actor, { name: this.text('Testperson') });
    const data: Data = { name: this.text('Testperson'), contact: this.text('Testkontakt') };
    if (guardians.length > 0) data.guardians = guardians;
    if (this.rng.chance(0.1)) data.protectedAddress = true;
    if (this.amended && this.rng.chance(0.6)) data.birthDate = this.born(ageGroup, at);
    this.put('RegisterPerson', id, at, actor, data);
    this.wrong(() => this.put('RegisterPerson', id, at + DAY, actor, data), 0.1);
    this.wrong(() => this.put('RegisterPerson', this.rng.uuid(), at, actor, { name: '' }), 0.1);
    this.wrong(() => this.put('ChangePersonDetails', this.rng.uuid(), at, actor, { name: 'Testperson 0' }), 0.1);
    if (this.rng.chance(0.1))
      this.put('ChangePersonDetails', id, at + HOUR, actor, { ...data, name: this.text('Testperson') });
    return { id, role, ageGroup, guardians };
  }

  /** A birth date that fits the age group, now and then just, seldom not. */
  private born(ageGroup: 'minor' | 'adult', at: Ms): string {
    const minor = this.rng.chance(0.1) ? ageGroup !== 'minor' : ageGroup === 'minor';
    const days = minor ? this.rng.one([365 * 15, 365 * 17 + 200, 365 * 12]) : this.rng.one([365 * 30, 365 * 18 + 10]);
    return new Date(at - (days + this.rng.whole(0, 90)) * DAY).toISOString().slice(0, 10);
  }

  disclosure(legalBasis: string, constellation: string, purpose = 'crime-prevention'): Data {
    return {
      categories: this.rng.one([['identity'], ['identity', 'assessment'], ['school-work', 'family', 'contact']]),
      legalBasis,
      constellation,
      purpose,
      necessity: this.text('Nødvendigt'),
      ...(this.rng.chance(0.5) ? { channel: this.rng.one(['written', 'meeting', 'call']) } : {}),
    };
  }

  private isMunicipal = (agency: string): boolean =>
    this.house.municipal.includes(agency) || this.house.coordinators[0] === agency;

  /** A disclosure that holds between two agencies of the house. */
  basisFor(from: string, to: string): Data {
    const health = to === this.house.health || from === this.house.health;
    const probation = to === 'KRIM' || from === 'KRIM';
    // PSP and KSP are for police, the social authorities, and health or probation.
    const outside = [from, to].some((a) => this.isMunicipal(a) && !SOCIAL.includes(a));
    const ksp = probation && !health ? this.rng.one(['RPL115_1_3a', 'RPL115_1_3b', 'RPL115_1_3c']) : null;
    if ((probation || health) && outside) return this.disclosure('GDPR-DBL', 'none');
    if (ksp) return this.disclosure(ksp, 'KSP');
    if (health) return this.disclosure('RPL115_1_2', 'PSP');
    return this.disclosure('RPL115_1_1', 'SSP');
  }

  /** A disclosure refused in one of the three ways. */
  badDisclosure(): Data {
    return this.rng.one([
      this.disclosure('NO-SUCH-BASIS', 'none'),
      this.disclosure('RPL115_1_1', 'PSP'),
      this.disclosure('SEL12B', 'KSP'),
      this.disclosure('GDPR-DBL', 'none', 'investigation'),
      this.disclosure('RPL115_1_1', 'SSP', 'criminal investigation'),
    ]);
  }
}

/** Lines that no state can make right: the schema, the actor, an id from nowhere, the future. */
export function nonsense(life: Life, id: string, at: Ms): void {
  const { rng, cast, house } = life;
  const worker = cast.worker(house.municipal[0]);
  const coordinator = cast.coordinator(house);
  const contact = { kind: 'call' };
  const bad: [() => void, ...(() => void)[]] = [
    () => life.put('RecordContact', id, at, coordinator, { kind: 'telegram' }),
    () => life.put('RecordContact', id, at, coordinator, { kind: 'call', opinion: 'x' }),
    () => life.put('RecordContact', id, at, coordinator, { kind: 'call', summary: '' }),
    () => life.put('RecordContact', id, at, coordinator, { kind: 'call', summary: 'a\u0000b' }),
    () => life.put('RecordContact', id, at, coordinator, { kind: 'call', summary: 'a\ud800b' }),
    () => life.put('RecordContact', id, at, coordinator, { kind: 'call', personId: 'not-a-uuid' }),
    () => life.put('RecordContact', id, at, coordinator, contact, { written: '2016-03-01T10:00:00' }),
    () => life.put('RecordContact', id, at, coordinator, contact, { written: '2017-02-29T10:00:00+01:00' }),
    () => life.put('RecordContact', id, at, coordinator, contact, { written: '2090-01-01T00:00:00Z' }),
    () => life.put('RecordContact', id, utc2014, coordinator, contact, { late: at - utc2014 }),
    () => life.put('RecordContact', rng.uuid(), at, coordinator, contact),
    () => life.put('RecordContact', id, at, cast.actor('TMF', 'analyst'), contact),
    () => life.put('RecordContact', id, at, cast.worker(house.infohus === 'koege' ? 'SOF' : 'SOC'), contact),
    () => life.put('RecordSermon', id, at, worker, {}),
    () => life.put('RegisterRelease', id, at, coordinator, { personId: rng.uuid(), releaseDate: '2018-02-30' }),
    () => life.put('RegisterRelease', id, at, coordinator, { personId: rng.uuid(), releaseDate: '2018-02-28' }),
    () => life.put('ForwardConcern', rng.uuid(), at, coordinator, { toInfohus: 'koege' }),
    () => life.put('AnnulEvent', id, at, coordinator, { eventId: rng.uuid(), reason: life.text('Fejl') }),
    () =>
      life.put('CorrectEvent', id, at, coordinator, {
        eventId: rng.uuid(),
        changes: {},
        reason: life.text('Fejl'),
      }),
    () => life.script.raw(`{"command":"RecordContact","id":"${id}"`, at),
    () => life.script.raw(`{"command":"RecordContact","id":"${id}","data":{}}`, at),
  ];
  rng.one(bad)();
}

const utc2014 = Date.UTC(2014, 0, 1);
