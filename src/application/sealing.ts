import { createHash } from 'node:crypto';
import type { Send } from '../domain/kernel/decider.js';
import type { Actor, ActorKind, Envelope, Recorded, Regime } from '../domain/kernel/event.js';
import { APART, inside, type Sealed } from '../domain/kernel/sealed.js';
import type { Draft } from '../domain/kernel/vocabulary.js';
import { encode, hashOf, sealedIn } from './codec.js';
import type { Loaded } from './load.js';
import type { EventStore, EventToAppend, StreamWrite } from './ports/event-store.js';
import type { SealRequest, Vault } from './ports/vault.js';
import { uuidOf } from './uuid-of.js';

/** An aggregate in play: as loaded, and what a command adds to it. */
export interface PendingChanges {
  readonly loaded: Loaded;
  readonly drafts: readonly Draft[];
}
/** What a command's events have in common. */
export interface EventMetadata {
  readonly at: string;
  readonly actor: Actor;
  readonly kind: ActorKind;
  readonly commandId: string;
  regimeOf(agency: string): Regime;
}
export interface Decision {
  readonly changes: readonly PendingChanges[];
  readonly guards: readonly StreamWrite[];
  /** What the changes after the first are the answer to. */
  readonly sends: readonly Send[];
  readonly envelope: EventMetadata;
}

/** Event ids derive from the command id and the event's place in it: giving a command again cannot make new ones. */
export function eventIdOf(commandId: string, ordinal: number): string {
  return uuidOf(createHash('sha256').update(`${commandId}/${ordinal}`).digest());
}

/** From what was decided to bytes: envelopes around the drafts, sealed fields into the vault, commitments into the events. */
export class Sealing {
  constructor(
    private readonly store: Pick<EventStore, 'readSegments' | 'readStream'>,
    private readonly vault: Vault,
  ) {}

  /** The id of a command that the system gives: under the installation's key, so that nobody can take it beforehand. */
  systemCommandId(name: string): string {
    return uuidOf(this.vault.digest('system-command', name));
  }

  async seal(changes: readonly PendingChanges[], common: EventMetadata): Promise<readonly StreamWrite[]> {
    let ordinal = 0;
    const enveloped = changes.map((change) => ({ change, events: envelopes(change, common, () => ordinal++) }));
    const all = enveloped.flatMap(({ events }) => events);
    const asked = await this.requests(all);
    const sealed = await this.vault.seal(asked);
    const of = (eventId: string) => sealed.filter((_, i) => asked[i]?.eventId === eventId);
    return enveloped.map(({ change: { loaded }, events }) => {
      let previous = loaded.previous;
      const written = events.map((event): EventToAppend => {
        const own = of(event.eventId);
        const bytes = encode(
          event,
          previous,
          own.map((s) => s.commitment),
        );
        previous = hashOf(bytes);
        return { eventId: event.eventId, type: event.type, bytes, segments: own.map((s) => s.segment) };
      });
      return { stream: loaded.stream, expectedVersion: loaded.version, events: written };
    });
  }

  /** Opens sealed values read back from the log; what was erased is left out. */
  async open(values: readonly Sealed[]): Promise<ReadonlyMap<Sealed, unknown>> {
    const stored = values.flatMap((value) => {
      const what = inside(value);
      return 'commitment' in what ? [{ value, what }] : [];
    });
    if (stored.length === 0) return new Map();
    const segments = await this.store.readSegments([...new Set(stored.map(({ what }) => what.eventId))]);
    const opened = await this.vault.open(
      stored.map(({ what }) => what),
      segments,
    );
    return new Map(
      stored.flatMap(({ value, what }) => {
        const content = opened.get(`${what.eventId}/${what.segment}`);
        return content === undefined || content === 'erased' ? [] : [[value, content.content] as const];
      }),
    );
  }

  private async requests(events: readonly Envelope[]): Promise<readonly SealRequest[]> {
    const values = events.flatMap((event) => sealedIn(event.data).map((value, segment) => ({ event, value, segment })));
    const carried = await this.open(values.map(({ value }) => value));
    return values.map(({ event, value, segment }) => {
      const what = inside(value);
      const content = 'content' in what ? what.content : (carried.get(value) ?? null);
      const { eventId, stream, type } = event;
      return {
        eventId,
        stream,
        type,
        segment,
        scope: scopeOf(event, 'content' in what ? what.about : undefined),
        content,
      };
    });
  }
}

/** Which segment of its event a value of the log is; undefined: it is not in the log yet. */
export function segmentOf(value: Sealed): number | undefined {
  const what = inside(value);
  return 'segment' in what ? what.segment : undefined;
}

/** The aggregate's own key; a person's within it. An erasure destroys what these name. */
export const ownScope = (stream: string): string => stream.replace('-', ':');
export const personScope = (personId: string, stream: string): string => `person:${personId}@${ownScope(stream)}`;

/** The key of the person it is about, in this aggregate; else the aggregate's own (design.md, People and secrets). */
function scopeOf({ stream, data }: Envelope, about: string | undefined): string {
  const own = ownScope(stream);
  if (about === APART) return `${own}/apart`;
  const { ids, ...fields } = data as Record<string, unknown>;
  const personId = about && (fields[about] ?? (ids as Record<string, unknown> | undefined)?.[about]);
  return typeof personId === 'string' ? personScope(personId, stream) : own;
}

function envelopes({ loaded, drafts }: PendingChanges, common: EventMetadata, next: () => number): readonly Envelope[] {
  const { decider, stream } = loaded;
  let { state } = loaded;
  return drafts.map((draft, i) => {
    const { at, actor, kind, commandId } = common;
    const event = {
      eventId: eventIdOf(commandId, next()),
      type: draft.type,
      schemaVersion: draft.schemaVersion,
      stream,
      version: loaded.version + i + 1,
      occurredAt: at,
      actor: { userId: actor.userId, agency: actor.agency, role: actor.role, kind },
      commandId,
      correlationId: commandId,
      causationId: commandId,
      data: draft.data,
    };
    // The controller is the agency that holds it once this has happened: it moves with the handover (KØ-11).
    state = decider.evolve(state, {
      ...event,
      controller: '',
      regime: 'GDPR',
      position: 0,
      recordedAt: at,
    } as Recorded);
    const controller = decider.controller?.(state, draft.type) ?? actor.agency;
    return { ...event, controller, regime: common.regimeOf(controller) };
  });
}
