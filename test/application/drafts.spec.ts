import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Drafts } from '../../src/application/drafts.js';
import { memoryInstallation } from '../support/installation.js';
import { MemoryDrafts } from '../support/memory-drafts.js';

const PLACE = '/cases/opdigtet/do/RecordContact?infohus=koebenhavn';
const form = { 'data.kind': 'call', 'data.summary': 'Kanarie 4711', 'data.met': ['a', 'b'] };

describe('What is typed and not given yet', () => {
  let now = '2026-11-29T08:00:00.000Z';
  let store: MemoryDrafts;
  let drafts: Drafts;
  const { vault } = memoryInstallation(() => now);
  beforeEach(() => {
    now = '2026-11-29T08:00:00.000Z';
    store = new MemoryDrafts();
    drafts = new Drafts(store, vault, { now: () => now }, { uuid: randomUUID });
  });

  it('is offered again as it was typed, the newest of it, at its own form and to its own user', async () => {
    await drafts.keep('sof-1', PLACE, { 'data.summary': 'først' });
    now = '2026-11-29T08:00:04.000Z';
    await drafts.keep('sof-1', PLACE, form);
    expect(await drafts.find('sof-1', PLACE)).toEqual({ at: now, form });
    expect(await drafts.find('sof-2', PLACE)).toBeUndefined();
    expect(await drafts.find('sof-1', `${PLACE}&data.kind=call`)).toBeUndefined();
    expect(store.rows).toHaveLength(1);
  });

  it('is found after the next login: where it was typed and when, the newest first, one’s own only', async () => {
    await drafts.keep('sof-1', '/do/RegisterConcern?infohus=koebenhavn', form);
    now = '2026-11-29T08:05:00.000Z';
    await drafts.keep('sof-1', PLACE, form);
    await drafts.keep('sof-2', PLACE, form);
    expect(await drafts.list('sof-1')).toEqual([
      { at: now, place: PLACE },
      { at: '2026-11-29T08:00:00.000Z', place: '/do/RegisterConcern?infohus=koebenhavn' },
    ]);
    now = '2026-11-30T08:04:00.000Z';
    expect(await drafts.list('sof-1')).toHaveLength(1);
  });

  it('lies sealed: neither what was typed nor by whom nor where stands in the clear', async () => {
    await drafts.keep('sof-1', PLACE, form);
    const atRest = JSON.stringify(store.rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const told of ['Kanarie', 'sof-1', 'opdigtet', 'RecordContact']) expect(atRest).not.toContain(told);
  });

  it('opens for nobody else: a row that is put in another user’s place fits no more', async () => {
    await drafts.keep('sof-1', PLACE, form);
    await drafts.keep('sof-2', PLACE, { 'data.summary': 'andet' });
    const [theirs, own] = store.rows;
    if (!theirs || !own) throw new Error('two drafts were kept');
    store.rows = [{ ...own, segment: theirs.segment }];
    await expect(drafts.find('sof-2', PLACE)).rejects.toThrow();
  });

  it('is gone when the form was given, and after a day', async () => {
    await drafts.keep('sof-1', PLACE, form);
    await drafts.done('sof-1', PLACE);
    expect(store.rows).toEqual([]);
    await drafts.keep('sof-1', PLACE, form);
    now = '2026-11-30T08:00:01.000Z';
    expect(await drafts.find('sof-1', PLACE)).toBeUndefined();
    await drafts.keep('sof-2', PLACE, form);
    expect(store.rows.map(({ at }) => at)).toEqual([now]);
  });

  it('is swept when its day is over, though nobody types any more', async () => {
    await drafts.keep('sof-1', PLACE, form);
    now = '2026-11-30T07:00:00.000Z';
    await drafts.sweep();
    expect(store.rows).toHaveLength(1);
    now = '2026-11-30T08:00:01.000Z';
    await drafts.sweep();
    expect(store.rows).toEqual([]);
  });

  it('is never a place to keep files', async () => {
    await drafts.keep('sof-1', PLACE, { 'data.summary': 'x'.repeat(200_001) });
    expect(store.rows).toEqual([]);
  });
});
