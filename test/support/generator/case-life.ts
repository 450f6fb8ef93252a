import { afterLinking, amend, glassLife, twice } from './amended-life.js';
import { CaseWork } from './case-work.js';
import { qualify, registerConcern } from './concern-life.js';
import type { Support } from './consent-life.js';
import { type Data, HOUR } from './script.js';
import { type Ended, followUp, offerTo } from './support-life.js';

/** A case from its opening to what is followed up after its closing. */
export class CaseLife extends CaseWork {
  run(): void {
    const { rng, cursor } = this.life;
    this.open();
    if (this.life.amended) afterLinking(this.life, this.told);
    this.triage();
    this.work();
    if (this.life.amended) this.amended();
    if (rng.chance(0.3)) this.refer();
    if (rng.chance(0.3)) this.handOver();
    const support: Support = {
      life: this.life,
      caseId: this.id,
      worker: this.worker,
      coordinator: this.coordinator,
    };
    const ended = this.persons.map((person) => {
      const kind =
        person.role === 'parent'
          ? rng.one(['parent-coach', 'relatives-coach'])
          : rng.one(['mentor', 'mentor', 'mentor', 'counselling']);
      return offerTo(support, person, cursor.fork(), kind);
    });
    for (const item of ended) cursor.to(item.at);
    if (rng.chance(0.25)) this.security(ended);
    if (rng.chance(0.2)) this.work();
    if (rng.chance(0.15)) this.handOver();
    this.close(support, ended);
  }

  private amended(): void {
    const { life } = this;
    const { rng, cursor, cast, house } = life;
    const [person] = this.persons;
    if (rng.chance(0.1)) glassLife(life, this.id, cast.worker(house.municipal.at(-1) ?? house.municipal[0]));
    if (rng.chance(0.2)) {
      const { id } = person;
      const said = rng.chance(0.5) ? { given: true } : { given: false, ground: life.text('Grund') };
      life.put('RecordInformation', id, cursor.on(1, 20), this.worker(), { caseId: this.id, ...said });
    }
    if (rng.chance(0.15)) {
      const at = cursor.on(1, 20);
      const personId = twice(life, person, at);
      this.put('RecordContact', at + HOUR, this.worker(), { kind: 'call', personId });
      this.put('RegisterRelease', at + HOUR, this.worker(), { personId, releaseDate: '2019-02-28' });
      this.owes = true;
    }
    if (rng.chance(0.3)) {
      const actor = this.worker();
      const at = cursor.on(1, 20);
      const eventId = life.put('RecordContact', this.id, at, actor, { kind: 'call' }, { named: true });
      amend(life, { id: this.id, at, actor, eventId }, { kind: 'missed-appointment' });
    }
  }

