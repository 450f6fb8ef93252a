import { type CaseState, caseAggregate } from '../../domain/case/state.js';
import { type ConcernState, caseOf, concernAggregate } from '../../domain/concern/state.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import type { AnyDecider, Context, Ref, Send } from '../../domain/kernel/decider.js';
import { type Actor, streamOf } from '../../domain/kernel/event.js';
import type { Sealed } from '../../domain/kernel/sealed.js';
import { planInForce } from '../../domain/plan/in-force.js';
import { isCoordinator } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import { aggregateNamed, aggregates } from '../../domain/registry.js';
import { decide as permits } from '../authorization/policy.js';
import { type Relation, toCase, toConcern } from '../authorization/relations.js';
import { mayGive } from '../authorization/who.js';
import type { PlanBook } from '../plan-book.js';
import type { EventStore } from '../ports/event-store.js';
import { notFound, notPermitted, Refused, violated } from '../refusal.js';
import type { Decision, PendingChanges, Sealing } from '../sealing.js';
import { findIn, type Loaded, loadFrom } from './load.js';
import type { CommandEnvelope } from './request.js';

/** One try at a command, from one reading of the streams. */
export class CommandDecision {
  private readonly others = new Map<string, Loaded>();
  private readonly hidden = new Set<string>();
  private readonly asked = new Set<Sealed>();
  private readonly opened = new Map<Sealed, unknown>();

  constructor(
    private readonly given: CommandEnvelope,
    private readonly store: EventStore,
    private readonly book: PlanBook,
    private readonly sealing: Sealing,
    private readonly now: string,
  ) {}

  async decide(): Promise<Decision> {
    const { request, actor, kind, commandId, expectedVersion } = this.given;
    await this.book.refresh();
    const main = await this.main();
    const { decider } = main;
    const { name, definition } = request.command;
    const at = request.at ?? this.now;
    const exists = decider.exists(main.state);
    const on = definition.on ?? 'existing';
    if (on === 'existing' && !exists) throw notFound();
    const plan = this.planOf(main, at);
    const eventId = (request.data as { eventId?: string }).eventId;
    const recordedBy = eventId ? findIn(main, eventId)?.actor.agency : undefined;
    const standing = {
      actor,
      system: kind === 'system',
      plan,
      plans: this.book.plans,
      aggregate: decider.aggregate,
      state: main.state,
      data: request.data,
      recordedBy,
    };
    const offered = definition.unseen !== undefined && mayGive(definition.unseen, standing);
    if (on === 'existing' && !offered && !(await this.knows(main, at))) throw notFound();
    const narrowed = definition.narrowed?.(request.data as Record<string, unknown>);
    if (!mayGive(narrowed ? [narrowed] : definition.who, standing)) throw notPermitted();
    if (expectedVersion !== undefined && expectedVersion !== main.version) {
      throw new Refused(
        'version-conflict',
        `The record is at version ${main.version}. Look at what is new, then repeat.`,
      );
    }
    if (on === 'new' && exists)
      throw new Refused('already-exists', 'There is something by that id already. Choose a new id.');

    const context = this.context(main, at);
    await this.gather(
      () => decider.reads(main.state, name, request.data, context),
      () => decider.opens(main.state, name, request.data, context),
      at,
    );
    const verdict = decider.decide(main.state, name, request.data, context);
    if ('refused' in verdict) {
      if (verdict.refused === 'not-found') throw notFound();
      if (verdict.refused === 'already-exists')
        throw new Refused('already-exists', 'There is something by that id in it already. Choose a new id.');
      throw violated(verdict.refused, verdict.detail);
    }
    const sent = await this.deliver(verdict.sends, at);
    const changes = [{ loaded: main, drafts: verdict.events }, ...sent];
    const written = new Set(changes.map((p) => p.loaded.stream));
    const guards = [...this.others.values()].filter((o) => !written.has(o.stream)).map(guard);
    return {
      changes,
      guards,
      sends: verdict.sends,
      envelope: { at, actor, kind, commandId, regimeOf: (agency) => this.book.regimeOf(agency) },
    };
  }

  /** The aggregate the command is for. CorrectEvent and AnnulEvent are taken by every one: the event they name says which. */
  private async main(): Promise<Loaded> {
    const { command, id, data } = this.given.request;
    const [only] = command.on;
    if (only && command.on.length === 1)
      return this.read(only, only.streamId?.(id, data as Record<string, unknown>) ?? id);
    const candidates = aggregates.filter((a) => a.aggregate !== 'access' && a.aggregate !== 'deadline');
    const stored = await this.store.readStreams(candidates.map((a) => streamOf(a.aggregate, id)));
    const found = candidates.map((a) => loadFrom(a, streamOf(a.aggregate, id), stored)).filter((l) => l.version > 0);
    const named = found.find((l) => findIn(l, (data as { eventId: string }).eventId));
    const chosen = named ?? found[0];
    if (!chosen) throw notFound();
    return chosen;
  }

  private async read(decider: AnyDecider, id: string): Promise<Loaded> {
    const stream = streamOf(decider.aggregate, id);
    return loadFrom(decider, stream, await this.store.readStream(stream));
  }

