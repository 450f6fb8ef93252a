import { qualify, registerConcern, type Told } from './concern-life.js';
import { type Life, nonsense, type Person } from './life.js';
import { type Actor, DAY, type Data, HOUR, MINUTE, type Ms } from './script.js';
import { type Ended, followUp, offerTo, type Support } from './support-life.js';

/** A case from its opening to what is followed up after its closing. */
export class CaseLife {
  readonly id: string;
  #responsible: string;
  #owes = false;
  #triaged = false;

  constructor(
    readonly life: Life,
    readonly told: Told,
    readonly persons: readonly [Person, ...Person[]],
  ) {
    this.id = life.rng.uuid();
    this.#responsible = life.rng.pick(life.house.municipal);
    this.#owes = told.acute;
  }

  worker = (): Actor =>
    this.life.rng.chance(0.3)
      ? this.life.cast.coordinator(this.life.house)
      : this.life.cast.worker(this.#responsible);

  coordinator = (): Actor => this.life.cast.anyCoordinator(this.life.house);

  put(command: string, at: Ms, actor: Actor, data: Data, late = 0): void {
    this.life.put(command, this.id, at, actor, data, { late });
  }

  run(): void {
    const { rng, cursor } = this.life;
    this.#open();
    this.#triage();
    this.#work();
    if (rng.chance(0.3)) this.#refer();
    if (rng.chance(0.3)) this.#handOver();
    const support: Support = {
      life: this.life,
      caseId: this.id,
      worker: this.worker,
      coordinator: this.coordinator,
    };
    const ended = this.persons.map((person) => {
      const kind =
        person.role === 'parent'
          ? rng.pick(['parent-coach', 'relatives-coach'])
          : rng.pick(['mentor', 'mentor', 'mentor', 'counselling']);
      return offerTo(support, person, cursor.fork(), kind);
    });
    for (const item of ended) cursor.to(item.at);
    if (rng.chance(0.25)) this.#security(ended);
    if (rng.chance(0.2)) this.#work();
    if (rng.chance(0.15)) this.#handOver();
    this.#close(support, ended);
  }

  #open(): void {
    const { life, told } = this;
    const { rng, cast, house, cursor } = life;
    const concernIds = [told.id];
    const data: Data = {
      infohus: house.infohus,
      concernIds,
      caseType: rng.pick(['child', 'adult-psychiatric', 'adult', 'crime-crossover']),
      level: rng.pick(['general', 'specific', 'targeted']),
      responsibleAgency: this.#responsible,
      subjects: this.persons.map((person) => life.subject(person)),
    };
    const at = cursor.on(0, 6);
    life.wrong(() => this.put('OpenCase', at, cast.worker('SOF'), data), 0.4);
    life.wrong(() => this.put('OpenCase', at, this.coordinator(), { ...data, concernIds: [] }), 0.2);
    life.wrong(
      () => this.put('OpenCase', at, this.coordinator(), { ...data, responsibleAgency: house.unit }),
      0.4,
    );
    life.wrong(() => {
      const bare = registerConcern(life, this.coordinator(), []);
      this.put('OpenCase', cursor.on(0, 1), this.coordinator(), { ...data, concernIds: [bare.id] });
      this.put('DismissConcern', cursor.at, this.coordinator(), { reason: 'irrelevant' });
      life.put('DismissConcern', bare.id, cursor.on(0, 1), this.coordinator(), { reason: 'irrelevant' });
    }, 0.5);
    this.put('OpenCase', cursor.at, this.coordinator(), data);
    life.wrong(() => life.put('OpenCase', rng.uuid(), cursor.at + HOUR, this.coordinator(), data), 0.5);
    life.wrong(
      () =>
        life.put('DismissConcern', told.id, cursor.at + HOUR, this.coordinator(), { reason: 'irrelevant' }),
      0.5,
    );
    life.wrong(
      () =>
        life.put('HandConcernToPolice', told.id, cursor.at + HOUR, this.coordinator(), {
          to: 'police',
          reason: 'x',
        }),
      0.3,
    );
    life.wrong(
      () =>
        life.put('ForwardConcern', told.id, cursor.at + HOUR, this.coordinator(), {
          toInfohus: house.infohus === 'koege' ? 'koebenhavn' : 'koege',
          newConcernId: rng.uuid(),
          disclosure: life.disclosure('RPL115_1_1', 'SSP'),
        }),
      0.3,
    );
    life.wrong(
      () => this.put('ReopenCase', cursor.at + HOUR, this.coordinator(), { concernId: rng.uuid() }),
      0.4,
    );
    life.wrong(() => this.put('ClearForSupport', cursor.at + HOUR, cast.police(house), {}), 0.2);
  }

