import { z } from 'zod';
import { Sealed } from '../../domain/kernel/sealed.js';
import type { Reader } from '../authorization/reader.js';
import { toInfohus } from '../authorization/relations.js';
import { Beat } from '../beat.js';
import { checked } from '../checked.js';
import { RecordNumbers, type Reference, referenceIn } from '../numbers/record-numbers.js';
import { NEVER } from '../ports/runtime.js';
import { notFound, notPermitted, Refused } from '../refusal.js';
import { uuidLikeRandom } from '../uuid-of.js';
import { type Asking, type AskOptions, askingOf, type QueryDependencies } from './asking.js';
import { type Answer, type Params, type QueryName, queryNamed } from './catalogue.js';
import type { AnyQuery } from './define-queries.js';
import { PageReads, type Reads } from './page-reads.js';
import { kindNamed } from './params.js';
import { Refresh, type Shown } from './shown.js';
import { StreamMemory } from './stream-memory.js';

/**
 * The one way to an answer: parse the parameters, decide, find the answer, write down that it was asked, and only then give it (domain.md
 * rule 11). A denial is written down too. Where the access cannot be recorded there is no answer.
 */
export class Asker {
  private readonly memory: StreamMemory;
  private readonly beat: Beat;
  private readonly numbers: RecordNumbers;
  constructor(private readonly dependencies: QueryDependencies) {
    const { store, vault, access, clock, sleep } = dependencies;
    this.beat = new Beat(clock, sleep);
    this.memory = new StreamMemory(store, access);
    this.numbers = new RecordNumbers(vault);
  }

  /** @throws Refused validation-failed, not-found, not-permitted, unavailable */
  async ask<N extends QueryName>(
    name: N,
    params: Params<N>,
    reader: Reader,
    options: AskOptions = {},
  ): Promise<Answer<N>> {
    const since = this.dependencies.clock.now();
    try {
      return await this.answered(name, params, reader, options);
    } catch (error) {
      if (error instanceof Refused && error.code === 'not-found') await this.beat.next(since);
      throw error;
    }
  }

  private async answered<N extends QueryName>(
    name: N,
    params: Params<N>,
    reader: Reader,
    options: AskOptions,
  ): Promise<Answer<N>> {
    const query = queryNamed(name);
    const asked = parsedParams(query, params);
    const { takes } = query;
    const enough = takes === undefined ? undefined : this.dependencies.sleep(takes, NEVER);
    if (!options.plansSeen) await this.lookAtPlans();
    const around = askingOf(this.dependencies, reader, this.numbers, options, this.readsOf(options));
    const byId = await this.withIds(query, asked, around);
    const asking = await this.permitted(query, byId, around);
    const answer = await query.find(byId as never, asking);
    const again = refreshOf(options.shown, query, [name, byId], answer);
    // Of an open page that was shown is what stands in the log as looked at, and nothing else.
    const leave = () => this.leave(query, byId, answer, reader, again).then(() => again?.keep());
    if (options.looks) options.looks.add(leave);
    else await leave();
    await enough;
    return answer as Answer<N>;
  }

  private readonly pages = new WeakMap<object, PageReads>();
  private readsOf({ page, stand }: AskOptions): Reads {
    const { store, live, references } = this.dependencies;
    if (!page) return { store, references, as: (standing) => live.as(standing) };
    const reads = this.pages.get(page) ?? new PageReads(this.dependencies, stand, stand && this.memory.at(stand.head));
    this.pages.set(page, reads);
    return reads;
  }

  /** Another process may have adopted a plan: but not where since then only this one wrote, and only that somebody looked. */
  async lookAtPlans(head?: number): Promise<void> {
    const { book, access } = this.dependencies;
    const isSame = head !== undefined && (head === this.plansAt || access.fill(this.plansAt, head));
    if (!isSame) await book.refresh();
    if (head !== undefined) this.plansAt = head;
  }
  /** Where the log stood at least when the plans were looked at. */
  private plansAt = -1;

  /**
   * A record that is named by its number, by its id. A number that was never given is an id that nobody has: from here on it is asked for, refused
   * and written down as any other, so that numbers tell nothing that ids do not. `ownNumbers`: only those of the reader's own
   * Infohuse are looked up.
   */
  private async withIds(
    { params, ownNumbers }: AnyQuery,
    asked: QueryParams,
    { ownInfohuse }: Asking,
  ): Promise<QueryParams> {
    const { live } = this.dependencies;
    const isOwn = (code: string) => !ownNumbers || ownInfohuse().includes(code);
    const found: Record<string, unknown> = { ...asked };
    for (const [name, schema] of Object.entries(params)) {
      const kind = kindNamed(schema as z.ZodType);
      const reference = kind && referenceIn(String(asked[name]));
      if (!reference) continue;
      const { infohus } = reference;
      const own = infohus === undefined ? ownInfohuse() : [infohus].filter(isOwn);
      const all = await Promise.all(own.map((code) => this.numbers.idOf(live, code, reference)));
      const [id, another] = all.filter((known) => known !== undefined);
      const isOne = (kind === 'any' || reference.kind === kind) && another === undefined;
      found[name] = (isOne ? id : undefined) ?? this.nobodysId(own.length > 0 ? own : [infohus], reference);
    }
    return found;
  }

  /** The same whenever it is asked again: an id that changed would tell that no such number was given. */
  private nobodysId(infohuse: readonly (string | undefined)[], { kind, year, digits }: Reference): string {
    const name = ['no-such-number', ...infohuse, kind, year, digits].join('/');
    return uuidLikeRandom(this.dependencies.vault.digest('record-number', name));
  }

