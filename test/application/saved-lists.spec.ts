import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Destroyed } from '../../src/application/ports/erasing.js';
import { MOST_LISTS, SavedLists } from '../../src/application/saved-lists.js';
import { keptOf } from '../../src/interface/web/saved/address.js';
import { refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { MemoryDrafts } from '../support/memory-drafts.js';

const OPEN = { name: 'Kanarie 4711', address: '/cases?infohus=koebenhavn&status=open&sort=-last' };

describe('A list that a user keeps', () => {
  let minutes = 0;
  const now = () => new Date(Date.UTC(2026, 10, 29, 8, minutes++)).toISOString();
  const { vault } = memoryInstallation(now);
  let store: MemoryDrafts;
  let lists: SavedLists;
  let gone: string[];
  beforeEach(() => {
    store = new MemoryDrafts();
    gone = [];
    const listed = { add: async ({ keyIds }: Pick<Destroyed, 'keyIds'>) => void gone.push(...keyIds) };
    lists = new SavedLists(store, vault, listed, { clock: { now }, ids: { uuid: randomUUID } });
  });
  const named = async (userId = 'sof-1') => (await lists.list(userId)).map(({ name }) => name);

  it('is found again as it was filtered and ordered, among one’s own in the order in which they were kept', async () => {
    await lists.save('sof-1', OPEN);
    await lists.save('sof-1', { ...OPEN, name: ' Unges sager ' });
    await lists.save('sof-2', { ...OPEN, name: 'Andres' });
    expect(await lists.list('sof-1')).toMatchObject([OPEN, { name: 'Unges sager' }]);
    expect(await named('sof-2')).toEqual(['Andres']);
  });

  it('is renamed where it stands, and deleted; another user’s is neither', async () => {
    await lists.save('sof-1', OPEN);
    await lists.save('sof-1', { ...OPEN, name: 'Den anden' });
    const [first] = await lists.list('sof-1');
    await lists.rename('sof-2', first?.id ?? '', 'Stjålet');
    await lists.drop('sof-2', first?.id ?? '');
    expect(await named()).toEqual(['Kanarie 4711', 'Den anden']);
    await lists.rename('sof-1', first?.id ?? '', 'Omdøbt');
    expect(await named()).toEqual(['Omdøbt', 'Den anden']);
    const [renamed] = await lists.list('sof-1');
    await lists.drop('sof-1', renamed?.id ?? '');
    expect([await named(), store.rows.length]).toEqual([['Den anden'], 1]);
  });

  it('lies sealed: neither its name nor its filter nor whose it is stands in the clear', async () => {
    await lists.save('sof-1', OPEN);
    const atRest = JSON.stringify(store.rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const told of ['Kanarie', 'sof-1', 'koebenhavn', 'cases']) expect(atRest).not.toContain(told);
  });

  it('opens for nobody else: a row that is put among another user’s fits no more', async () => {
    await lists.save('sof-1', OPEN);
    const [row] = store.rows;
    await lists.save('sof-2', OPEN);
    const [, own] = store.rows;
    if (!row || !own) throw new Error('two were kept');
    store.rows = [{ ...row, user: own.user }];
    await expect(lists.list('sof-2')).rejects.toThrow();
  });

  it('under a name of before, or deleted, opens from no copy: its key went with it', async () => {
    await lists.save('sof-1', OPEN);
    const [first] = store.rows;
    await lists.rename('sof-1', first?.place ?? '', 'Den anden');
    const [second] = store.rows;
    await lists.drop('sof-1', second?.place ?? '');
    store.rows = [first, second].flatMap((row) => row ?? []);
    expect(await lists.list('sof-1')).toEqual([]);
    expect(gone).toEqual([first, second].map((row) => row?.segment.keyId));
  });

  it('loses its name with its key also where an erasure stops half-way and goes on: nothing of it stands twice', async () => {
    await lists.save('sof-1', OPEN);
    await lists.save('sof-1', { ...OPEN, name: 'Den anden' });
    const before = [...store.rows];
    const listed: string[] = [];
    let stops = true;
    const destroyed = {
      async add({ keyIds }: { readonly keyIds: readonly string[] }) {
        if (stops) throw new Error('stopped');
        listed.push(...keyIds);
      },
    };
    const stopping = new SavedLists(store, vault, destroyed, { clock: { now }, ids: { uuid: randomUUID } });
    await expect(stopping.forgetNames('decided')).rejects.toThrow('stopped');
    stops = false;
    await stopping.forgetNames('decided');
    expect(await lists.list('sof-1')).toMatchObject([
      { name: null, address: OPEN.address },
      { name: null, address: OPEN.address },
    ]);
    expect(listed.sort()).toEqual(before.map(({ segment }) => segment.keyId).sort());
    await stopping.forgetNames('another');
    expect([listed.length, await named()]).toEqual([2, [null, null]]);
    store.rows = before;
    expect(await lists.list('sof-1')).toEqual([]);
  });

  it('has a name that can be read, and is one of a few', async () => {
    for (const name of ['', '  ', '---', 'x'.repeat(61)])
      expect(await refusalOf(lists.save('sof-1', { ...OPEN, name }))).toBe('validation-failed');
    for (let n = 0; n < MOST_LISTS; n++) await lists.save('sof-1', { ...OPEN, name: `Liste ${n}` });
    expect(await refusalOf(lists.save('sof-1', OPEN))).toBe('validation-failed');
    expect(await refusalOf(lists.save('sof-2', OPEN))).toBeUndefined();
  });
});

describe('Of the address of a list', () => {
  it('its choice and its order are kept, and neither its place nor a receipt', () => {
    expect(keptOf('/cases?sort=-last&infohus=koege&status=open&cursor=YWJj&after=7&done=OpenCase')).toBe(
      '/cases?infohus=koege&status=open&sort=-last',
    );
    expect(keptOf('/registers/partner?infohus=koege')).toBe('/registers/partner?infohus=koege');
  });
  it('nothing is kept that is no list of ours, or that says a text', () => {
    for (const address of [
      ...['https://example.test/cases', '//example.test/cases?x', '/cases/k?infohus=koege', '/constructor', ''],
      ...['/cases?status=Kanarie%20Jensen', '/cases?agency=%3Cb%3E', `/cases?agency=${'x'.repeat(61)}`],
    ])
      expect([address, keptOf(address)]).toEqual([address, undefined]);
  });
});
