import type { Upload } from '../../domain/document/upload.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { AnyDecider, Context, Packed, Send } from '../../domain/kernel/decider.js';
import { type Actor, INSTALLATION, idOf, streamOf } from '../../domain/kernel/event.js';
import { type Past, pastOf } from '../../domain/kernel/past.js';
import { type PersonState, personAggregate } from '../../domain/person/state.js';
import { survivorBy } from '../../domain/person/survivor.js';
import { type AdoptionState, adoptionAggregate } from '../../domain/plan/adoption.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { isCoordinator, ofPlan, plansInForce } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import { deciderNamed, isEverywhere } from '../../domain/registry.js';
import { Acquaintance } from '../authorization/acquaintance.js';
import { amendsIn, whoAmends } from '../authorization/amending.js';
import { recordedBy } from '../authorization/relations.js';
import { type AuthorizationContext, mayGive } from '../authorization/who.js';
import { type Loaded, loadFrom } from '../load.js';
import type { PlanBook } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import type { KnownInstallation } from '../ports/installations.js';
import type { References } from '../references.js';
import { notFound, notPermitted, Refused, violated } from '../refusal.js';
import type { Decision, PendingChanges, Sealing } from '../sealing.js';
import { type HandedRecord, type Handing, packedNow } from '../transfers/packing.js';
import { Gathered } from './gathered.js';
import type { CommandEnvelope } from './request.js';

/** What a decision is made from, whatever the command. */
export interface Deciding {
  readonly store: EventStore;
  readonly book: PlanBook;
  readonly sealing: Sealing;
  readonly references: References;
  /** Documents that wait to be attached (B-1); none where nothing is uploaded. */
  readonly uploads?: Uploads | undefined;
  /** Other installations that the configuration knows (B-7). */
  readonly installations?: readonly Pick<KnownInstallation, 'code'>[] | undefined;
}
/** What a user uploaded, until it hangs on something. */
export interface Uploads {
  find(documentId: string, actor: Actor): Promise<Upload | undefined>;
  taken(documentId: string): Promise<void>;
}

/** One try at a command, from one reading of the streams. */
export class CommandDecision {
  private readonly store: EventStore;
  private readonly book: PlanBook;
  private readonly acquaintance: Acquaintance;
  private readonly gathered: Gathered;
  /** The actor's agency has left it: it is shown the events that it recorded, and nothing else (commands.md, Roles). */
  private onlyOwn = false;
  private upload: Upload | undefined;
  private package: Packed | undefined;

  constructor(
    private readonly given: CommandEnvelope,
    private readonly deciding: Deciding,
    private readonly now: string,
  ) {
    const { store, book, references } = deciding;
    this.store = store;
    this.book = book;
    this.acquaintance = new Acquaintance(given.actor, store, book, references, now);
    this.gathered = new Gathered(deciding, this.acquaintance);
  }

  async decide(): Promise<Decision> {
    const { request, actor, kind, commandId } = this.given;
    await this.book.refresh();
    const main = await this.main();
    const { decider } = main;
    const { name } = request.command;
    const at = request.at ?? this.now;
    await this.admit(main);
    this.upload = await this.uploaded();
    this.package = await this.packed(main);
    const context = this.context(main, at);
    await this.gathered.until(
      () => decider.together(main.state, name, request.data, context).flatMap((id) => context.past.find(id) ?? []),
      () => decider.reads(main.state, name, request.data, context),
      () => decider.opens(main.state, name, request.data, context),
    );
    const verdict = decider.decide(main.state, name, request.data, context);
    if ('refused' in verdict) throw refusalFor(verdict);
    const sent = await this.deliver(verdict.sends, at);
    const changes = [{ loaded: main, drafts: verdict.events }, ...sent];
    const written = new Set(changes.map((p) => p.loaded.stream));
    const guards = this.gathered
      .records()
      .filter((o) => !written.has(o.stream))
      .map(guard);
    return {
      changes,
      guards,
      sends: verdict.sends,
      envelope: { at, actor, kind, commandId, regimeOf: (agency) => this.book.regimeOf(agency) },
    };
  }

