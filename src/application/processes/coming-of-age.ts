import { underway } from '../../domain/case/course-status.js';
import { under } from '../../domain/case/persons.js';
import type { CaseState } from '../../domain/case/state.js';
import { addMonths, localDateOf, startOfDay } from '../../domain/kernel/calendar.js';
import type { AnyDecider } from '../../domain/kernel/decider.js';
import { streamOf } from '../../domain/kernel/event.js';
import { person } from '../../domain/person/person.js';
import type { PersonState } from '../../domain/person/state.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { factsIn, type PersonRow, survivorsIn } from '../../projections/persons/persons.js';
import type { ReadModels } from '../../projections/read-models.js';
import type { AccessLog } from '../access-log.js';
import type { Executor } from '../commands/execute.js';
import { systemActor, systemCommand } from '../commands/system-command.js';
import { loadFrom } from '../load.js';
import type { PlanBook } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import type { Clock } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { Refused } from '../refusal.js';
import { Sealing } from '../sealing.js';
import { uuidOf } from '../uuid-of.js';

export interface ComingOfAgeDependencies {
  readonly models: ReadModels;
  readonly store: EventStore;
  readonly vault: Vault;
  readonly book: PlanBook;
  readonly executor: Pick<Executor, 'execute'>;
  readonly clock: Clock;
  readonly access: Pick<AccessLog, 'note'>;
}
interface GivenAges {
  readonly given: number;
  /** When the next of them comes of age. */
  readonly next: string | undefined;
}

/**
 * Says when somebody comes of age who has a course under way that a guardian consented to: from then on they consent alone (domain.md section 6,
 * *own-consent*). Looks at the birth dates of nobody else; given once, whatever stops in between, because the person and the age make its id.
 */
export class ComingOfAge {
  private readonly sealing: Sealing;
  /** The local day on which it was last written down that birth dates are opened. */
  private noted = '';

  constructor(private readonly around: ComingOfAgeDependencies) {
    this.sealing = new Sealing(around.store, around.vault);
  }

  /** The read models must have caught up. @throws Refused unavailable */
  async look(): Promise<GivenAges> {
    const { models, book, clock } = this.around;
    const now = clock.now();
    const rows = await models.persons();
    let given = 0;
    const later: string[] = [];
    for (const infohus of new Set(book.plans.map((p) => p.infohus))) {
      const plan = planInForce(book.plans, infohus, localDateOf(now));
      if (!plan) continue;
      for (const ids of waiting(await models.cases({ infohus }), rows)) {
        await this.note(infohus, localDateOf(now));
        const born = await this.birthDateOf(ids);
        if (born === undefined) continue;
        const at = startOfDay(addMonths(born, 12 * plan.ownConsent.years));
        if (at > now) later.push(at);
        else if (await this.give(ids[0] ?? '', plan.ownConsent.years, at, infohus)) given++;
      }
    }
    return { given, next: later.sort()[0] };
  }

  /** Once a day, before the first is opened (domain.md rule 11: where it cannot be written, nothing is opened). */
  private async note(infohus: string, day: string): Promise<void> {
    if (this.noted === day) return;
    const data = { record: 'birth-dates', recordId: '-', purpose: 'operation' };
    await this.around.access.note({ userId: 'scheduler', agency: infohus, role: 'system' }, 'NoteConsultation', data);
    this.noted = day;
  }

  private async birthDateOf(ids: readonly string[]): Promise<string | undefined> {
    const streams = ids.map((id) => streamOf(person.aggregate, id));
    const stored = await this.around.store.readStreams(streams);
    const sealed = streams.flatMap(
      (s) => (loadFrom(person as AnyDecider, s, stored).state as PersonState).birthDate ?? [],
    );
    const opened = await this.sealing.open(sealed.slice(0, 1));
    return [...opened.values()][0] as string | undefined;
  }

  private async give(personId: string, age: number, at: string, infohus: string): Promise<boolean> {
    const key = `came-of-age/${personId}/${age}`;
    const command = systemCommand(person.aggregate, 'CameOfAge', {
      ...{ id: personId, at, data: { age }, body: { key } },
      actor: systemActor('scheduler', infohus),
      // Under the installation's key, so that nobody can take it beforehand.
      commandId: uuidOf(this.around.vault.digest('system-command', key)),
    });
    try {
      return (await this.around.executor.execute(command)).fresh;
    } catch (error) {
      // One that is refused stops no other.
      if (error instanceof Refused && error.code !== 'unavailable') return false;
      throw error;
    }
  }
}

/** Of each person who may come of age in a case, the ids: the survivor's first. */
function waiting(
  cases: readonly { readonly state: CaseState }[],
  rows: readonly PersonRow[],
): readonly (readonly string[])[] {
  const survivor = survivorsIn(rows);
  const known = factsIn(rows);
  const found = new Map<string, Set<string>>();
  for (const { state } of cases) {
    const offers = under(state, survivor).offers;
    for (const { offerId, personId } of Object.values(state.courses).filter(underway)) {
      const one = survivor(personId);
      const consent = offers[offerId]?.steps.findLast((step) => 'consent' in step);
      if (!(consent && 'consent' in consent && consent.consent?.guardian)) continue;
      if ((known.get(one)?.cameOfAge.length ?? 0) === 0)
        found.set(one, (found.get(one) ?? new Set([one])).add(personId));
    }
  }
  return [...found.values()].map((ids) => [...ids]);
}
