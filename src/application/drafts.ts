import { addHours } from '../domain/kernel/calendar.js';
import type { DraftStore } from './ports/drafts.js';
import type { Segment } from './ports/event-store.js';
import type { Clock, Ids } from './ports/runtime.js';
import { KeyDestroyed, type Vault } from './ports/vault.js';

/** The fields of a form by name. */
export type DraftForm = Readonly<Record<string, string | readonly string[]>>;
export interface Draft {
  readonly at: string;
  readonly form: DraftForm;
}
/** What is sealed. */
interface KeptDraft {
  readonly place: string;
  readonly form: DraftForm;
}
const HOURS = 24;
/** Characters of JSON; more than any form of ours holds, and no place to keep files. */
const MOST = 200_000;

/**
 * What somebody has typed and not given yet, so that nothing is lost where a session ends (screens.md 2): sealed under the user's own key, for a
 * day. It is no record: nothing is told from it, nobody else is shown it, and an erasure drops every draft, for a text may name anybody.
 */
export class Drafts {
  constructor(
    private readonly store: DraftStore,
    private readonly vault: Pick<Vault, 'seal' | 'open' | 'digest' | 'commitmentOf'>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param place the address of the form. @throws VaultUnavailable, StoreUnavailable: nothing is kept */
  async keep(userId: string, place: string, form: DraftForm): Promise<void> {
    if (JSON.stringify(form).length > MOST) return;
    const at = this.clock.now();
    await this.sweep();
    const { user, here } = this.keys(userId, place);
    const eventId = this.ids.uuid();
    const [sealed] = await this.vault.seal([
      { ...placeOf(here, eventId), scope: `draft:${userId}`, content: { place, form } },
    ]);
    if (sealed) await this.store.keep({ user, place: here, at, segment: sealed.segment });
  }

  /** Undefined: there is none, or it is older than a day. */
  async find(userId: string, place: string): Promise<Draft | undefined> {
    const { user, here } = this.keys(userId, place);
    const row = await this.store.find(user, here);
    if (!row || row.at < addHours(this.clock.now(), -HOURS)) return undefined;
    const found = await this.opened(here, row.segment);
    return found && { at: row.at, form: found.form };
  }

  /** Those of somebody, the newest first: where each was typed, and when. */
  async list(userId: string): Promise<readonly { readonly place: string; readonly at: string }[]> {
    const since = addHours(this.clock.now(), -HOURS);
    const rows = (await this.store.ofUser(this.keys(userId, '').user)).filter(({ at }) => at >= since);
    const found = await Promise.all(
      rows.map(async ({ place, at, segment }) => ({ at, place: (await this.opened(place, segment))?.place })),
    );
    return found.flatMap(({ at, place }) => (place === undefined ? [] : [{ at, place }]));
  }

  async done(userId: string, place: string): Promise<void> {
    const { user, here } = this.keys(userId, place);
    await this.store.drop(user, here);
  }

  /** Those whose day is over are gone, also where nobody types any more. */
  sweep(): Promise<void> {
    return this.store.clean(addHours(this.clock.now(), -HOURS));
  }

  /** Somebody is erased: a draft may name them, and what is kept for a day is not searched but dropped. */
  forgetAll(): Promise<void> {
    return this.store.clean();
  }

  private async opened(here: string, segment: Segment): Promise<KeptDraft | undefined> {
    const ref = { ...placeOf(here, segment.eventId), commitment: this.vault.commitmentOf(segment) };
    try {
      const [found] = [...(await this.vault.open([ref], [segment])).values()];
      return found === undefined || found === 'erased' ? undefined : (found.content as KeptDraft);
    } catch (error) {
      if (error instanceof KeyDestroyed) return undefined;
      throw error;
    }
  }

  private keys(userId: string, place: string) {
    const digest = (text: string) => Buffer.from(this.vault.digest('user', text)).toString('hex');
    return { user: digest(`draft ${userId}`), here: digest(`draft ${userId} ${place}`) };
  }
}

/** A draft opens at its own place only: another user's row put there does not. */
const placeOf = (here: string, eventId: string) => ({
  eventId,
  stream: `draft-${here}`,
  type: 'FormDraft',
  segment: 0,
});