  private open(): void {
    const { life, told } = this;
    const { rng, cast, house, cursor } = life;
    const concernIds = [told.id];
    const data: Data = {
      infohus: house.infohus,
      concernIds,
      caseType: rng.one(['child', 'adult-psychiatric', 'adult', 'crime-crossover']),
      level: rng.one(['general', 'specific', 'targeted']),
      responsibleAgency: this.responsible,
      subjects: this.persons.map((person) => life.subject(person)),
    };
    const at = cursor.on(0, 6);
    life.wrong(() => this.put('OpenCase', at, cast.worker('SOF'), data), 0.4);
    life.wrong(() => this.put('OpenCase', at, this.coordinator(), { ...data, concernIds: [] }), 0.2);
    life.wrong(() => this.put('OpenCase', at, this.coordinator(), { ...data, responsibleAgency: house.unit }), 0.4);
    life.wrong(() => {
      const bare = registerConcern(life, this.coordinator(), []);
      this.put('OpenCase', cursor.on(0, 1), this.coordinator(), { ...data, concernIds: [bare.id] });
      this.put('DismissConcern', cursor.at, this.coordinator(), { reason: 'irrelevant' });
      life.put('DismissConcern', bare.id, cursor.on(0, 1), this.coordinator(), { reason: 'irrelevant' });
    }, 0.5);
    this.put('OpenCase', cursor.at, this.coordinator(), data);
    life.wrong(() => life.put('OpenCase', rng.uuid(), cursor.at + HOUR, this.coordinator(), data), 0.5);
    life.wrong(
      () => life.put('DismissConcern', told.id, cursor.at + HOUR, this.coordinator(), { reason: 'irrelevant' }),
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
    life.wrong(() => this.put('ReopenCase', cursor.at + HOUR, this.coordinator(), { concernId: rng.uuid() }), 0.4);
    if (life.amended) life.wrong(() => this.put('ClearForSupport', cursor.at + HOUR, cast.police(house), {}), 0.2);
  }

  private triage(): void {
    const { life, told } = this;
    const { rng, cursor, house } = life;
    if (rng.chance(0.08)) {
      this.owes = true;
      return;
    }
    const limit = told.limit;
    const wished = rng.one([limit, limit + 1, limit - 1, limit - 5 * HOUR, limit + 30 * HOUR, cursor.at + HOUR]);
    const data = { toAgency: this.responsible, decision: life.text('Visiteres') };
    life.wrong(() => this.put('TriageCase', cursor.at, this.coordinator(), { ...data, toAgency: house.unit }), 0.5);
    life.wrong(() => this.put('TriageCase', cursor.at, life.cast.worker(this.responsible), data), 0.4);
    this.put(
      'TriageCase',
      cursor.to(wished),
      this.coordinator(),
      rng.chance(0.2) ? { ...data, unit: house.unit } : data,
    );
    this.triaged = true;
    life.wrong(() => this.put('TriageCase', cursor.on(1, 9), this.coordinator(), data), 0.6);
  }

  private security(ended: readonly Ended[]): void {
    const { life } = this;
    const { cursor, cast, house, rng } = life;
    // Police of the Infohus need no relation of their own for the two acts of a hold.
    if (!life.amended || rng.chance(0.3)) this.refer(house.police, 3);
    const police = cast.police(house);
    life.wrong(() => this.put('ClearForSupport', cursor.on(0, 9), police, {}));
    const referralId = rng.uuid();
    if (life.amended) {
      const disclosure = life.disclosure('RPL115_1_1', 'SSP');
      const asked = { referralId, toAgency: house.school, task: life.text('Opgave'), disclosure };
      this.put('ReferCase', cursor.on(0, 9), cast.coordinator(house), asked);
    }
    this.put('HandCaseToSecurity', cursor.on(1, 30), police, {
      to: rng.one(['police', 'pet']),
      reason: life.text('Trussel'),
    });
    if (life.amended) {
      this.put('AcceptReferral', cursor.on(1, 9), cast.worker(house.school), { referralId });
      for (const { courseId, running } of ended)
        if (courseId !== null && running) this.put('ResumeCourse', cursor.on(1, 9), this.worker(), { courseId });
    }
    const [person] = this.persons;
    const offer = { offerId: rng.uuid(), personId: person.id, kind: 'held-back' };
    // To one who asked not to be contacted the amended contract gives that answer first.
    const first = life.amended || !ended.some((item) => item.objected);
    life.wrong(() => this.put('OfferSupport', cursor.on(1, 9), this.worker(), offer), first ? 2 : 0);
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
      if (life.amended) this.put('AcceptReferral', cursor.on(1, 9), cast.worker(house.school), { referralId });
      for (const { courseId, running } of ended)
        if (courseId !== null && running) this.put('ResumeCourse', cursor.on(1, 30), this.worker(), { courseId });
    }
  }

  private close(support: Support, ended: readonly Ended[]): void {
    const { life } = this;
    const { cursor, rng, cast } = life;
    const closer = () => (rng.chance(0.5) ? this.coordinator() : cast.worker(this.responsible));
    life.wrong(() => this.put('CloseCase', cursor.on(1, 9), cast.worker(life.house.school), { reason: 'other' }), 0.4);
    for (const { courseId, running } of ended) {
      if (!running || courseId === null) continue;
      life.wrong(
        () => this.put('CloseCase', cursor.on(1, 9), closer(), { reason: 'risk-over', keepObligations: true }),
        1.5,
      );
      if (rng.chance(0.3)) return;
      this.put('AbortCourse', cursor.on(1, 90), this.worker(), { courseId, reason: life.text('Afbrudt') });
    }
    const kept = this.owes || !this.triaged || ended.some((item) => item.owes);
    const early = kept && rng.chance(0.6);
    if (!early) for (const item of ended) cursor.to(followUp(support, item));
    if (rng.chance(0.15)) return;
    const moved = rng.chance(0.15);
    const reason = moved
      ? rng.one(['moved', 'deceased'])
      : rng.one(['risk-over', 'normal-system', 'declined', 'other']);
    life.wrong(
      () => this.put('CloseCase', cursor.on(1, 9), closer(), { reason: 'other', keepObligations: false }),
      kept ? 1 : 0,
    );
    const data: Data = { reason };
    if (kept && !moved) data.keepObligations = true;
    this.put('CloseCase', cursor.on(1, 300), closer(), data);
    if (early) for (const item of ended) cursor.to(followUp(support, item));
    if (rng.chance(0.25)) this.afterwards(life.amended || !ended.some((item) => item.objected));
  }

  private afterwards(offers: boolean): void {
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
      offers ? 3 : 0,
    );
    const again = registerConcern(life, life.cast.coordinator(life.house), []);
    life.wrong(() => this.put('ReopenCase', cursor.on(1, 9), this.coordinator(), { concernId: again.id }), 2);
    qualify(life, again, 'substantiated');
    life.wrong(() => this.put('LinkConcern', cursor.on(1, 9), this.coordinator(), { concernId: again.id }), 2);
    this.put('ReopenCase', cursor.on(1, 300), this.coordinator(), { concernId: again.id });
    this.put('RecordContact', cursor.on(1, 90), this.coordinator(), { kind: 'meeting' });
    if (rng.chance(0.5))
      this.put('CloseCase', cursor.on(1, 900), this.coordinator(), {
        reason: 'normal-system',
        keepObligations: true,
      });
  }
}
