// The installation as it stands: its facts, what they fold to, and who may know of what.
import { coordinates, seesConcern, sightOfCase } from './access.js';
import { foldCase } from './case.js';
import type { CaseState } from './case-state.js';
import { type Concern, foldConcern } from './concern.js';
import { type Actor, type Data, emptyLog, type Fact, inOrder, type Log } from './model.js';
import { type Decision, decisionsOf } from './obligations-rest.js';
import { birthDateOf, guardiansOf, knowsPerson, Merged, namedBy, type Resolve } from './persons.js';
import type { Command } from './reading.js';
import { type Day, dayOf, type Ms } from './time.js';

export interface Extra {
  readonly type?: string;
  readonly data?: Data;
  /** The event of the same command that it goes with. */
  readonly goesWith?: Fact;
}

export class World {
  readonly log: Log = emptyLog();
  /** The day by whose plans rights are judged. */
  readonly today: Day;
  #order = 0;
  #merged = new Merged();
  /** The concerns and cases that a command named the person in. */
  readonly #mentions = new Map<string, Set<string>>();
  readonly #concerns = new Map<string, Concern | undefined>();
  readonly #cases = new Map<string, CaseState | undefined>();

  constructor(readonly importedAt: Ms) {
    this.today = dayOf(importedAt);
  }

  get resolve(): Resolve {
    return this.#merged.resolve;
  }

  concern(id: string, until?: Ms): Concern | undefined {
    if (until !== undefined) return foldConcern(id, inOrder(this.log.concerns.get(id) ?? [], until));
    if (!this.#concerns.has(id)) this.#concerns.set(id, foldConcern(id, inOrder(this.log.concerns.get(id) ?? [])));
    return this.#concerns.get(id);
  }

  case(id: string, until?: Ms): CaseState | undefined {
    const fold = (upTo?: Ms) => foldCase(id, inOrder(this.log.cases.get(id) ?? [], upTo), this.resolve);
    if (until !== undefined) return fold(until);
    if (!this.#cases.has(id)) this.#cases.set(id, fold());
    return this.#cases.get(id);
  }

  caseOf(concern: Concern): CaseState | undefined {
    return concern.caseId === null ? undefined : this.case(concern.caseId);
  }

  /** A concern as far as the actor may see it. */
  seen(actor: Actor, id: string): Concern | undefined {
    const concern = this.concern(id);
    return concern && seesConcern(actor, concern, this.caseOf(concern)) ? concern : undefined;
  }

  seesSubject(actor: Actor, subject: Data): boolean {
    if (typeof subject.concernId === 'string') return this.seen(actor, subject.concernId) !== undefined;
    const state = this.case(String(subject.caseId));
    return state !== undefined && sightOfCase(actor, state) !== 'none';
  }

  knows(actor: Actor, personId: string): boolean {
    const ids = this.#merged.idsOf(personId).flatMap((id) => [...(this.#mentions.get(id) ?? [])]);
    return knowsPerson(actor, personId, {
      ...{ log: this.log, merged: this.#merged },
      concerns: ids.flatMap((id) => this.concern(id) ?? []),
      cases: ids.flatMap((id) => this.case(id) ?? []),
    });
  }

  guardians = (personId: string): readonly string[] => guardiansOf(this.log, personId, this.#merged);
  birthDate = (personId: string): Day | null => birthDateOf(this.log, personId, this.#merged);

  /** The decisions of every meeting, with the states of their obligation. */
  decisions(now: Ms): Decision[] {
    return [...this.log.meetings.values()].flatMap((facts) =>
      decisionsOf(inOrder(facts, now), now, ({ concernId, caseId }) => ({
        concernEnded: concernId === undefined ? null : (this.concern(concernId, now)?.ended?.at ?? null),
        movedAt: caseId === undefined ? [] : (this.case(caseId, now)?.movedAt ?? []),
      })),
    );
  }

  append(of: Map<string, Fact[]>, id: string, command: Command, extra: Extra = {}): Fact {
    const { name, actor, at } = command;
    this.#order += 1;
    const data = extra.data ?? command.data;
    const fact: Fact = {
      type: extra.type ?? name,
      at,
      data,
      order: this.#order,
      actor,
      eventId: eventIdOf(command, extra.type),
      goesWith: extra.goesWith?.eventId ?? null,
      entitles: extra.type === undefined ? this.#entitled(command) : new Set(),
      annulled: false,
    };
    if (extra.type === undefined) for (const personId of namedBy(name, data)) this.#mention(personId, id);
    const stream = of.get(id);
    if (stream) stream.push(fact);
    else of.set(id, [fact]);
    if (fact.type === 'MergePersons') this.refold();
    this.#concerns.delete(id);
    this.#cases.delete(id);
    return fact;
  }

  #mention(personId: string, id: string): void {
    this.#mentions.set(personId, (this.#mentions.get(personId) ?? new Set()).add(id));
  }

  /** After a merging or an amendment everything is told anew. */
  refold(): void {
    this.#concerns.clear();
    this.#cases.clear();
    this.#merged = new Merged(this.log);
  }

  /** *Who is named*: by somebody who knew the person, by a coordinator, or before anybody had registered the person. */
  #entitled({ name, actor, data, id, row }: Command): Set<string> {
    const infohus = row.creates ? data.infohus : (this.concern(id)?.infohus ?? this.case(id)?.infohus);
    const isRegistered = (personId: string) =>
      this.#merged.idsOf(personId).some((known) => this.log.persons.has(known));
    return new Set(
      namedBy(name, data).filter(
        (personId) => coordinates(actor, String(infohus)) || !isRegistered(personId) || this.knows(actor, personId),
      ),
    );
  }
}

const BESIDE: Readonly<Record<string, string>> = { Disclosed: 'd', ForwardedHere: 'e', Linked: 'f' };

/**
 * How event ids derive from a commandId is no part of the contract: here a command's own event has the commandId, and what
 * goes with it the same with another first digit. Comparisons put the product's ids in their place.
 */
export const eventIdOf = ({ commandId }: Pick<Command, 'commandId'>, type = ''): string =>
  `${BESIDE[type] ?? commandId[0]}${commandId.slice(1)}`;