  private planOf({ decider, state }: Loaded, at: string) {
    const { request, actor } = this.given;
    const named = decider.infohus(state) ?? (request.data as { infohus?: string }).infohus;
    const infohus = named ?? (decider.ofTheActor ? coordinatedBy(this.book.plans, actor, at) : undefined);
    return infohus === undefined ? undefined : planInForce(this.book.plans, infohus, localDateOf(at));
  }

  /** Only those who stand in a relation to it know that it exists (domain.md rule 11). */
  private async knows(loaded: Loaded, at: string): Promise<boolean> {
    const { actor, kind } = this.given;
    const { aggregate } = loaded.decider;
    const about = loaded.decider.about?.(loaded.state);
    const decider = about && aggregateNamed(about.of.aggregate);
    if (kind === 'system') return true;
    if (about && decider) return this.knows(await this.read(decider, about.id), at);
    if (aggregate !== 'case' && aggregate !== 'concern') return true;
    return permits(actor, 'know', aggregate, 'casework', await this.relationsTo(loaded, at));
  }

  private async relationsTo(loaded: Loaded, at: string): Promise<readonly Relation[]> {
    const { actor } = this.given;
    const plan = this.planOf(loaded, at);
    if (loaded.decider.aggregate === 'case') return toCase(loaded.state as CaseState, actor, plan);
    const state = loaded.state as ConcernState;
    const caseId = caseOf(state);
    const decider = aggregateNamed(caseAggregate.aggregate);
    const itsCase = caseId && decider ? ((await this.read(decider, caseId)).state as CaseState) : undefined;
    return toConcern(state, actor, plan, itsCase);
  }

  /** Reads and opens what the decision asks for, until it names nothing new: who a person was merged into stands in what is read first. */
  private async gather(reads: () => readonly Ref[], opens: () => readonly Sealed[], at: string): Promise<void> {
    for (;;) {
      const refs = reads().filter(({ of, id }) => !this.others.has(streamOf(of.aggregate, id)));
      const sealed = opens().filter((value) => !this.asked.has(value));
      if (refs.length === 0 && sealed.length === 0) return;
      await this.load(refs, at);
      for (const value of sealed) this.asked.add(value);
      for (const [value, content] of await this.sealing.open(sealed)) this.opened.set(value, content);
    }
  }

  private async load(refs: readonly Ref[], at: string): Promise<void> {
    const streams = [...new Set(refs.map(({ of, id }) => streamOf(of.aggregate, id)))];
    const stored = streams.length === 0 ? [] : await this.store.readStreams(streams);
    for (const { of, id } of refs) {
      const decider = aggregateNamed(of.aggregate);
      if (!decider) throw new Error(`there is no aggregate ${of.aggregate}`);
      const loaded = loadFrom(decider, streamOf(of.aggregate, id), stored);
      this.others.set(loaded.stream, loaded);
      // A guardian is asked for by the rule, not by the person who answers; a concern that may not be seen is as one that is not there.
      if (
        of.aggregate === concernAggregate.aggregate &&
        decider.exists(loaded.state) &&
        !(await this.knows(loaded, at))
      ) {
        this.hidden.add(loaded.stream);
      }
    }
  }

  private context(main: Loaded, at: string): Context {
    return {
      id: main.stream.slice(main.decider.aggregate.length + 1),
      at,
      now: this.now,
      actor: this.given.actor,
      plan: this.planOf(main, at),
      plans: this.book.plans,
      planHash: (planId) => this.book.hashOf(planId),
      read: <S>(of: { readonly aggregate: string; readonly initial: S }, id: string): S => {
        const stream = streamOf(of.aggregate, id);
        const loaded = this.hidden.has(stream) ? undefined : this.others.get(stream);
        return loaded ? (loaded.state as S) : of.initial;
      },
      open: <T>(sealed: Sealed<T>) => this.opened.get(sealed) as T | undefined,
      find: (eventId) => findIn(main, eventId),
    };
  }

  /** What the decision asks of other aggregates, each decided by its own rules and appended with it. */
  private async deliver(sends: readonly Send[], at: string): Promise<readonly PendingChanges[]> {
    const changes: PendingChanges[] = [];
    for (const { to, id, command, data } of sends) {
      const decider = aggregateNamed(to.aggregate);
      if (!decider) throw new Error(`there is no aggregate ${to.aggregate}`);
      const loaded = this.others.get(streamOf(to.aggregate, id)) ?? (await this.read(decider, id));
      if (decider.commands[command]?.on === 'new' && loaded.version > 0) {
        throw new Refused('already-exists', 'There is something by that id already. Choose a new id.');
      }
      const verdict = decider.decide(loaded.state, command, data, this.context(loaded, at));
      if ('refused' in verdict) throw violated(verdict.refused, verdict.detail);
      changes.push({ loaded, drafts: verdict.events });
    }
    return changes;
  }
}

/** The Infohus that the actor coordinates on that day. */
const coordinatedBy = (plans: readonly Plan[], actor: Actor, at: string): string | undefined =>
  [...new Set(plans.map((p) => p.infohus))].find((infohus) =>
    isCoordinator(actor, planInForce(plans, infohus, localDateOf(at))),
  );

const guard = ({ stream, version }: Loaded) => ({ stream, expectedVersion: version, events: [] });
