import { concernAggregate } from '../../domain/concern/state.js';
import type { AggregateType, AnyDecider, NamingRef, Ref } from '../../domain/kernel/decider.js';
import { aggregateOf, idOf, type Recorded, streamOf } from '../../domain/kernel/event.js';
import type { Together } from '../../domain/kernel/past.js';
import type { Sealed } from '../../domain/kernel/sealed.js';
import { deciderNamed } from '../../domain/registry.js';
import type { Acquaintance } from '../authorization/acquaintance.js';
import { type Loaded, loadFrom } from '../load.js';
import type { EventStore } from '../ports/event-store.js';
import type { References } from '../references.js';
import type { Sealing } from '../sealing.js';
import { togetherOf } from './together.js';

interface Sources {
  readonly store: EventStore;
  readonly sealing: Sealing;
  readonly references: References;
}

/** What a decision reads and opens beside its own record; every record read is guarded in the append. */
export class Gathered {
  readonly together = new Map<string, Together>();
  private readonly others = new Map<string, Loaded>();
  private readonly hidden = new Set<string>();
  private readonly named = new Map<string, readonly Loaded[]>();
  private readonly asked = new Set<Sealed>();
  private readonly opened = new Map<Sealed, unknown>();

  constructor(
    private readonly sources: Sources,
    private readonly acquaintance: Acquaintance,
  ) {}

  /** Reads and opens what the decision asks for, until it names nothing new: who a person was merged into stands in what is read first. */
  async until(
    together: () => readonly Recorded[],
    reads: () => readonly (Ref | NamingRef)[],
    opens: () => readonly Sealed[],
  ): Promise<void> {
    const { store, sealing } = this.sources;
    for (;;) {
      const events = together().filter(({ eventId }) => !this.together.has(eventId));
      for (const event of events) this.together.set(event.eventId, await togetherOf(store, sealing, event));
      const asked = reads();
      const refs = asked.filter((r): r is Ref => 'id' in r && !this.others.has(streamOf(r.of.aggregate, r.id)));
      const namings = asked.filter((r): r is NamingRef => 'naming' in r && !this.named.has(keyOf(r.of, r.naming)));
      const sealed = opens().filter((value) => !this.asked.has(value));
      if (events.length + refs.length + namings.length + sealed.length === 0) return;
      await this.load(refs);
      for (const naming of namings) await this.find(naming);
      for (const value of sealed) this.asked.add(value);
      for (const [value, content] of await sealing.open(sealed)) this.opened.set(value, content);
    }
  }

  records(): readonly Loaded[] {
    return [...this.others.values()];
  }

  record({ aggregate }: AggregateType, id: string): Loaded | undefined {
    return this.others.get(streamOf(aggregate, id));
  }

  read<S>(of: AggregateType<S>, id: string): S {
    const loaded = this.hidden.has(streamOf(of.aggregate, id)) ? undefined : this.record(of, id);
    return loaded ? (loaded.state as S) : of.initial;
  }

  naming<S>(of: AggregateType<S>, id: string): ReadonlyMap<string, S> {
    return new Map((this.named.get(keyOf(of, id)) ?? []).map((l) => [idOf(l.stream), l.state as S]));
  }

  open<T>(sealed: Sealed<T>): T | undefined {
    return this.opened.get(sealed) as T | undefined;
  }

  private async load(refs: readonly Ref[]): Promise<void> {
    const streams = [...new Set(refs.map(({ of, id }) => streamOf(of.aggregate, id)))];
    const stored = streams.length === 0 ? [] : await this.sources.store.readStreams(streams);
    for (const { of, id, seen } of refs) {
      const loaded = loadFrom(deciderOf(of), streamOf(of.aggregate, id), stored);
      this.others.set(loaded.stream, loaded);
      // A guardian is asked for by the rule, not by the person who answers; a concern that may not be seen is as one that is not there.
      const mustBeSeen = seen || of.aggregate === concernAggregate.aggregate;
      if (mustBeSeen && loaded.version > 0 && !(await this.acquaintance.with(loaded))) this.hidden.add(loaded.stream);
    }
  }

  /** Streams that name the id; those are guarded too, though not against another that names it meanwhile. */
  private async find({ of, naming }: NamingRef): Promise<void> {
    const streams = await this.sources.references.to(naming);
    const own = streams.filter((s) => aggregateOf(s) === of.aggregate);
    const stored = own.length === 0 ? [] : await this.sources.store.readStreams(own);
    const found = own.map((stream) => loadFrom(deciderOf(of), stream, stored));
    for (const loaded of found) this.others.set(loaded.stream, loaded);
    this.named.set(keyOf(of, naming), found);
  }
}

const keyOf = (of: AggregateType, id: string) => `${of.aggregate} ${id}`;
const deciderOf = ({ aggregate }: AggregateType): AnyDecider => deciderNamed(aggregate);
