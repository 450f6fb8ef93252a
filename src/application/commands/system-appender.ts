import type { Actor, ActorKind } from '../../domain/kernel/event.js';
import { hashOf } from '../codec.js';
import type { PlanBook } from '../plan-book.js';
import type { Appended, EventStore } from '../ports/event-store.js';
import type { Ids } from '../ports/runtime.js';
import type { Vault } from '../ports/vault.js';
import { type PendingChanges, Sealing } from '../sealing.js';

export type SystemAppended = Appended & { readonly hash: string | null };

/** Appends what a question leaves behind and no person commanded: that somebody looked, or what a report said. */
export class SystemAppender {
  private readonly sealing: Sealing;
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly book: PlanBook,
    private readonly ids: Ids,
  ) {
    this.sealing = new Sealing(store, vault);
  }

  /** @returns with the hash of the last event, which the next one of its stream carries. @throws VersionConflict, StoreUnavailable, VaultUnavailable */
  async append(actor: Actor, at: string, play: PendingChanges, kind: ActorKind = 'person'): Promise<SystemAppended> {
    const commandId = this.ids.uuid();
    const regimeOf = (agency: string) => this.book.regimeOf(agency);
    const writes = await this.sealing.seal([play], { at, actor, kind, commandId, regimeOf });
    const fingerprint = this.vault.digest('fingerprint', commandId);
    const appended = await this.store.append({ commandId, fingerprint, clock: at, writes });
    const last = writes.at(-1)?.events.at(-1);
    return { ...appended, hash: last ? hashOf(last.bytes) : play.loaded.previous };
  }
}
