import { type DisposalState, disposalAggregate } from '../../domain/disposal/state.js';
import { type DocumentState, documentAggregate } from '../../domain/document/state.js';
import { aggregateOf, idOf, type Recorded, streamOf } from '../../domain/kernel/event.js';
import { type PersonState, personAggregate } from '../../domain/person/state.js';
import { decode } from '../codec.js';
import type { Executor } from '../commands/execute.js';
import { systemActor, systemCommand } from '../commands/system-command.js';
import { type Attached, attachedIn } from '../documents/attached.js';
import type { Documents } from '../documents/documents.js';
import { loadRecord } from '../load.js';
import { wholePerson } from '../persons.js';
import type { SegmentRef, Shredder } from '../ports/erasing.js';
import type { EventStore } from '../ports/event-store.js';
import type { Clock, Sleep } from '../ports/runtime.js';
import type { References } from '../references.js';
import { ownScope, personScope, segmentOf } from '../sealing.js';
import type { PersonSearch } from '../search/person-search.js';
import { uuidOf } from '../uuid-of.js';
import { shred } from './shred.js';

export interface ErasureDependencies extends Shredder {
  readonly store: EventStore;
  readonly references: References;
  readonly executor: Pick<Executor, 'execute'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** What is typed and not given yet may name whoever is erased. */
  /** What users have typed outside the log, and may name whoever is erased. @param decidedBy the event that says so */
  readonly typed: { forget(decidedBy: string): Promise<void> };
  /** The bytes of a document go with what opened them. */
  readonly documents: Pick<Documents, 'removeOf'>;
  /** Whoever is erased is found by nothing from then on. */
  readonly search: Pick<PersonSearch, 'catchUp'>;
}
type Authorised = Recorded<{ readonly eventId?: string; readonly decision?: string }>;
/** Milliseconds between looks at the log. */
const LOOK = 1000;
const BEGINS = ['ErasureAuthorised', 'DisposalAuthorised', 'SealedTextConfirmed'];

/**
 * Carries out what two people decided: persons erased, records disposed of, texts destroyed. It can be killed at any point and goes on: what the
 * log says was decided and not yet done is done again, and each step done twice is done once.
 */
export class Erasures {
  private seen = 0;
  private waiting: readonly Authorised[] = [];

  constructor(private readonly around: ErasureDependencies) {}

  /** @returns how many decisions were carried out. @throws StoreUnavailable, VaultUnavailable: what is left is done at the next run */
  async run(): Promise<number> {
    const { store } = this.around;
    const { position } = await store.head();
    for await (const batch of store.readAll({ from: this.seen + 1, to: position, types: BEGINS }))
      this.waiting = [...this.waiting, ...batch.map((e) => decode(e) as Authorised)];
    this.seen = position;
    let done = 0;
    for (let [first] = this.waiting; first; [first] = this.waiting) {
      if (await this.carryOut(first)) done++;
      this.waiting = this.waiting.slice(1);
    }
    return done;
  }

