import type { DraftRow, SavedListStore } from './ports/drafts.js';
import type { DestroyedList } from './ports/erasing.js';
import type { Clock, Ids } from './ports/runtime.js';
import { type ErasingVault, KeyDestroyed } from './ports/vault.js';
import { invalid } from './refusal.js';
import { uuidLikeRandom } from './uuid-of.js';

/** A list as somebody has filtered and ordered it, under a name of their own. */
export interface SavedList {
  readonly id: string;
  /** Null: somebody was erased since, and it may have been their name. */
  readonly name: string | null;
  /** Its address: codes and days, and no place in it. */
  readonly address: string;
}
/** What is sealed. */
type Content = Pick<SavedList, 'name' | 'address'>;

export const NAME_LENGTH = 60;
/** More than anybody finds their way in. */
export const MOST_LISTS = 20;

/**
 * The lists that a user comes back to (case-systems.md B1, 7). The name is the user's text, so it lies sealed, each list under a key of its own: whoever
 * is erased may stand in a name, and then every name goes with its key, in every backup too, and the lists stay.
 */
export class SavedLists {
  constructor(
    private readonly store: SavedListStore,
    private readonly vault: Pick<ErasingVault, 'seal' | 'open' | 'digest' | 'commitmentOf' | 'living' | 'destroyKeys'>,
    private readonly destroyed: Pick<DestroyedList, 'add'>,
    private readonly around: { readonly clock: Clock; readonly ids: Ids },
  ) {}

  /** @throws Refused validation-failed, VaultUnavailable, StoreUnavailable: nothing is kept */
  async save(userId: string, { name, address }: { readonly name: string; readonly address: string }): Promise<void> {
    const own = await this.store.ofUser(this.userOf(userId));
    if (own.length >= MOST_LISTS)
      throw invalid([{ path: 'name', message: `${MOST_LISTS} lists are kept at most: delete one first` }]);
    await this.keep(this.userOf(userId), { name: named(name), address });
  }

  /** Under another name. One that is not there stays so. @throws Refused validation-failed */
  async rename(userId: string, id: string, name: string): Promise<void> {
    const content = { name: named(name) };
    const row = await this.store.find(this.userOf(userId), id);
    const found = row && (await this.opened(row));
    if (row && found) await this.keep(row.user, { ...found, ...content }, row);
  }

  async drop(userId: string, id: string): Promise<void> {
    const row = await this.store.find(this.userOf(userId), id);
    if (row) await this.gone(row);
  }

  /** One's own, in the order in which they were kept. */
  async list(userId: string): Promise<readonly SavedList[]> {
    const rows = await this.store.ofUser(this.userOf(userId));
    const found = await Promise.all(rows.map(async (row) => ({ id: row.place, content: await this.opened(row) })));
    return found.reverse().flatMap(({ id, content }) => (content ? [{ id, ...content }] : []));
  }

  /**
   * Somebody is erased: each list is sealed anew without its name, and what held the name is destroyed. Begun again after a stop it goes on: no row goes
   * before its key is listed, and a list has one place that it is kept at anew.
   * @param decidedBy the event that says so
   */
  async forgetNames(decidedBy: string): Promise<void> {
    const named: DraftRow[] = [];
    for (const row of await this.store.all()) {
      const found = await this.opened(row);
      if (found?.name === null) continue;
      named.push(row);
      if (found) await this.seal(row.user, { ...found, name: null }, this.anew(row.place), row.at);
    }
    const keyIds = await this.vault.living(named.map(({ segment }) => segment.keyId));
    if (keyIds.length > 0) {
      await this.destroyed.add({ decidedBy, at: this.around.clock.now(), keyIds, segments: [] });
      await this.vault.destroyKeys(keyIds);
    }
    for (const { user, place } of named) await this.store.drop(user, place);
  }

  /** @param instead of this one, at its place among the others */
  private async keep(user: string, content: Content, instead?: DraftRow): Promise<void> {
    await this.seal(user, content, this.around.ids.uuid(), instead?.at ?? this.around.clock.now());
    if (instead) await this.gone(instead);
  }

  private async seal(user: string, content: Content, id: string, at: string): Promise<void> {
    const eventId = this.around.ids.uuid();
    const [sealed] = await this.vault.seal([{ ...placeOf(user, id, eventId), scope: scopeOf(id), content }]);
    if (sealed) await this.store.keep({ user, place: id, at, segment: sealed.segment });
  }

  /** With its key, listed first: a later erasure finds no row that told of a name of before, and no backup may bring it back. */
  private async gone({ user, place, segment }: DraftRow): Promise<void> {
    const { clock } = this.around;
    await this.destroyed.add({ decidedBy: place, at: clock.now(), keyIds: [segment.keyId], segments: [] });
    await this.vault.destroyKeys([segment.keyId]);
    await this.store.drop(user, place);
  }

  private anew(id: string): string {
    return uuidLikeRandom(this.vault.digest('user', `saved anew ${id}`));
  }

  private async opened({ user, place, segment }: DraftRow): Promise<Content | undefined> {
    const ref = { ...placeOf(user, place, segment.eventId), commitment: this.vault.commitmentOf(segment) };
    try {
      const [found] = [...(await this.vault.open([ref], [segment])).values()];
      return found === undefined || found === 'erased' ? undefined : (found.content as Content);
    } catch (error) {
      if (error instanceof KeyDestroyed) return undefined;
      throw error;
    }
  }

  private userOf(userId: string): string {
    return Buffer.from(this.vault.digest('user', `saved ${userId}`)).toString('hex');
  }
}

const scopeOf = (id: string): string => `saved-list:${id}`;
/** It opens in its own row only: another user's row put there does not. */
const placeOf = (user: string, id: string, eventId: string) => ({
  ...{ eventId, stream: `saved-list-${user}-${id}`, type: 'SavedList', segment: 0 },
});

/** @throws Refused validation-failed */
function named(text: string): string {
  const name = text.trim();
  if (/[\p{L}\p{N}]/u.test(name) && name.length <= NAME_LENGTH) return name;
  throw invalid([{ path: 'name', message: `must hold a letter or a digit, and ${NAME_LENGTH} characters at most` }]);
}