  #triage(): void {
    const { life, told } = this;
    const { rng, cursor, house } = life;
    if (rng.chance(0.08)) {
      this.#owes = true;
      return;
    }
    const limit = told.limit;
    const wished = rng.pick([
      limit,
      limit + 1,
      limit - 1,
      limit - 5 * HOUR,
      limit + 30 * HOUR,
      cursor.at + HOUR,
    ]);
    const data = { toAgency: this.#responsible, decision: life.text('Visiteres') };
    life.wrong(
      () => this.put('TriageCase', cursor.at, this.coordinator(), { ...data, toAgency: house.unit }),
      0.5,
    );
    life.wrong(() => this.put('TriageCase', cursor.at, life.cast.worker(this.#responsible), data), 0.4);
    this.put(
      'TriageCase',
      cursor.to(wished),
      this.coordinator(),
      rng.chance(0.2) ? { ...data, unit: house.unit } : data,
    );
    this.#triaged = true;
    life.wrong(() => this.put('TriageCase', cursor.on(1, 9), this.coordinator(), data), 0.6);
  }

  #work(): void {
    const { life, persons } = this;
    const { rng, cursor, house, cast } = life;
    const [person] = persons;
    for (let left = rng.int(1, 6); left > 0; left -= 1) {
      const at = cursor.on(5, 150);
      const fact = (command: string, data: Data) => life.fact(command, this.id, at, this.worker(), data);
      const steps: [() => void, ...(() => void)[]] = [
        () =>
          fact('RecordContact', {
            kind: rng.pick(['meeting', 'call', 'message', 'missed-appointment', 'other']),
            personId: person.id,
          }),
        () => fact('RecordContact', { kind: 'call', summary: life.text('Samtale') }),
        () =>
          fact('RecordHomeVisit', {
            participants: ['BIF', house.police],
            summary: life.text('Besøg'),
            met: [person.id],
          }),
        () => this.put('RecordAssessment', at, this.worker(), this.#assessment(person.id)),
        () => fact('SupportProfessionals', { agencies: [house.school], topic: life.text('Rådgivning') }),
        () => fact('RequestInformation', { toAgency: house.health, topic: life.text('Emne') }),
        () => fact('DeclineToShare', { fromAgency: house.health }),
        () => this.#disclose(at),
        () => this.#subjects(at),
        () => this.#assign(at),
        () => this.#link(),
        () => nonsense(life, this.id, at),
      ];
      rng.pick(steps)();
      life.wrong(() => nonsense(life, this.id, cursor.at), 0.7);
    }
    if (rng.chance(0.08)) {
      this.put('RegisterRelease', cursor.at, this.worker(), {
        personId: person.id,
        releaseDate: '2019-02-28',
      });
      this.#owes = true;
    }
    life.wrong(
      () => this.put('RecordAssessment', cursor.at, this.worker(), this.#assessment(rng.uuid())),
      0.4,
    );
    life.wrong(
      () => this.put('RecordContact', cursor.at, cast.actor(this.#responsible, 'leader'), { kind: 'call' }),
      0.4,
    );
  }

  #assessment(personId: string): Data {
    const { life } = this;
    const data: Data = {
      personId,
      needs: life.text('Behov'),
      recommendedEfforts: [life.text('Indsats')],
      followUpAgency: this.#responsible,
    };
    if (life.rng.chance(0.4)) data.startsBy = '2016-02-29';
    if (life.rng.chance(0.4)) data.dimensions = [{ dimension: 'school', resources: life.text('Ressource') }];
    return data;
  }

  #disclose(at: Ms): void {
    const { life } = this;
    const { house, rng } = life;
    const to = rng.pick([house.school, house.health, 'KRIM']);
    const actor = life.cast.coordinator(house);
    life.wrong(
      () => this.put('DiscloseInformation', at, actor, { toAgency: to, disclosure: life.badDisclosure() }),
      2,
    );
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

  #subjects(at: Ms): void {
    const { life } = this;
    const extra: Person = { id: life.rng.uuid(), role: 'relative', ageGroup: 'adult', guardians: [] };
    const actor = life.cast.coordinator(life.house);
    this.put('AddSubject', at, actor, life.subject(extra));
    if (life.rng.chance(0.5))
      this.put('ChangeSubject', at + MINUTE, actor, { personId: extra.id, role: 'sibling' });
    if (life.rng.chance(0.5)) {
      this.put('RemoveSubject', at + 2 * MINUTE, actor, { personId: extra.id, reason: life.text('Fejl') });
      this.put('ChangeSubject', at + 3 * MINUTE, actor, { personId: extra.id, ageGroup: 'minor' });
    }
  }

  #assign(at: Ms): void {
    const { cast, rng } = this.life;
    const own = cast.worker(this.#responsible);
    this.put('AssignCaseworker', at, cast.actor(this.#responsible, 'leader'), { userId: own.userId });
    if (rng.chance(0.5)) this.put('AssignCaseworker', at, own, { userId: own.userId });
    this.life.wrong(() => this.put('AssignCaseworker', at, own, { userId: rng.uuid() }));
  }

  #link(): void {
    const { life } = this;
    const { cursor } = life;
    const more = registerConcern(life, life.cast.coordinator(life.house), []);
    life.wrong(() => this.put('LinkConcern', cursor.on(0, 1), this.coordinator(), { concernId: more.id }), 2);
    qualify(life, more, 'substantiated');
    this.put('LinkConcern', cursor.on(0, 40), this.coordinator(), { concernId: more.id });
    life.wrong(() => this.put('LinkConcern', cursor.on(0, 4), this.coordinator(), { concernId: more.id }), 2);
  }

  #other(): string {
    const { rng, house } = this.life;
    for (;;) {
      const to = rng.pick([...house.municipal, house.school, 'KRIM', house.health]);
      if (to !== this.#responsible) return to;
    }
  }

  /** A referral and its answer; with the police as receiver they are on the case. */
  #refer(to = this.#other(), answer = this.life.rng.int(0, 4)): void {
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
    life.wrong(
      () => this.put('AcceptReferral', at - 30 * DAY, receiver, { referralId }, 30 * DAY + HOUR),
      0.3,
    );
    life.wrong(
      () =>
        this.put('AssignCaseworker', cursor.on(0, 2), cast.actor(to, 'leader'), { userId: receiver.userId }),
      0.6,
    );
    const when = cursor.on(2, 90);
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

  #handOver(): void {
    const { life } = this;
    const { cursor, cast, rng, house } = life;
    const to = this.#other();
    const handoverId = rng.uuid();
    const giver = cast.worker(this.#responsible);
    const receiver = cast.worker(to);
    const data = {
      handoverId,
      toAgency: to,
      reason: life.text('Overdrages'),
      disclosure: life.basisFor(this.#responsible, to),
    };
    const at = cursor.on(2, 200);
    const offer = (when: Ms, changes: Data) =>
      this.put('OfferHandover', when, giver, { ...data, handoverId: rng.uuid(), ...changes });
    life.wrong(() => offer(at, { toAgency: house.unit }), 0.6);
    life.wrong(() => offer(at, { toAgency: this.#responsible }), 0.6);
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
    const answer = rng.int(0, 9);
    if (answer === 0) this.put('WithdrawHandover', when, giver, { handoverId });
    else if (answer === 1)
      this.put('DeclineHandover', when, receiver, { handoverId, reason: life.text('Nej') });
    else {
      this.put('AcceptHandover', when, receiver, { handoverId });
      if (lawful(this.#responsible, to, house.health, house.school)) this.#responsible = to;
      life.wrong(() => this.put('AcceptHandover', cursor.on(1, 9), cast.worker(to), { handoverId }), 0.8);
    }
    cursor.to(when);
  }

  #security(ended: readonly Ended[]): void {
    const { life } = this;
    const { cursor, cast, house, rng } = life;
    this.#refer(house.police, 3);
    const police = cast.police(house);
    life.wrong(() => this.put('ClearForSupport', cursor.on(0, 9), police, {}));
    this.put('HandCaseToSecurity', cursor.on(1, 30), police, {
      to: rng.pick(['police', 'pet']),
      reason: life.text('Trussel'),
    });
    const [person] = this.persons;
    const offer = { offerId: rng.uuid(), personId: person.id, kind: 'held-back' };
    life.wrong(() => this.put('OfferSupport', cursor.on(1, 9), this.worker(), offer), 2);
    life.wrong(() => this.put('ClearForSupport', cursor.on(1, 9), this.worker(), {}));
    life.wrong(
      () =>
        this.put('ReferCase', cursor.on(1, 9), cast.coordinator(house), {
          referralId: rng.uuid(),
          toAgency: house.school,
          task: life.text('Opgave'),
          disclosure: life.disclosure('RPL115_1_1', 'SSP'),
        }),
      2,
    );
    if (rng.chance(0.7)) {
      this.put('ClearForSupport', cursor.on(24, 900), police, {});
      for (const { courseId, running } of ended)
        if (courseId !== null && running)
          this.put('ResumeCourse', cursor.on(1, 30), this.worker(), { courseId });
    }
  }

  #close(support: Support, ended: readonly Ended[]): void {
    const { life } = this;
    const { cursor, rng, cast } = life;
    const closer = () => (rng.chance(0.5) ? this.coordinator() : cast.worker(this.#responsible));
    life.wrong(
      () => this.put('CloseCase', cursor.on(1, 9), cast.worker(life.house.school), { reason: 'other' }),
      0.4,
    );
    for (const { courseId, running } of ended) {
      if (!running || courseId === null) continue;
      life.wrong(
        () =>
          this.put('CloseCase', cursor.on(1, 9), closer(), { reason: 'risk-over', keepObligations: true }),
        1.5,
      );
      if (rng.chance(0.3)) return;
      this.put('AbortCourse', cursor.on(1, 90), this.worker(), { courseId, reason: life.text('Afbrudt') });
    }
    const kept = this.#owes || !this.#triaged || ended.some((item) => item.owes);
    const early = kept && rng.chance(0.6);
    if (!early) for (const item of ended) cursor.to(followUp(support, item));
    if (rng.chance(0.15)) return;
    const moved = rng.chance(0.15);
    const reason = moved
      ? rng.pick(['moved', 'deceased'])
      : rng.pick(['risk-over', 'normal-system', 'declined', 'other']);
    life.wrong(
      () => this.put('CloseCase', cursor.on(1, 9), closer(), { reason: 'other', keepObligations: false }),
      kept ? 1 : 0,
    );
    const data: Data = { reason };
    if (kept && !moved) data.keepObligations = true;
    this.put('CloseCase', cursor.on(1, 300), closer(), data);
    if (early) for (const item of ended) cursor.to(followUp(support, item));
    if (rng.chance(0.25)) this.#afterwards();
  }

  #afterwards(): void {
    const { life } = this;
    const { cursor, rng } = life;
    const [person] = this.persons;
    const kind = 'new-kind';
    life.wrong(
      () =>
        this.put('OfferSupport', cursor.on(1, 9), this.coordinator(), {
          offerId: rng.uuid(),
          personId: person.id,
          kind,
        }),
      3,
    );
    const again = registerConcern(life, life.cast.coordinator(life.house), []);
    life.wrong(() => this.put('ReopenCase', cursor.on(1, 9), this.coordinator(), { concernId: again.id }), 2);
    qualify(life, again, 'substantiated');
    life.wrong(
      () => this.put('LinkConcern', cursor.on(1, 9), this.coordinator(), { concernId: again.id }),
      2,
    );
    this.put('ReopenCase', cursor.on(1, 300), this.coordinator(), { concernId: again.id });
    this.put('RecordContact', cursor.on(1, 90), this.coordinator(), { kind: 'meeting' });
    if (rng.chance(0.5))
      this.put('CloseCase', cursor.on(1, 900), this.coordinator(), {
        reason: 'normal-system',
        keepObligations: true,
      });
  }
}

/** Whether Life.basisFor has a basis for the pair: none joins health with school or probation, or school with probation. */
const lawful = (from: string, to: string, health: string, school: string): boolean => {
  const special = [health, school, 'KRIM'];
  return !(special.includes(from) && special.includes(to));
};