  /** @throws Refused not-found or not-permitted, with the denial recorded */
  private async permitted(query: AnyQuery, asked: QueryParams, asking: Asking): Promise<Asking> {
    const relations =
      (await query.relations?.(asked as never, asking)) ?? (query.relations ? undefined : ofInfohus(asked, asking));
    const { may } = query;
    const hides = 'hides' in may && may.hides === true;
    if (relations === undefined) throw hides ? await this.denied(query, asked, asking, true) : notFound();
    if (!query.anyInfohus && !namesOwnInfohus(asked, asking))
      throw await this.denied(query, asked, asking, isUnknown(asked, asking));
    const lines = 'oneOf' in may ? may.oneOf : 'everybody' in may ? [] : [[may.action, may.object] as const];
    const line = lines.find(([action, object]) => asking.may(action, object, relations));
    if (lines.length > 0 && !line) throw await this.denied(query, asked, asking, hides);
    const found = { counts: line?.[1] === 'figures', ...('id' in asked ? { record: String(asked.id) } : {}) };
    return { ...asking, relations, live: asking.behind(found) };
  }

  private async denied(
    { may, leaves }: AnyQuery,
    asked: QueryParams,
    { reader: { actor, purpose }, access }: Asking,
    hides: boolean,
  ) {
    const [action, object] =
      'oneOf' in may
        ? (may.oneOf[0] ?? ['read', 'figures'])
        : 'everybody' in may
          ? ['read', 'infohus']
          : [may.action, may.object];
    const id = 'id' in leaves && leaves.id ? String(asked[leaves.id]) : '-';
    await access.note(actor, 'NoteDenial', { action, record: object, recordId: id, purpose });
    return hides ? notFound() : notPermitted();
  }

  private async leave(
    { leaves, reveals }: AnyQuery,
    asked: QueryParams,
    answer: unknown,
    reader: Reader,
    again?: Refresh,
  ): Promise<void> {
    const { access } = this.dependencies;
    const { actor, purpose } = reader;
    // What is taken out of the house is taken out once more.
    if (!again?.isOld || 'exports' in leaves) await this.leaveLook(leaves, asked, answer, reader, again?.appeared);
    const revealed = reveals?.(asked as never);
    if (!revealed) return;
    const { reason, ...of } = revealed;
    await access.note(actor, 'NoteConsultation', { ...of, purpose, reason: Sealed.of(reason) });
  }

  private async leaveLook(
    leaves: AnyQuery['leaves'],
    asked: QueryParams,
    answer: unknown,
    { actor, purpose }: Reader,
    appeared?: readonly string[],
  ): Promise<void> {
    const { access } = this.dependencies;
    const criteria =
      'criteria' in leaves && leaves.criteria ? leaves.criteria(asked as never, answer as never) : criteriaOf(asked);
    if ('consults' in leaves) {
      const outcome = 'outcome' in leaves ? leaves.outcome(asked as never, answer as never) : '-';
      const recordId = 'id' in leaves && leaves.id ? String(asked[leaves.id]) : outcome;
      const asOf = asked.at === undefined ? {} : { asOf: String(asked.at) };
      await access.note(actor, 'NoteConsultation', { record: leaves.consults, recordId, purpose, ...asOf });
    } else if ('searches' in leaves) {
      const list = typeof leaves.searches === 'string' ? leaves.searches : leaves.searches(asked as never);
      const found = appeared ? { count: appeared.length, found: appeared } : { count: leaves.found(answer as never) };
      await access.note(actor, 'NoteSearch', { list, criteria, purpose, ...found });
    } else if ('exports' in leaves) {
      await access.note(actor, 'NoteExport', { export: leaves.exports, criteria, purpose });
    }
  }
}

const refreshOf = (shown: Shown | undefined, { leaves }: AnyQuery, question: readonly unknown[], answer: unknown) =>
  shown && new Refresh(shown, JSON.stringify(question), { answer, isList: 'searches' in leaves });
type QueryParams = Readonly<Record<string, unknown>>;

const schemas = new WeakMap<AnyQuery, z.ZodObject>();
/** @throws Refused validation-failed with a list of {path, message} */
export function parsedParams(query: AnyQuery, params: object): QueryParams {
  const schema = schemas.get(query) ?? z.object(query.params);
  schemas.set(query, schema);
  return checked(schema, params);
}

/** What the reader's agency is to the Infohus that is named. */
const ofInfohus = (asked: QueryParams, { reader, planOf }: Asking) => {
  const infohus = infohusIn(asked);
  return toInfohus(reader.actor, infohus === undefined ? undefined : planOf(infohus));
};
/** A frozen report names one too. */
const infohusIn = ({ infohus, file }: QueryParams): string | undefined => {
  const named = infohus ?? (file as { readonly infohus?: string } | undefined)?.infohus;
  return typeof named === 'string' ? named : undefined;
};

/** A query that names an Infohus names one of the reader's own (commands.md, Roles). */
const namesOwnInfohus = (asked: QueryParams, { ownInfohuse }: Asking): boolean => {
  const named = infohusIn(asked);
  return named === undefined || ownInfohuse().includes(named);
};
const isUnknown = ({ infohus }: QueryParams, { planOf }: Asking): boolean =>
  typeof infohus === 'string' && planOf(infohus) === undefined;

/** What was asked for, as codes, ids and instants: never a text. Of a place in a list its id says enough. */
function criteriaOf(asked: QueryParams): Record<string, string> {
  const { limit: _, cursor, file, ...others } = asked;
  const { place } = (cursor ?? {}) as { readonly place?: { readonly id: string } };
  const of = file as { readonly infohus: string; readonly plan: string; readonly year: number } | undefined;
  const all = { ...others, ...(of ? { infohus: of.infohus, plan: of.plan, year: of.year } : {}), cursor: place?.id };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined || typeof value === 'object' ? [] : [[name, String(value)]],
    ),
  );
}
