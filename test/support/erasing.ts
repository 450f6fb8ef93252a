import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { verify } from '../../src/application/audit/verify.js';
import { Drafts } from '../../src/application/drafts.js';
import { Erasures } from '../../src/application/erasing/erasures.js';
import { namesOf } from '../../src/application/queries/names.js';
import { References } from '../../src/application/references.js';
import { SavedLists } from '../../src/application/saved-lists.js';
import { Sealing } from '../../src/application/sealing.js';
import { DestroyedFiles } from '../../src/infrastructure/erasing/destroyed-files.js';
import type { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { signingKey } from '../../src/infrastructure/ledger/signing-key.js';
import { caseOfSof, give, idFor } from './given.js';
import { memoryInstallation } from './installation.js';
import { MemoryDrafts } from './memory-drafts.js';

export const NOW = '2026-06-01T12:00:00.000Z';
export const at = (day: string) => `2016-${day}T10:00:00.000Z`;
export const BIF = 'BIF:coordinator';
export const OFFICER = 'BIF:compliance:u1';
export const OTHER = 'BIF:compliance:u2';
export const PERSON = idFor('a person');

export let product: ReturnType<typeof memoryInstallation>;
/** Beside it, where the signed list of what was destroyed lies twice. */
export let folder: string;
export let list: DestroyedFiles;
export let erasures: Erasures;
/** What somebody is typing, and the lists that users keep. */
export let kept: MemoryDrafts;
export let saved: MemoryDrafts;

/** Before each test of the file: an installation in memory with a person whose case SOF holds, and who declined an offer. */
export function aPersonWithACase(): void {
  beforeEach(async () => {
    product = memoryInstallation(() => NOW);
    [kept, saved] = [new MemoryDrafts(), new MemoryDrafts()];
    folder = mkdtempSync(join(tmpdir(), 'sagsspor-erasure-'));
    const signer = signingKey(join(folder, 'key', 'signing-key.pem'), 'sagsspor');
    list = new DestroyedFiles([join(folder, 'kms'), join(folder, 'ledger')], signer);
    await give(product, BIF, 'RegisterPerson', 'a person', at('03-01'), {
      name: `Kanarie ${randomBytes(4).toString('hex')}`,
    });
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    await give(product, 'SOF:caseworker', 'OfferSupport', 'k', at('03-04'), {
      ...{ offerId: idFor('o'), personId: PERSON, kind: 'mentor' },
    });
    await give(product, 'SOF:caseworker', 'DeclineOffer', 'k', at('03-05'), {
      offerId: idFor('o'),
      reason: 'opdigtet',
    });
    erasures = new Erasures(around());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
}

export const store = () => product.store as MemoryStore;
/** What erasures need of the installation. */
export const around = () => ({
  ...{ store: store(), vault: product.vault, segments: store(), destroyed: list },
  ...{ references: new References(product.store), search: product.search, executor: product.executor },
  ...{ clock: { now: () => NOW }, sleep: async () => undefined, documents: product.documents },
  typed: {
    async forget(decidedBy: string) {
      await drafts().forgetAll();
      await savedLists().forgetNames(decidedBy);
    },
  },
});
const runtime = { clock: { now: () => NOW }, ids: { uuid: randomUUID } };
export const drafts = () => new Drafts(kept, product.vault, runtime.clock, runtime.ids);
export const savedLists = () => new SavedLists(saved, product.vault, list, runtime);

export const nameOf = async () =>
  (await namesOf(product.store, new Sealing(product.store, product.vault), [PERSON])).get(PERSON);
/** @returns what is wrong with the log, by the signed list; undefined: nothing */
export const verified = async () => {
  const signed = { notes: [], keys: [], destroyed: () => list.entries() };
  return (await verify(product.store, product.vault, {}, undefined, signed)).wrong?.problem;
};
export const request = () => give(product, OFFICER, 'RequestErasure', 'a person', at('12-01'), { ground: 'anmodning' });
export const authorise = (who = OTHER) =>
  give(product, who, 'AuthoriseErasure', 'a person', at('12-02'), { archiveClearance: 'aflevering 17' });
/** What PersonErased says. */
export const said = async () => {
  const [erased] = (await product.log()).filter((e) => e.type === 'PersonErased');
  return (erased?.data ?? {}) as { readonly erased: readonly string[]; readonly review: readonly string[] };
};
export const types = async () => (await product.log()).map((e) => e.type);
