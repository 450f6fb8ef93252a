import type { BreachState } from '../../domain/breach/state.js';
import { type CaseState, caseAggregate } from '../../domain/case/state.js';
import { type ConcernState, caseOf, concernAggregate } from '../../domain/concern/state.js';
import { type HotlineState, takerOf } from '../../domain/hotline/hotline.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { type Actor, aggregateOf, idOf, type Recorded } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import type { MeetingState } from '../../domain/meeting/state.js';
import { lentTo, type MentorState } from '../../domain/mentor/state.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { isCoordinator, isPolice, ofPlan, plansInForce } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import { aggregateNamed } from '../../domain/registry.js';
import type { IncomingState } from '../../domain/transfer/state.js';
import { namedIn } from '../../projections/references/references.js';
import { type Loaded, loadRecord, type Streams } from '../load.js';
import { wholePerson } from '../persons.js';
import type { PlanBook } from '../plan-book.js';
import type { References } from '../references.js';
import { decide as permits, purposeOf } from './policy.js';
import { type Relation, toCase, toConcern, toInfohus } from './relations.js';

/**
 * Whether an actor may know that something exists (domain.md rule 11): by the relations of now, whatever `at` a command says (commands.md,
 * Roles). What nobody may know of is answered as if it were not there.
 */
export class Acquaintance {
  constructor(
    private readonly actor: Actor,
    private readonly store: Streams,
    private readonly book: PlanBook,
    private readonly references: References,
    private readonly now: string,
  ) {}

  async with({ decider, state, stream }: Loaded): Promise<boolean> {
    const about = decider.about?.(state);
    const other = about && aggregateNamed(about.of.aggregate);
    if (about && other) return this.with(await loadRecord(this.store, other.aggregate, about.id));
    switch (decider.aggregate) {
      case 'case':
        return this.may('case', toCase(state as CaseState, this.actor, this.planOf((state as CaseState).infohus)));
      case 'concern':
        return this.may('concern', await this.toConcern(state as ConcernState));
      case 'person':
        return this.withPerson(idOf(stream));
      case 'meeting':
        return this.withMeeting(state as MeetingState);
      case 'hotline':
        return this.withHotline(state as HotlineState);
      case 'breach': {
        const { infohus } = state as BreachState;
        return this.may('breach', toInfohus(this.actor, this.planOf(infohus)));
      }
      case 'transfer':
        // Until it is taken; then who may know of its concern may know of it (`about`).
        return this.may('transfer', toInfohus(this.actor, this.planOf((state as IncomingState).infohus)));
      case 'mentor':
        return this.withMentor(state as MentorState);
      default: {
        const infohus = decider.infohus(state);
        return infohus === undefined || ofPlan(this.actor.agency, this.planOf(infohus));
      }
    }
  }

  private may(object: 'case' | 'concern' | 'breach' | 'transfer', relations: readonly Relation[]): boolean {
    return permits(this.actor, 'know', object, purposeOf(this.actor.role), relations);
  }

  private planOf(infohus: string): Plan | undefined {
    return planInForce(this.book.plans, infohus, localDateOf(this.now));
  }

  /** Who registered it and the police of the Infohus keep it once it is linked; who works on its case reads it too. */
  private async toConcern(state: ConcernState): Promise<readonly Relation[]> {
    const plan = this.planOf(state.facts?.infohus ?? '');
    const caseId = caseOf(state);
    const itsCase = caseId
      ? ((await loadRecord(this.store, caseAggregate.aggregate, caseId)).state as CaseState)
      : undefined;
    return toConcern(state, this.actor, plan, itsCase);
  }

  /** Who calls meetings, who is asked in until it is closed, and who has a decision to carry out. */
  private withMeeting({ infohus, invited, agenda, closedAt, decisions }: MeetingState): boolean {
    const { agency } = this.actor;
    const plan = this.planOf(infohus);
    const asked = closedAt === null && [...invited, ...agenda.flatMap((item) => item.invited)].includes(agency);
    // Also once it is completed: who completed it is told so, should they say it again.
    const owes = decisions.some((d) => d.responsibleAgency === agency);
    const works = permits(this.actor, 'read', 'meeting', purposeOf(this.actor.role), ['invited', 'of-infohus']);
    return works && (isCoordinator(this.actor, plan) || isPolice(this.actor, plan) || asked || owes);
  }

  /** A mentor is known where it is at home, and where it is lent to. */
  private withMentor(mentor: MentorState): boolean {
    return [mentor.infohus, ...lentTo(mentor)].some((one) => ofPlan(this.actor.agency, this.planOf(one)));
  }

  private withHotline(state: HotlineState): boolean {
    const both = [state.infohus, takerOf(state)];
    const works = permits(this.actor, 'list', 'register', 'casework', ['of-infohus']);
    const mine = state.recordedBy === this.actor.agency;
    return works && (mine || both.some((infohus) => isCoordinator(this.actor, this.planOf(infohus))));
  }