  /** Visible, permitted, at the version that was seen, and not there yet where it is new: in the contract's order. */
  private async admit(main: Loaded): Promise<void> {
    const { request, actor, kind, expectedVersion } = this.given;
    const { decider, state } = main;
    const definition = decider.commands[request.command.name] ?? request.command.definition;
    const on = definition.on ?? 'existing';
    const exists = decider.exists(state);
    if (on === 'existing' && !exists) throw notFound();
    const amends = definition.who.includes('recorder') ? amendsIn(decider, pastOf(main.events), request) : undefined;
    const standing: AuthorizationContext = {
      actor,
      system: kind === 'system',
      // Permission is by the rights of now, whatever `at` says (commands.md, Roles).
      plan: this.planOf(main, this.now),
      plans: plansInForce(this.book.plans, localDateOf(this.now)),
      aggregate: decider.aggregate,
      state,
      data: request.data,
      amends,
    };
    const offered = definition.unseen !== undefined && mayGive(definition.unseen, standing);
    const known = kind === 'system' || on !== 'existing' || offered || (await this.acquaintance.with(main));
    if (!known) {
      const own = recordedBy(main.events, actor).length > 0 && mayGive(['any'], standing);
      if (!own || !definition.who.includes('recorder')) throw notFound();
      this.onlyOwn = true;
    }
    const narrowed = definition.narrowed?.(request.data as Record<string, unknown>);
    this.mayName(main);
    // Whose event it is that one may not see, nobody learns here: the rule says that there is none.
    const unseen = this.onlyOwn && amends?.recordedBy !== actor.agency;
    const who = narrowed ? [narrowed] : amends && !unseen ? whoAmends(definition.who, standing) : definition.who;
    if (!unseen && !mayGive(who, standing)) throw notPermitted();
    if (expectedVersion !== undefined && expectedVersion !== main.version) {
      throw new Refused(
        'version-conflict',
        `The record is at version ${main.version}. Look at what is new, then repeat.`,
      );
    }
    if (on === 'new' && exists) throw idTaken();
  }

  /** A command that names an Infohus names one of the actor's own; the installation's administrator adopts an Infohus' first plan. */
  private mayName({ decider, state }: Loaded): void {
    const { request, actor, kind } = this.given;
    const { infohus, changes } = request.data as { infohus?: string; changes?: { infohus?: string } };
    // What a correction may name is the correction's to say.
    const named = infohus ?? (isEverywhere(request.command) ? undefined : changes?.infohus);
    if (named === undefined || kind === 'system') return;
    const isFirst = decider.aggregate === adoptionAggregate.aggregate && (state as AdoptionState).adopted.length === 0;
    if (isFirst && actor.role === 'administrator' && actor.agency === INSTALLATION) return;
    if (!this.book.plans.some((p) => p.infohus === named)) throw notFound();
    if (!ofPlan(actor.agency, planInForce(this.book.plans, named, localDateOf(this.now)))) throw notPermitted();
  }

  /** The aggregate the command is for. Where several take it, the event it names, or what there is by that id, says which. */
  private async main(): Promise<Loaded> {
    const { command, id, data } = this.given.request;
    const [only] = command.on;
    if (only && command.on.length === 1) {
      const loaded = await this.read(only, only.streamId?.(id, data as Record<string, unknown>) ?? id);
      return only.aggregate === personAggregate.aggregate ? this.survivorOf(loaded) : loaded;
    }
    const stored = await this.store.readStreams(command.on.map((a) => streamOf(a.aggregate, id)));
    const found = command.on.map((a) => loadFrom(a, streamOf(a.aggregate, id), stored)).filter((l) => l.version > 0);
    const { eventId } = data as { eventId?: string };
    const named = eventId === undefined ? undefined : found.find((l) => l.events.some((e) => e.eventId === eventId));
    const chosen = named ?? found[0];
    if (!chosen) throw notFound();
    return chosen;
  }

  /** Merged persons are one: a command about one that was merged is about who they are now. Only a merge, and that an erasure is done, are about the id itself. */
  private async survivorOf(loaded: Loaded): Promise<Loaded> {
    if (OF_THE_ID.has(this.given.request.command.name)) return loaded;
    const passed = new Map([[idOf(loaded.stream), loaded]]);
    const into = (l: Loaded) => (l.state as PersonState).mergedInto;
    for (let next = into(loaded); next && !passed.has(next); ) {
      const found = await this.read(loaded.decider, next);
      passed.set(next, found);
      next = into(found);
    }
    const survivor = survivorBy((id) => {
      const known = passed.get(id);
      return known && into(known);
    });
    return passed.get(survivor(idOf(loaded.stream))) ?? loaded;
  }

