// A second reading of domain.md and commands.md: what an import of command files must answer. Written from the documents alone.

import { coordinates, coordinatesAnywhere, isAny, isPoliceOf, seesConcern, sightOfCase } from './access.js';
import { type Answer, type ImportResult, type Refusal, type RefusalDetail, refusal } from './answer.js';
import { foldCase } from './case.js';
import type { CaseState } from './case-state.js';
import { OUTSIDE, type RestAggregate } from './commands.js';
import { type Concern, foldConcern } from './concern.js';
import { type Actor, type Data, emptyLog, type Fact, inOrder, instantOf, type Log, str, strings } from './model.js';
import { isAgencyOf } from './plan.js';
import { type Command, parse, read, sortKeys } from './reading.js';
import { isRest, mayDoOnRest, REST, restRules, restStreams } from './rest.js';
import { caseRules, concernsForCase, mayDoOnCase } from './rules-case.js';
import { concernRules, mayDoOnConcern, type Rule } from './rules-concern.js';
import { isObject } from './schema.js';
import { dayOf, type Ms } from './time.js';

/** One empty installation that command files are imported into, all at the instant `importedAt`. */
export class Oracle {
  readonly log: Log = emptyLog();
  readonly results: ImportResult[] = [];
  readonly details: RefusalDetail[] = [];
  /** Lines with commands that the oracle does not know: [file, line]. */
  readonly outside: [number, number][] = [];
  readonly #done = new Map<string, string>();
  readonly #people = new Set<string>();
  #order = 0;

  constructor(readonly importedAt: Ms) {}

  /** All files together, as one run of `import FILE…` prints them. */
  get importResult(): ImportResult {
    return {
      accepted: this.results.reduce((sum, result) => sum + result.accepted, 0),
      duplicates: this.results.reduce((sum, result) => sum + result.duplicates, 0),
      refused: this.results.flatMap((result) => result.refused),
    };
  }

  import(text: string): ImportResult {
    const seen = new Map<string, number>();
    const file = this.results.length;
    let accepted = 0;
    let duplicates = 0;
    const refused: Refusal[] = [];
    for (const [index, raw] of text.split('\n').entries()) {
      const content = raw.trim();
      // AMBIGUOUS: an empty line is no command; it is counted as a line and otherwise passed over.
      if (content === '') continue;
      const before = seen.get(content) ?? 0;
      seen.set(content, before + 1);
      const answer = this.#line(content, before);
      if (answer === 'accepted') accepted += 1;
      else if (answer === 'duplicate') duplicates += 1;
      else if (answer === 'outside') this.outside.push([file, index + 1]);
      else {
        const { code, rule, broken, command } = answer;
        refused.push({ line: index + 1, code, rule });
        this.details.push({ file, line: index + 1, code, rule, broken, command });
      }
    }
    const result = { accepted, duplicates, refused };
    this.results.push(result);
    return result;
  }

