// Persons: their details, whom they were merged into, and who may know of them.
import { coordinates, isPoliceOf, isRegistrar, mayStand, sightOfCase } from './access.js';
import type { CaseState } from './case-state.js';
import type { Concern } from './concern.js';
import { type Actor, type Data, inOrder, type Log, objects, str, strings } from './model.js';
import { planOn } from './plan-file.js';
import { ageOn, type Day } from './time.js';

/** The survivor of an id, itself where it was never merged. */
export type Resolve = (personId: string) => string;

/** Who was merged into whom. */
export class Merged {
  readonly #into = new Map<string, string>();
  readonly #ids = new Map<string, string[]>();

  constructor(log?: Log) {
    for (const [id, facts] of log?.persons ?? [])
      for (const fact of facts)
        if (fact.type === 'MergePersons' && !fact.annulled) this.#into.set(id, str(fact.data, 'into'));
    for (const id of this.#into.keys())
      this.#ids.set(this.resolve(id), [...(this.#ids.get(this.resolve(id)) ?? []), id]);
  }

  resolve: Resolve = (id) => {
    const next = this.#into.get(id);
    return next === undefined ? id : this.resolve(next);
  };

  /** Every id of the person, the survivor first. */
  idsOf(personId: string): string[] {
    const survivor = this.resolve(personId);
    return [survivor, ...(this.#ids.get(survivor) ?? [])];
  }
}

/**
 * The newest value of a detail.
 * AMBIGUOUS: of merged persons the survivor's, and where it has none that of another id. Alternative: the survivor's alone.
 */
function detail(log: Log, ids: readonly string[], key: string): unknown {
  for (const id of ids) {
    const told = inOrder(log.persons.get(id) ?? []).filter(({ data }) => data[key] !== undefined);
    const last = told.at(-1);
    if (last) return last.data[key];
  }
  return undefined;
}

export function guardiansOf(log: Log, personId: string, merged: Merged): string[] {
  const value = detail(log, merged.idsOf(personId), 'guardians');
  return value === undefined ? [] : strings({ value }, 'value').map(merged.resolve);
}

export function birthDateOf(log: Log, personId: string, merged: Merged): Day | null {
  const value = detail(log, merged.idsOf(personId), 'birthDate');
  return typeof value === 'string' ? value : null;
}

/** *Age*: by the birth date where one is registered, else by the age group. */
export function isMinor(birthDate: Day | null, ageGroup: string, infohus: string, day: Day): boolean {
  if (birthDate === null) return ageGroup === 'minor';
  return ageOn(birthDate, day) < (planOn(infohus, day)?.consentAge ?? 18);
}

/** Persons that a concern names with a right to them. */
export function entitledOn(concern: Concern, resolve: Resolve): Set<string> {
  const found = new Set<string>();
  for (const { type, entitles } of concern.facts)
    if (type === 'RegisterConcern' || type === 'IdentifySubject')
      for (const personId of entitles) found.add(resolve(personId));
  return found;
}

export interface Known {
  readonly log: Log;
  readonly merged: Merged;
  /** Those that name the person, rightly or not. */
  readonly concerns: readonly Concern[];
  readonly cases: readonly CaseState[];
}

/** Whoever registered the person, those on a case or concern that names them rightly, its coordinators. */
export function knowsPerson(actor: Actor, personId: string, { log, merged, concerns, cases }: Known): boolean {
  if (!mayStand(actor)) return false;
  const survivor = merged.resolve(personId);
  const registered = merged.idsOf(personId).flatMap((id) => log.persons.get(id) ?? []);
  if (registered.some((fact) => fact.type === 'RegisterPerson' && fact.actor.agency === actor.agency)) return true;
  const onCase = cases.some(
    (state) => state.subjects.get(survivor)?.entitled === true && sightOfCase(actor, state) === 'full',
  );
  if (onCase) return true;
  return concerns.some(
    (concern) =>
      (isRegistrar(actor, concern) || coordinates(actor, concern.infohus) || isPoliceOf(actor, concern.infohus)) &&
      entitledOn(concern, merged.resolve).has(survivor),
  );
}

const NAMING = new Set(['RegisterConcern', 'OpenCase', 'IdentifySubject', 'AddSubject']);

/** Whom a command names in a concern or case. */
export function namedBy(command: string, data: Data): string[] {
  if (!NAMING.has(command)) return [];
  return data.subjects === undefined
    ? [str(data, 'personId')]
    : objects(data, 'subjects').map((subject) => str(subject, 'personId'));
}