  /**
   * Who registered the person, and agencies on a concern or case that names them by right (commands.md, *Who is named*); compliance of an Infohus
   * that one of these is of. All ids of merged persons are the same person.
   */
  private async withPerson(personId: string): Promise<boolean> {
    const { ids, registrations, valid } = await this.named(personId);
    const namedNow = valid.filter(({ loaded }) => subjectsOf(loaded.state).some((s) => ids.has(s)));
    if (this.actor.role === 'compliance') {
      const own = plansInForce(this.book.plans, localDateOf(this.now)).filter((p) => ofPlan(this.actor.agency, p));
      return own.some(
        (p) =>
          registrations.some((r) => ofPlan(r.agency, p)) ||
          namedNow.some(({ loaded: l }) => l.decider.infohus(l.state) === p.infohus),
      );
    }
    return this.knowsPerson(this.actor, registrations, namedNow);
  }

  /**
   * Whether the actor's agency may tell others, of the record of that stream, who this subject is: its own person, or named there by right. Of what was
   * told once it is asked of the log and the day of then (`logBefore`): what changed since, in other cases or in the plan, changes nothing.
   */
  async mayTellOf(personId: string, stream: string): Promise<boolean> {
    const { registrations, valid } = await this.named(personId);
    const own = registrations.some((r) => r.agency === this.actor.agency);
    return own || valid.some(({ loaded }) => loaded.stream === stream);
  }

  /** With the namings that give a right, each by those before it. */
  private async named(personId: string) {
    const { ids, registrations, namings } = await this.person(personId);
    const valid: PersonNaming[] = [];
    for (const naming of namings) if (await this.byRight(naming, registrations, valid)) valid.push(naming);
    return { ids, registrations, valid };
  }

  /** Analysts see figures and administrators the machine, never persons. */
  private async knowsPerson(actor: Actor, registrations: readonly Registration[], on: readonly PersonNaming[]) {
    if (!permits(actor, 'know', 'person', purposeOf(actor.role), ['knows-person'])) return false;
    if (registrations.some((r) => r.agency === actor.agency)) return true;
    const as = new Acquaintance(actor, this.store, this.book, this.references, this.now);
    for (const { loaded } of on) if (await as.isOn(loaded)) return true;
    return false;
  }

  /** On a case, not only asked; or a concern that one may know. */
  private async isOn({ decider, state }: Loaded): Promise<boolean> {
    if (decider.aggregate === concernAggregate.aggregate) {
      return this.may('concern', await this.toConcern(state as ConcernState));
    }
    const relations = toCase(state as CaseState, this.actor, this.planOf((state as CaseState).infohus));
    return relations.includes('on-case') || relations.includes('coordinating');
  }

  /** A naming gives a right only where its author knew the person, coordinates the Infohus, or nobody had registered the person by then. */
  private async byRight(
    { event, loaded }: PersonNaming,
    registrations: readonly Registration[],
    before: readonly PersonNaming[],
  ) {
    const earlier = registrations.filter((r) => r.position < event.position);
    const plan = this.planOf(loaded.decider.infohus(loaded.state) ?? '');
    return (
      earlier.length === 0 || isCoordinator(event.actor, plan) || (await this.knowsPerson(event.actor, earlier, before))
    );
  }

  /** The person by all its ids: who registered them, and what names them, in the order of the log. */
  private async person(personId: string) {
    const { ids, states, streams } = await wholePerson(personId, { store: this.store, references: this.references });
    const registrations = [...ids].flatMap((id): readonly Registration[] => {
      const known = states.get(id);
      return known?.exists ? [{ agency: known.registeredBy, position: known.registeredAt ?? 0 }] : [];
    });
    const namings: PersonNaming[] = [];
    for (const stream of streams) {
      const loaded = await loadRecord(this.store, aggregateOf(stream), idOf(stream));
      if (loaded.decider.aggregate !== 'case' && loaded.decider.aggregate !== 'concern') continue;
      const own = history(loaded.events).filter((e) => namedIn(e).some((id) => ids.has(id)));
      namings.push(...own.map((event) => ({ event, loaded })));
    }
    return { ids, registrations, namings: namings.sort((a, b) => a.event.position - b.event.position) };
  }
}

interface Registration {
  readonly agency: string;
  readonly position: number;
}
interface PersonNaming {
  readonly event: Recorded;
  readonly loaded: Loaded;
}

/** Whom it names now: of a concern those identified, of a case its subjects. */
function subjectsOf(state: unknown): readonly string[] {
  const { subjects } = state as ConcernState | CaseState;
  return Array.isArray(subjects) ? subjects.map((s) => s.personId) : Object.keys(subjects);
}