  #line(content: string, before: number): 'accepted' | 'duplicate' | 'outside' | (Answer & { command: string | null }) {
    const parsed = parse(content);
    if (isObject(parsed) && typeof parsed.command === 'string' && OUTSIDE.has(parsed.command)) return 'outside';
    const name = isObject(parsed) && typeof parsed.command === 'string' ? parsed.command : null;
    const command = read(parsed);
    // AMBIGUOUS: a line that is no JSON, and an unknown command, are validation-failed. Alternative: not-found for the latter.
    if (command === null) return { ...refusal('validation-failed'), command: name };
    const key = isObject(parsed) && typeof parsed.commandId === 'string' ? parsed.commandId.toLowerCase() : null;
    // Without a commandId the line's content and how often it stood before in the file make it.
    const id = key ?? `${before}#${content}`;
    // AMBIGUOUS: "same key and body": the body is the whole line but its commandId, actor included.
    const body = JSON.stringify(sortKeys({ ...(isObject(parsed) ? parsed : {}), commandId: null }));
    const earlier = this.#done.get(id);
    if (earlier !== undefined)
      return earlier === body ? 'duplicate' : { ...refusal('idempotency-mismatch'), command: name };
    const answer = this.#decide(command);
    if (answer !== null) return { ...answer, command: name };
    this.#done.set(id, body);
    return 'accepted';
  }

  concern(id: string, until?: Ms): Concern | undefined {
    return foldConcern(id, inOrder(this.log.concerns.get(id) ?? [], until));
  }

  case(id: string, until?: Ms): CaseState | undefined {
    return foldCase(id, inOrder(this.log.cases.get(id) ?? [], until));
  }

  #caseOf(concern: Concern): CaseState | undefined {
    return concern.caseId === null ? undefined : this.case(concern.caseId);
  }

  #seen(actor: Actor, id: string): Concern | undefined {
    const concern = this.concern(id);
    return concern && seesConcern(actor, concern, this.#caseOf(concern)) ? concern : undefined;
  }

  #guardians(personId: string): string[] {
    let guardians: string[] = [];
    for (const fact of inOrder(this.log.persons.get(personId) ?? []))
      if (fact.data.guardians !== undefined) guardians = strings(fact.data, 'guardians');
    return guardians;
  }

  #decide(command: Command): Answer | null {
    const { aggregate } = command.row;
    if (isRest(aggregate)) return this.#rest(command, aggregate);
    switch (aggregate) {
      case 'concern':
        return command.row.creates ? this.#register(command) : this.#onConcern(command);
      case 'case':
        return command.row.creates ? this.#open(command) : this.#onCase(command);
      case 'person':
        return this.#person(command);
      case 'every':
        return this.#event(command);
      default:
        return this.#figure(command);
    }
  }

  /** occurred-in-future needs no state and goes before a row's own rules; the first broken rule answers. */
  #ruled(command: Command, rules: readonly Rule[]): Answer | null {
    const { givenOn } = isObject(command.data.consent) ? command.data.consent : {};
    const ahead = typeof givenOn === 'string' && givenOn > dayOf(command.at);
    const future: Rule = ['occurred-in-future', command.at > this.importedAt || ahead];
    const names = [future, ...rules].filter(([, violated]) => violated).map(([name]) => name);
    const broken = [...new Set(names)];
    const [rule] = broken;
    return rule === undefined ? null : { code: 'rule-violated', rule, broken };
  }

  #append(of: Map<string, Fact[]>, id: string, type: string, { at, actor }: Command, data: Data): void {
    this.#order += 1;
    const fact = { type, at, order: this.#order, actor, data };
    const stream = of.get(id);
    if (stream) stream.push(fact);
    else of.set(id, [fact]);
  }

  #register(command: Command): Answer | null {
    const { actor, data, id, at } = command;
    if (!isAny(actor)) return refusal('not-permitted');
    // AMBIGUOUS: already-exists stands with the other 409, after who and before the rules. Alternative: with existence (404).
    if (this.log.concerns.has(id)) return refusal('already-exists');
    const answer = this.#ruled(command, [['occurred-in-future', instantOf(data, 'receivedAt') > at]]);
    if (answer === null) this.#append(this.log.concerns, id, command.name, command, data);
    return answer;
  }

  #onConcern(command: Command): Answer | null {
    const { actor, data, id, at, name } = command;
    const concern = this.#seen(actor, id);
    if (!concern) return refusal('not-found');
    if (!mayDoOnConcern(name, actor, concern, data)) return refusal('not-permitted');
    const forwarded = name === 'ForwardConcern' ? str(data, 'newConcernId') : null;
    if (forwarded !== null && this.log.concerns.has(forwarded)) return refusal('already-exists');
    const answer = this.#ruled(command, [
      ...concernRules(name, actor, data, {
        concern,
        knows: (other) => this.#seen(actor, other) !== undefined,
      }),
      // AMBIGUOUS: nothing on a concern may be dated before its registration. Alternative: only before receivedAt.
      ['out-of-order', at < concern.registeredAt],
    ]);
    if (answer !== null) return answer;
    this.#append(this.log.concerns, id, name, command, data);
    if (forwarded !== null) {
      // AMBIGUOUS: at the receiver it is received when it is forwarded, and the forwarding agency registered it.
      // Alternative: the first receivedAt goes along.
      const receivedAt = new Date(at).toISOString();
      const infohus = str(data, 'toInfohus');
      this.#append(this.log.concerns, forwarded, 'ForwardedHere', command, { infohus, receivedAt });
    }
    return null;
  }

  #open(command: Command): Answer | null {
    const { actor, data, id, at } = command;
    const infohus = str(data, 'infohus');
    if (!coordinates(actor, infohus)) return refusal('not-permitted');
    if (this.log.cases.has(id)) return refusal('already-exists');
    const ids = strings(data, 'concernIds');
    const concerns = ids.map((concernId) => this.#seen(actor, concernId));
    const registered = concerns.map((concern) => concern?.registeredAt ?? Number.NEGATIVE_INFINITY);
    const answer = this.#ruled(command, [
      ...concernsForCase(concerns, infohus),
      ['unknown-agency', !isAgencyOf(infohus, str(data, 'responsibleAgency'))],
      // AMBIGUOUS: a case may not be dated before its concerns were registered. Alternative: nor before they were qualified.
      ['out-of-order', at < Math.max(...registered)],
    ]);
    if (answer !== null) return answer;
    this.#append(this.log.cases, id, command.name, command, data);
    for (const concernId of ids) this.#link(concernId, command);
    return null;
  }

  #link(concernId: string, command: Command): void {
    this.#append(this.log.concerns, concernId, 'Linked', command, { caseId: command.id });
  }

  #onCase(command: Command): Answer | null {
    const { actor, data, id, at, name } = command;
    const state = this.case(id);
    const sight = state ? sightOfCase(actor, state) : 'none';
    // Police of the Infohus hand over and clear, and see nothing else of the case.
    const offered =
      (name === 'HandCaseToSecurity' || name === 'ClearForSupport') && state && isPoliceOf(actor, state.infohus);
    if (!state || (sight === 'none' && !offered)) return refusal('not-found');
    const world = {
      state,
      actor,
      data,
      at,
      concern: (concernId: string) => this.#seen(actor, concernId),
      guardians: (personId: string) => this.#guardians(personId),
    };
    if (!mayDoOnCase(name, world)) return refusal('not-permitted');
    const answer = this.#ruled(command, caseRules(name, world));
    if (answer !== null) return answer;
    this.#append(this.log.cases, id, name, command, data);
    // AMBIGUOUS: the concern of ReopenCase is linked to the case like that of LinkConcern, though its row does not say so.
    if (name === 'LinkConcern' || name === 'ReopenCase') this.#link(str(data, 'concernId'), command);
    return null;
  }

  #rest(command: Command, aggregate: RestAggregate): Answer | null {
    const { actor, id, data, name, row } = command;
    const streams = restStreams(this.log, aggregate);
    const facts = streams.get(id) ?? [];
    // AMBIGUOUS: SignAgreement opens a partner and may be repeated on it; SignCharter needs one. Alternatives: a second
    // agreement is already-exists; a charter opens a partner too.
    if (!row.creates && facts.length === 0) return refusal('not-found');
    const infohus = String((facts[0]?.data ?? data).infohus);
    if (!mayDoOnRest(name, aggregate, actor, infohus)) return refusal('not-permitted');
    if (row.creates && facts.length > 0 && aggregate !== 'partner') return refusal('already-exists');
    const answer = this.#ruled(command, restRules(command, facts));
    if (answer === null) this.#append(streams, id, name, command, data);
    return answer;
  }

  /** AMBIGUOUS: identities have no visibility rule in the contract; whoever may do a person's command sees the person. */
  #person(command: Command): Answer | null {
    const { actor, id, data, name, row } = command;
    const exists = this.#people.has(id);
    if (!row.creates && !exists) return refusal('not-found');
    if (!(name === 'MergePersons' ? coordinatesAnywhere(actor) : isAny(actor))) return refusal('not-permitted');
    if (row.creates && exists) return refusal('already-exists');
    if (name === 'MergePersons' && !this.#people.has(str(data, 'into'))) return refusal('not-found');
    const answer = this.#ruled(command, []);
    if (answer !== null) return answer;
    this.#people.add(id);
    this.#append(this.log.persons, id, name, command, data);
    return null;
  }

  /** AMBIGUOUS: `id` of these is read as the line's own, so the same id twice is no conflict: the stream is the indicator's. */
  #figure(command: Command): Answer | null {
    const { actor, name, data } = command;
    const here = coordinates(actor, str(data, 'infohus'));
    const may =
      name === 'AdoptPlan'
        ? actor.role === 'administrator' || here
        : actor.role === 'analyst' || (here && name === 'RecordMeasurement');
    if (!may) return refusal('not-permitted');
    const answer = this.#ruled(command, []);
    if (answer !== null) return answer;
    this.#order += 1;
    this.log.figures.push({ type: name, at: command.at, order: this.#order, actor, data });
    return null;
  }

  /**
   * AnnulEvent and CorrectEvent. How event ids derive from a commandId is no part of the contract, so the event a line names
   * is always unknown here: no-such-event for whoever sees the stream.
   */
  #event(command: Command): Answer | null {
    const { actor, id } = command;
    const state = this.case(id);
    const concern = this.concern(id);
    const sees = state
      ? sightOfCase(actor, state) !== 'none'
      : concern
        ? this.#seen(actor, id) !== undefined
        : this.#people.has(id) || [...REST].some((name) => isRest(name) && restStreams(this.log, name).has(id));
    if (!sees) return refusal('not-found');
    if (!isAny(actor)) return refusal('not-permitted');
    return this.#ruled(command, [['no-such-event', true]]);
  }
}
