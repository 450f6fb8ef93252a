import { beforeEach, describe, expect, it } from '@jest/globals';
import { decode } from '../../../src/application/codec.js';
import { type Append, StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { PageLooks } from '../../../src/application/queries/page-looks.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { caseOfSof, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `2017-${day}T10:00:00.000Z`;
const id = idFor('k');
const READER = readerOf('SOF:caseworker');

/** A log that says how often it was written to, and that can be away. */
class Watched extends MemoryStore {
  appends: Append[] = [];
  isAway = false;
  override append(append: Append) {
    this.appends.push(append);
    if (this.isAway) return Promise.reject(new StoreUnavailable('not-persisted', new Error('away')));
    return super.append(append);
  }
}
let store: Watched;
let product: ReturnType<typeof memoryInstallation>;
beforeEach(async () => {
  store = new Watched();
  product = memoryInstallation(() => at('03-10'), 'plans', store);
  await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
  store.appends = [];
});
const lookedAt = async () =>
  (await store.readStreams([...new Set(store.appends.flatMap(({ writes }) => writes.map((w) => w.stream)))]))
    .map(decode)
    .map(({ data }) => (data as { readonly record: string }).record);

describe('What a page looks at', () => {
  it('is written down in one append before the page leaves, each look an event of its own', async () => {
    const looks = new PageLooks();
    await product.ask(READER, 'CaseAsOf', { id }, { looks });
    await product.ask(READER, 'CaseNames', { id }, { looks });
    await product.ask(READER, 'CaseDeadlines', { id }, { looks });
    expect(store.appends).toEqual([]);
    await looks.record();
    expect(store.appends).toHaveLength(1);
    expect(await lookedAt()).toEqual(['case', 'names', 'case-deadlines']);
    await looks.record();
    expect(store.appends).toHaveLength(1);
  });

  it('is written down before the answer where no page waits with it', async () => {
    await product.ask(READER, 'CaseAsOf', { id });
    expect(await lookedAt()).toEqual(['case']);
  });

  it('holds the page back where it cannot be written down, and for good', async () => {
    const looks = new PageLooks();
    await product.ask(READER, 'CaseAsOf', { id }, { looks });
    store.isAway = true;
    expect(await refusalOf(looks.record())).toBe('unavailable');
    store.isAway = false;
    expect(await refusalOf(looks.record())).toBe('unavailable');
  });

  it('is a denial at once', async () => {
    const looks = new PageLooks();
    expect(await refusalOf(product.ask(readerOf('KRIM:caseworker'), 'CaseAsOf', { id }, { looks }))).toBe('not-found');
    expect(store.appends).toHaveLength(1);
  });
});
