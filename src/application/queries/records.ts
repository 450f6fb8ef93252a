import { idOf, type Recorded, streamOf } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import { meeting } from '../../domain/meeting/meeting.js';
import { type MeetingState, meetingAggregate, present } from '../../domain/meeting/state.js';
import type { RegisterRow, RegisterStates } from '../../projections/registers/registers.js';
import { decodedOnce, hashedOnce, openedPart, sealedIn } from '../codec.js';
import type { EventStore } from '../ports/event-store.js';
import type { Sealing } from '../sealing.js';
import { type Show, timeline } from './case/case-view.js';

/** Events with their sealed values opened, for somebody who may read them. */
export async function opened(sealing: Sealing, events: readonly Recorded[]): Promise<Show> {
  const values = await sealing.open(events.flatMap((e) => sealedIn(shown(e.data))));
  return (data) => openedPart(shown(data), values);
}

/** The key of a document opens its bytes, and is shown to nobody. */
function shown(data: object): object {
  if (!('documentId' in data && 'commitment' in data)) return data;
  const { key: _, commitment: __, ...told } = data as Readonly<Record<string, unknown>>;
  return told;
}

export async function eventsOf(store: EventStore, stream: string) {
  return (await store.readStream(stream)).map(hashedOnce);
}

/** A meeting with what it says: agenda, who was there for each item, decisions, and what happened in order. */
export async function meetingView(store: EventStore, sealing: Sealing, meetingId: string) {
  const events = await eventsOf(store, streamOf(meetingAggregate.aggregate, meetingId));
  const state = history(events).reduce<MeetingState>((s, e) => meeting.evolve(s, e), meetingAggregate.initial);
  const show = await opened(sealing, events);
  const said = new Map(history(events).map((e) => [e.eventId, show(e.data)]));
  return {
    meetingId,
    ...state,
    agenda: state.agenda.map((item) => ({ ...item, present: present(state, item) })),
    decisions: state.decisions.map((d) => ({
      ...d,
      ...(said.get(d.eventId) as { decision?: string; offers?: unknown }),
    })),
    version: events.at(-1)?.version ?? 0,
    timeline: timeline(events, show),
  };
}

/** Registers without persons, as the lists show them. Their texts (a partner's name, a place) are opened at the moment of reading. */
export async function registerView<A extends keyof RegisterStates>(
  store: EventStore,
  sealing: Sealing,
  { rows, hasTexts }: { readonly rows: readonly RegisterRow<A>[]; hasTexts(row: RegisterRow<A>): boolean },
) {
  const read = rows.filter(hasTexts).map((r) => r.stream);
  const events = (read.length === 0 ? [] : await store.readStreams(read)).map(decodedOnce);
  const show = await opened(sealing, events);
  const texts = new Map<string, object>();
  for (const event of history(events)) {
    const text = Object.entries(show(event.data)).filter(([name]) => TEXTS.has(name));
    texts.set(event.stream, { ...texts.get(event.stream), ...Object.fromEntries(text) });
  }
  return rows.map((row) => ({
    ...{ id: idOf(row.stream), at: row.at, ...(hasTexts(row) ? row.state : withoutConcern(row.state)) },
    texts: texts.get(row.stream) ?? {},
  }));
}
/** Whoever is not shown what a record says is not shown which concern it became either. */
const withoutConcern = <S extends object>(state: S): S =>
  'concernId' in state ? { ...state, concernId: null, taken: taken(state) } : state;
const taken = (state: object) => {
  const { taken: found } = state as { taken?: { readonly concernId: string | null } | null };
  return found ? { ...found, concernId: null } : null;
};
const TEXTS = new Set(['name', 'partner', 'place', 'summary', 'outcome', 'method', 'topic']);
