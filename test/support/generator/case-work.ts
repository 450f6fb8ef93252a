import type { Told } from './amended-life.js';
import { qualify, registerConcern } from './concern-life.js';
import { type Life, nonsense, type Person } from './life.js';
import { type Actor, DAY, type Data, HOUR, MINUTE, type Ms } from './script.js';

/** What goes on in a case between its opening and its closing: facts, referrals, handovers. */
export class CaseWork {
  readonly id: string;
  protected responsible: string;
  protected owes = false;
  protected triaged = false;

  constructor(
    readonly life: Life,
    readonly told: Told,
    readonly persons: readonly [Person, ...Person[]],
  ) {
    this.id = life.rng.uuid();
    this.responsible = life.rng.one(life.house.municipal);
    this.owes = told.acute;
  }

  worker = (): Actor =>
    this.life.rng.chance(0.3) ? this.life.cast.coordinator(this.life.house) : this.life.cast.worker(this.responsible);

  coordinator = (): Actor => this.life.cast.anyCoordinator(this.life.house);

  put(command: string, at: Ms, actor: Actor, data: Data, late = 0): void {
    this.life.put(command, this.id, at, actor, data, { late });
  }

  protected work(): void {
    const { life, persons } = this;
    const { rng, cursor, house, cast } = life;
    const [person] = persons;
    for (let left = rng.whole(1, 6); left > 0; left -= 1) {
      const at = cursor.on(5, 150);
      const fact = (command: string, data: Data) => life.fact(command, this.id, at, this.worker(), data);
      const steps: [() => void, ...(() => void)[]] = [
        () =>
          fact('RecordContact', {
            kind: rng.one(['meeting', 'call', 'message', 'missed-appointment', 'other']),
            personId: person.id,
          }),
        () => fact('RecordContact', { kind: 'call', summary: life.text('Samtale') }),
        () =>
          fact('RecordHomeVisit', {
            participants: ['BIF', house.police],
            summary: life.text('Besøg'),
            met: [person.id],
          }),
        () => this.put('RecordAssessment', at, this.worker(), this.assessment(person.id)),
        () => fact('SupportProfessionals', { agencies: [house.school], topic: life.text('Rådgivning') }),
        () => fact('RequestInformation', { toAgency: house.health, topic: life.text('Emne') }),
        () => fact('DeclineToShare', { fromAgency: house.health }),
        () => this.disclose(at),
        () => this.subjects(at),
        () => this.assign(at),
        () => this.link(),
        () => nonsense(life, this.id, at),
      ];
      rng.one(steps)();
      life.wrong(() => nonsense(life, this.id, cursor.at), 0.7);
    }
    if (rng.chance(0.08)) {
      this.put('RegisterRelease', cursor.at, this.worker(), {
        personId: person.id,
        releaseDate: '2019-02-28',
      });
      this.owes = true;
    }
    life.wrong(() => this.put('RecordAssessment', cursor.at, this.worker(), this.assessment(rng.uuid())), 0.4);
    life.wrong(
      () => this.put('RecordContact', cursor.at, cast.actor(this.responsible, 'leader'), { kind: 'call' }),
      0.4,
    );
  }

  private assessment(personId: string): Data {
    const { life } = this;
    const data: Data = {
      personId,
      needs: life.text('Behov'),
      recommendedEfforts: [life.text('Indsats')],
      followUpAgency: this.responsible,
    };
    if (life.rng.chance(0.4)) data.startsBy = '2016-02-29';
    if (life.rng.chance(0.4)) data.dimensions = [{ dimension: 'school', resources: life.text('Ressource') }];
    return data;
  }

  private disclose(at: Ms): void {
    const { life } = this;
    const { house, rng } = life;
    const to = rng.one([house.school, house.health, 'KRIM']);
    const actor = life.cast.coordinator(house);
    life.wrong(() => this.put('DiscloseInformation', at, actor, { toAgency: to, disclosure: life.badDisclosure() }), 2);
    life.wrong(
      () =>
        this.put('DiscloseInformation', at, actor, {
          toAgency: 'PET',
          disclosure: life.disclosure('GDPR-DBL', 'none'),
        }),
      0.5,
    );
    this.put('DiscloseInformation', at, actor, { toAgency: to, disclosure: life.basisFor(actor.agency, to) });
  }

  private subjects(at: Ms): void {
    const { life } = this;
    const extra: Person = { id: life.rng.uuid(), role: 'relative', ageGroup: 'adult', guardians: [] };
    const actor = life.cast.coordinator(life.house);
    this.put('AddSubject', at, actor, life.subject(extra));
    if (life.rng.chance(0.5)) this.put('ChangeSubject', at + MINUTE, actor, { personId: extra.id, role: 'sibling' });
    if (life.rng.chance(0.5)) {
      this.put('RemoveSubject', at + 2 * MINUTE, actor, { personId: extra.id, reason: life.text('Fejl') });
      this.put('ChangeSubject', at + 3 * MINUTE, actor, { personId: extra.id, ageGroup: 'minor' });
    }
  }

  private assign(at: Ms): void {
    const { cast, rng } = this.life;
    const own = cast.worker(this.responsible);
    this.put('AssignCaseworker', at, cast.actor(this.responsible, 'leader'), { userId: own.userId });
    if (rng.chance(0.5)) this.put('AssignCaseworker', at, own, { userId: own.userId });
    this.life.wrong(() => this.put('AssignCaseworker', at, own, { userId: rng.uuid() }));
  }

