import { OWING_REGISTERS } from '../../../application/obligations/rows.js';
import { aggregateOf, idOf, type Recorded } from '../../../domain/kernel/event.js';
import { type Survivor, survivorBy } from '../../../domain/person/survivor.js';
import type { Sources } from './sources.js';

/** The records whose obligations are to be computed anew. */
export interface Touched {
  readonly concerns: ReadonlySet<string>;
  readonly cases: ReadonlySet<string>;
  readonly meetings: ReadonlySet<string>;
  /** Every id of a person, under whatever id it was told. */
  readonly persons: ReadonlySet<string>;
  /** Streams of the registers whose records owe by themselves. */
  readonly registers: ReadonlySet<string>;
}
const OWING = new Set<string>(['concern', 'case', 'meeting', 'person', ...OWING_REGISTERS]);
const isOwing = (aggregate: string) => OWING_REGISTERS.some((register) => register === aggregate);
/** Whether anything that is owed may be otherwise because of it. */
export const touches = ({ stream }: Recorded): boolean =>
  OWING.has(aggregateOf(stream)) || aggregateOf(stream) === TOLD;
const TOLD = 'deadline';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Every id that the open part of an event names; what is sealed is no plain object, and is passed over. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.values(value).flatMap(idsIn);
}

/** Of persons: who was merged into whom, and everybody who is the same as one of these. */
export class Families {
  private constructor(
    readonly survivor: Survivor,
    private readonly all: ReadonlyMap<string, readonly string[]>,
  ) {}

  static async of(sources: Sources): Promise<Families> {
    const merged = await sources.persons('"mergedInto" is not null');
    const into = new Map(merged.map((row) => [row.personId, row.mergedInto]));
    const survivor = survivorBy((id) => into.get(id));
    const all = new Map<string, string[]>();
    for (const id of new Set(merged.flatMap((row) => [row.personId, row.mergedInto ?? ''])))
      all.set(survivor(id), [...(all.get(survivor(id)) ?? []), id]);
    return new Families(survivor, all);
  }

  everyone(ids: Iterable<string>): readonly string[] {
    return [...new Set([...ids].flatMap((id) => [id, ...(this.all.get(this.survivor(id)) ?? [])]))];
  }
}

/**
 * What a batch of events says something of: the records that it names, whatever it says of them, and those that depend on them. One too many is
 * computed for nothing; one too few would stand as it was.
 */
export async function touchedBy(batch: readonly Recorded[], sources: Sources): Promise<Touched | undefined> {
  const ids = new Set<string>();
  const people = new Set<string>();
  const alerted = new Set<string>();
  for (const event of batch) {
    const aggregate = aggregateOf(event.stream);
    if (aggregate === TOLD) alerted.add(idOf(event.stream));
    if (!OWING.has(aggregate)) continue;
    const named = [idOf(event.stream), ...idsIn(event.data)];
    for (const id of named) (aggregate === 'person' ? people : ids).add(id);
  }
  if (ids.size + people.size + alerted.size === 0) return undefined;
  for (const source of await sources.texts(
    'select distinct source as text from obligations where "deadlineId" = any($1::uuid[])',
    [...alerted],
  ))
    ids.add(idOf(source));
  const persons = people.size === 0 ? [] : (await Families.of(sources)).everyone(people);
  return dependents(sources, [...ids, ...persons], persons);
}

async function dependents(sources: Sources, all: readonly string[], persons: readonly string[]): Promise<Touched> {
  const ofPersons = await sources.texts(`select stream as text from named_in where named = any($1)`, persons);
  const ids = [...all, ...ofPersons.map(idOf)];
  const cases = await sources.texts(
    `select "caseId"::text as text from case_list where "caseId" = any($1::uuid[])`,
    ids,
  );
  const concerns = await sources.texts(
    `select "concernId"::text as text from concern_facts where "concernId" = any($1::uuid[]) or "caseId" = any($2::uuid[])`,
    ids,
    cases,
  );
  const decided = await sources.texts(
    `select stream as text from named_in where named = any($1) and stream like 'meeting-%'`,
    [...cases, ...concerns],
  );
  const registered = await sources.texts(`select stream as text from registers where stream = any($1)`, [
    ...ids.flatMap((id) => ['meeting', 'person', ...OWING_REGISTERS].map((of) => `${of}-${id}`)),
    ...decided,
  ]);
  const of = (aggregate: string) => new Set(registered.filter((s) => aggregateOf(s) === aggregate).map(idOf));
  return {
    ...{ concerns: new Set(concerns), cases: new Set(cases) },
    ...{
      meetings: of('meeting'),
      registers: new Set(registered.filter((s) => isOwing(aggregateOf(s)))),
      persons: new Set([...persons, ...of('person')]),
    },
  };
}
