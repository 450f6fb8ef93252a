import { access } from '../domain/access/access.js';
import { accessKind } from '../domain/access/state.js';
import { localDateOf } from '../domain/kernel/calendar.js';
import type { AnyDecider, Context } from '../domain/kernel/decider.js';
import { type Actor, streamOf } from '../domain/kernel/event.js';
import { hashOf } from './codec.js';
import type { PlanBook } from './plan-book.js';
import { type EventStore, VersionConflict } from './ports/event-store.js';
import type { Clock, Ids } from './ports/runtime.js';
import type { Vault } from './ports/vault.js';
import { Refused } from './refusal.js';
import { Sealing } from './sealing.js';

export type Note = 'NoteConsultation' | 'NoteSearch' | 'NoteExport' | 'NoteDenial';

/** Every read leaves an event before its answer leaves; if it cannot be written, there is no answer (domain.md rule 11). */
export class AccessLog {
  private readonly sealing: Sealing;
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly book: PlanBook,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.sealing = new Sealing(store, vault);
  }

  /** @throws Refused unavailable */
  async note(actor: Actor, note: Note, data: object): Promise<void> {
    const at = this.clock.now();
    const decider = access as AnyDecider;
    const stream = streamOf(accessKind.aggregate, `${actor.userId}-${localDateOf(at)}`);
    for (let tried = 1; ; tried++) {
      // Nothing is decided from what stands there, so it is not read: a damaged entry must not stop the next one.
      const last = (await this.store.readStream(stream)).at(-1);
      const previous = last ? hashOf(last.bytes) : null;
      const loaded = { stream, decider, state: decider.initial, version: last?.version ?? 0, previous, events: [] };
      const verdict = decider.decide(loaded.state, note, data, { at, now: at } as Context);
      if ('refused' in verdict) throw new Error(`${note} was refused: ${verdict.refused}`);
      const commandId = this.ids.uuid();
      const common = {
        at,
        actor,
        kind: 'person' as const,
        commandId,
        regimeOf: (agency: string) => this.book.regimeOf(agency),
      };
      const writes = await this.sealing.seal([{ loaded, drafts: verdict.events }], common);
      try {
        await this.store.append({
          commandId,
          fingerprint: this.vault.digest('fingerprint', commandId),
          clock: at,
          writes,
        });
        return;
      } catch (error) {
        if (error instanceof VersionConflict && tried < 8) continue;
        throw new Refused('unavailable', 'The access could not be recorded, so there is no answer. Try again.');
      }
    }
  }
}