  private link(): void {
    const { life } = this;
    const { cursor } = life;
    const more = registerConcern(life, life.cast.coordinator(life.house), []);
    life.wrong(() => this.put('LinkConcern', cursor.on(0, 1), this.coordinator(), { concernId: more.id }), 2);
    qualify(life, more, 'substantiated');
    this.put('LinkConcern', cursor.on(0, 40), this.coordinator(), { concernId: more.id });
    life.wrong(() => this.put('LinkConcern', cursor.on(0, 4), this.coordinator(), { concernId: more.id }), 2);
  }

  private other(): string {
    const { rng, house } = this.life;
    for (;;) {
      const to = rng.one([...house.municipal, house.school, 'KRIM', house.health]);
      if (to !== this.responsible) return to;
    }
  }

  /** A referral and its answer; with the police as receiver they are on the case. */
  protected refer(to = this.other(), answer = this.life.rng.whole(0, 4)): void {
    const { life } = this;
    const { cursor, cast, rng } = life;
    const referralId = rng.uuid();
    const sender = cast.coordinator(life.house);
    const receiver = cast.worker(to);
    const task = life.text('Opgave');
    const data = { referralId, toAgency: to, task, disclosure: life.basisFor(sender.agency, to) };
    const at = cursor.on(2, 90);
    life.wrong(() => this.put('ReferCase', at, sender, { ...data, disclosure: life.badDisclosure() }));
    life.wrong(() => this.put('ReferCase', at, sender, { ...data, toAgency: 'NOWHERE' }), 0.5);
    this.put('ReferCase', at, sender, data);
    life.wrong(() => this.put('AcceptReferral', cursor.on(0, 2), sender, { referralId }), 0.6);
    life.wrong(() => this.put('AcceptReferral', cursor.on(0, 2), receiver, { referralId: rng.uuid() }), 0.6);
    life.wrong(() => this.put('AcceptReferral', at - 30 * DAY, receiver, { referralId }, 30 * DAY + HOUR), 0.3);
    life.wrong(
      () => this.put('AssignCaseworker', cursor.on(0, 2), cast.actor(to, 'leader'), { userId: receiver.userId }),
      0.6,
    );
    const when = cursor.on(2, 90);
    // Nobody answers: the obligation stands in the way of closing.
    if (life.amended && rng.chance(0.15)) return;
    if (answer === 0) this.put('DeclineReferral', when, receiver, { referralId, reason: life.text('Nej') });
    else if (answer === 1) this.put('WithdrawReferral', when, sender, { referralId });
    else {
      this.put('AcceptReferral', when, receiver, { referralId });
      if (rng.chance(0.3)) this.put('RecordContact', cursor.on(1, 50), receiver, { kind: 'meeting' });
      life.wrong(() => this.put('WithdrawReferral', cursor.on(1, 3), sender, { referralId }));
      if (answer === 2)
        this.put('CompleteReferral', cursor.on(20, 300), receiver, {
          referralId,
          outcome: life.text('Udført'),
        });
    }
  }

  protected handOver(): void {
    const { life } = this;
    const { cursor, cast, rng, house } = life;
    const to = this.other();
    const handoverId = rng.uuid();
    const giver = cast.worker(this.responsible);
    const receiver = cast.worker(to);
    const data = {
      handoverId,
      toAgency: to,
      reason: life.text('Overdrages'),
      disclosure: life.basisFor(this.responsible, to),
    };
    const at = cursor.on(2, 200);
    const offer = (when: Ms, changes: Data) =>
      this.put('OfferHandover', when, giver, { ...data, handoverId: rng.uuid(), ...changes });
    life.wrong(() => offer(at, { toAgency: house.unit }), 0.6);
    life.wrong(() => offer(at, { toAgency: this.responsible }), 0.6);
    life.wrong(() => offer(at, { disclosure: life.badDisclosure() }), 0.8);
    life.wrong(() => this.put('OfferHandover', at, cast.coordinator(house), data), 0.6);
    // What is not disclosed on a lawful basis cannot be handed over: health and probation know only some pairs.
    this.put('OfferHandover', at, giver, data);
    life.wrong(() => offer(at + MINUTE, {}), 0.8);
    life.wrong(() => this.put('CloseCase', cursor.on(0, 2), this.coordinator(), { reason: 'other' }), 0.6);
    life.wrong(() => this.put('AcceptHandover', cursor.on(0, 2), giver, { handoverId }), 0.6);
    life.wrong(() => this.put('AcceptHandover', cursor.on(0, 2), cast.worker('TMF'), { handoverId }), 0.3);
    life.wrong(() => this.put('AcceptHandover', at - 9 * DAY, receiver, { handoverId }, 9 * DAY + HOUR), 0.4);
    const when = cursor.on(1, 150);
    const answer = rng.whole(0, 9);
    if (answer === 0) this.put('WithdrawHandover', when, giver, { handoverId });
    else if (answer === 1) this.put('DeclineHandover', when, receiver, { handoverId, reason: life.text('Nej') });
    else {
      this.put('AcceptHandover', when, receiver, { handoverId });
      if (lawful(this.responsible, to, house.health, house.school)) this.responsible = to;
      life.wrong(() => this.put('AcceptHandover', cursor.on(1, 9), cast.worker(to), { handoverId }), 0.8);
    }
    cursor.to(when);
  }
}

/** Whether Life.basisFor has a basis for the pair: none joins health with school or probation, or school with probation. */
const lawful = (from: string, to: string, health: string, school: string): boolean => {
  const special = [health, school, 'KRIM'];
  return !(special.includes(from) && special.includes(to));
};