  /** Until the signal aborts. What fails is said and tried again at the next look. */
  async follow(signal: AbortSignal, complaint: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      await this.run().catch(complaint);
      await this.around.sleep(LOOK, signal);
    }
  }

  private carryOut(decided: Authorised): Promise<boolean> {
    if (decided.type === 'ErasureAuthorised') return this.erasePerson(decided);
    if (decided.type === 'DisposalAuthorised') return this.dispose(decided);
    return this.destroyText(decided);
  }

  /** By all ids that were merged: they are one person. */
  private async erasePerson(decided: Authorised): Promise<boolean> {
    const personId = idOf(decided.stream);
    if ((await this.stateOf<PersonState>(decided.stream)).rights.erasure?.erasedAt) return false;
    const { ids, streams, states } = await wholePerson(personId, this.around);
    const own = [...ids].filter((id) => states.get(id)?.exists);
    const scopes = [...ids].flatMap((id) => [
      ownScope(streamOf(personAggregate.aggregate, id)),
      ...[...streams].map((stream) => personScope(id, stream)),
    ]);
    const persons = own.map((id) => streamOf(personAggregate.aggregate, id));
    const { eventId: decidedBy } = decided;
    await this.around.typed.forget(decidedBy);
    const at = this.around.clock.now();
    const gone = await shred(this.around.store, this.around, {
      ...{ decidedBy, at, scopes, streams: [...persons, ...streams] },
    });
    await this.around.documents.removeOf([...persons, ...streams], gone.erased);
    // The one that was asked for last: until it stands, all of this is done again.
    for (const id of [...own.filter((other) => other !== personId), personId])
      await this.note('ErasePerson', 'person', id, at, {
        ...{ authorisation: decidedBy, keys: gone.keys, erased: gone.erased },
        review: await this.withoutOwn(gone.left, persons),
      });
    await this.around.segments.erase(gone.segments);
    await this.around.search.catchUp();
    return true;
  }

  /** What the person's own streams still hold is said of the erasure itself. */
  private async withoutOwn(review: readonly string[], persons: readonly string[]): Promise<readonly string[]> {
    const own = new Set((await this.around.store.readStreams(persons)).map((e) => e.eventId));
    return review.filter((id) => !own.has(id));
  }

  private async dispose(decided: Authorised): Promise<boolean> {
    const state = await this.stateOf<DisposalState>(decided.stream);
    const open = state.records.filter(({ recordId }) => !state.disposed.includes(recordId));
    if (open.length > 0) await this.around.typed.forget(decided.eventId);
    for (const { kind, recordId } of open) {
      if (kind === 'document') {
        await this.disposeDocument(decided, recordId);
        continue;
      }
      const stream = streamOf(kind, recordId);
      const { subjects = {} } = await this.stateOf<{ readonly subjects?: object }>(stream);
      const persons = Array.isArray(subjects) ? subjects.map((s) => s.personId) : Object.keys(subjects);
      const at = this.around.clock.now();
      const gone = await shred(this.around.store, this.around, {
        ...{ decidedBy: decided.eventId, at, streams: [stream] },
        scopes: [ownScope(stream), ...persons.map((id) => personScope(id, stream))],
      });
      await this.around.documents.removeOf([stream], gone.erased);
      const data = { authorisation: decided.eventId, kind, recordId, keys: gone.keys, erased: gone.erased };
      await this.note('DisposeRecord', disposalAggregate.aggregate, idOf(decided.stream), at, data, recordId);
      await this.around.segments.erase(gone.segments);
    }
    return open.length > 0;
  }

  /** What it hangs on stays: of its attachment the words and the document's own key go, and its bytes. */
  private async disposeDocument({ eventId: authorisation, stream }: Authorised, recordId: string): Promise<void> {
    const { store, documents, segments, clock } = this.around;
    const { of } = await this.stateOf<DocumentState>(streamOf(documentAggregate.aggregate, recordId));
    const holder = of && streamOf(of.aggregate, of.id);
    const attached = holder ? attachedIn((await store.readStream(holder)).map(decode), recordId) : undefined;
    const erased = attached ? [attached.eventId] : [];
    const refs = await this.sealedIn(erased);
    await this.list(authorisation, refs);
    if (holder) await documents.removeOf([holder], erased);
    // Its key stays with what it hangs on, so the text can be read until it is gone: first that, then the log says so.
    await segments.erase(refs);
    const data = { authorisation, kind: 'document', recordId, keys: 0, erased };
    await this.note('DisposeRecord', disposalAggregate.aggregate, idOf(stream), clock.now(), data, recordId);
  }

  /** A text under the key of its record: the segment alone goes, and the list takes it out of every backup. */
  private async destroyText({ eventId: decidedBy, stream, data }: Authorised): Promise<boolean> {
    if (!data.eventId || data.decision === 'keep') return false;
    const isResealed = data.decision === 'reseal';
    const key = isResealed ? await this.keySegment(stream, data.eventId) : undefined;
    const refs = (await this.sealedIn([data.eventId])).filter(({ segment }) => segment !== key);
    if (refs.length === 0) return false;
    await this.around.typed.forget(decidedBy);
    await this.list(decidedBy, refs);
    if (!isResealed) await this.around.documents.removeOf([stream], [data.eventId]);
    await this.around.segments.erase(refs);
    return true;
  }

  /** Where an attachment keeps the document's own key: sealed again are its words, and the bytes stay to be opened. */
  private async keySegment(stream: string, eventId: string): Promise<number | undefined> {
    const event = (await this.around.store.readStream(stream)).find((e) => e.eventId === eventId);
    return event?.type === 'DocumentAttached' ? segmentOf((decode(event).data as Attached).key) : undefined;
  }

  private async sealedIn(eventIds: readonly string[]): Promise<readonly SegmentRef[]> {
    const segments = await this.around.store.readSegments(eventIds);
    return segments.map(({ eventId, segment }) => ({ eventId, segment }));
  }

  /** What goes by itself, under a key that stays: from then on no backup brings it back. */
  private list(decidedBy: string, segments: readonly SegmentRef[]): Promise<void> {
    const { destroyed, clock } = this.around;
    return destroyed.add({ decidedBy, at: clock.now(), keyIds: [], segments });
  }

  private async stateOf<S>(stream: string): Promise<S> {
    return (await loadRecord(this.around.store, aggregateOf(stream), idOf(stream))).state as S;
  }

  /** Under an id of the installation's key: said once, however often it is tried. */
  private async note(command: string, aggregate: string, id: string, at: string, data: object, more = '') {
    const { vault, executor } = this.around;
    const key = `${command}/${id}/${more}`;
    const commandId = uuidOf(vault.digest('system-command', key));
    const actor = systemActor('eraser', 'installation');
    await executor.execute(systemCommand(aggregate, command, { id, at, data, body: { key }, actor, commandId }));
  }
}