  private async read(decider: AnyDecider, id: string): Promise<Loaded> {
    const stream = streamOf(decider.aggregate, id);
    return loadFrom(decider, stream, await this.store.readStream(stream));
  }

  private planOf({ decider, state }: Loaded, on: string) {
    const { request, actor } = this.given;
    const named = decider.infohus(state) ?? (request.data as { infohus?: string }).infohus;
    const infohus = named ?? (decider.ofTheActor ? coordinatedBy(this.book.plans, actor, this.now) : undefined);
    return infohus === undefined ? undefined : planInForce(this.book.plans, infohus, localDateOf(on));
  }

  private async uploaded(): Promise<Upload | undefined> {
    const { request, actor } = this.given;
    if (request.command.definition.brings !== 'document') return undefined;
    return this.deciding.uploads?.find((request.data as { documentId: string }).documentId, actor);
  }

  /** What a command passes on to another installation, made before it is decided: its event holds the hash. */
  private async packed({ decider: { aggregate }, stream }: Loaded): Promise<Packed | undefined> {
    const { request, actor } = this.given;
    if (request.command.definition.brings !== 'package') return undefined;
    const of = { aggregate, id: idOf(stream) } as HandedRecord;
    return packedNow({ ...this.deciding, now: this.now }, of, actor, request.data as Handing);
  }

  private context(main: Loaded, at: string): Context {
    const past = () => pastOf(main.events, this.gathered.together, this.onlyOwn ? this.given.actor.agency : undefined);
    let known: Past | undefined;
    return {
      id: main.stream.slice(main.decider.aggregate.length + 1),
      at,
      now: this.now,
      actor: this.given.actor,
      plan: this.planOf(main, at),
      plans: this.book.plans,
      upload: (documentId) => (this.upload?.documentId === documentId ? this.upload : undefined),
      package: this.package,
      installations: this.deciding.installations?.map(({ code }) => code),
      planHash: (planId) => this.book.newestHashOf(planId),
      read: (of, id) => this.gathered.read(of, id),
      naming: (of, id) => this.gathered.naming(of, id),
      open: (sealed) => this.gathered.open(sealed),
      get past() {
        known ??= past();
        return known;
      },
    };
  }
  /** What the decision asks of other aggregates, each decided by its own rules and appended with it. */
  private async deliver(sends: readonly Send[], at: string): Promise<readonly PendingChanges[]> {
    const changes: PendingChanges[] = [];
    for (const { to, id, command, data } of sends) {
      const decider = deciderNamed(to.aggregate);
      const loaded = this.gathered.record(to, id) ?? (await this.read(decider, id));
      if (decider.commands[command]?.on === 'new' && loaded.version > 0) {
        throw idTaken();
      }
      const verdict = decider.decide(loaded.state, command, data, this.context(loaded, at));
      if ('refused' in verdict) throw violated(verdict.refused, verdict.detail);
      changes.push({ loaded, drafts: verdict.events });
    }
    return changes;
  }
}

const OF_THE_ID: ReadonlySet<string> = new Set(['MergePersons', 'ErasePerson']);

/** The Infohus that the actor coordinates on that day. */
const coordinatedBy = (plans: readonly Plan[], actor: Actor, at: string): string | undefined =>
  [...new Set(plans.map((p) => p.infohus))].find((infohus) =>
    isCoordinator(actor, planInForce(plans, infohus, localDateOf(at))),
  );

const idTaken = () => new Refused('already-exists', 'There is something by that id already. Choose a new id.');

/** Three refusals are codes of their own; every other is a rule that was violated. */
function refusalFor({ refused, detail }: { refused: string; detail?: string }): Refused {
  if (refused === 'not-found') return notFound();
  if (refused === 'not-permitted') return notPermitted();
  if (refused === 'already-exists')
    return new Refused('already-exists', 'There is something by that id in it already. Choose a new id.');
  return violated(refused, detail);
}

const guard = ({ stream, version }: Loaded) => ({ stream, expectedVersion: version, events: [] });
