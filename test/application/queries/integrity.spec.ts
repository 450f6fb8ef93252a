import { beforeEach, describe, expect, it } from '@jest/globals';
import { caseOfSof, idFor, readerOf, refusalOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const OFFICER = readerOf('BIF:compliance');
let now = '';
let product: ReturnType<typeof memoryInstallation>;
beforeEach(async () => {
  now = '2024-05-06T09:00:00.000Z';
  product = memoryInstallation(() => now);
  await caseOfSof(product, ['2024-05-01T10:00:00+02:00', '2024-05-02T10:00:00+02:00', '2024-05-03T10:00:00+02:00']);
});
const banner = async (who = 'BIF:compliance') => (await product.ask(readerOf(who), 'InfohusContext', {})).unverified;
const verified = async () => (await product.ask(OFFICER, 'Integrity', {})).verifications;

describe('Who has verified the log', () => {
  it('stands with when, up to where and what came of it: the whole and a part are told apart', async () => {
    const { position } = await product.store.head();
    await product.ask(OFFICER, 'VerifyLog', {});
    now = '2024-05-07T09:00:00.000Z';
    await product.ask(OFFICER, 'VerifyLog', { to: 2 });
    expect(await verified()).toEqual([
      { at: now, userId: 'bif-compliance', agency: 'BIF', whole: false, upTo: 2, wrongAt: null },
      expect.objectContaining({ at: '2024-05-06T09:00:00.000Z', whole: true, upTo: position, wrongAt: null }),
    ]);
  });

  it('is warned on every page of theirs until it was verified, and again after a day', async () => {
    expect(await banner()).toEqual({ verifiedAt: null, wrongAt: null });
    await product.ask(OFFICER, 'VerifyLog', {});
    expect(await banner()).toBeUndefined();
    const verifiedAt = now;
    now = '2024-05-07T10:00:00.000Z';
    expect(await banner()).toEqual({ verifiedAt, wrongAt: null });
  });

  it('a part of it does not do, and nobody is warned who cannot verify', async () => {
    await product.ask(OFFICER, 'VerifyLog', { to: 2 });
    expect(await banner()).toEqual({ verifiedAt: null, wrongAt: null });
    expect(await banner('BIF:coordinator')).toBeUndefined();
    expect(await refusalOf(product.ask(readerOf('BIF:coordinator'), 'Integrity', {}))).toBe('not-permitted');
  });

  it('a fault that was found stays in sight, by its position, though it was found just now', async () => {
    const [, second] = await product.log();
    const read = product.store.readAll.bind(product.store);
    product.store.readAll = async function* (options) {
      for await (const batch of read(options))
        yield batch.map((e) =>
          e.position === second?.position ? { ...e, recordedAt: '2024-05-06T09:00:01.000Z' } : e,
        );
    };
    await product.ask(OFFICER, 'VerifyLog', {});
    product.store.readAll = read;
    expect(await banner()).toEqual({ verifiedAt: now, wrongAt: 2 });
  });
});

describe('The proof of one event, and a replay on paper', () => {
  it('are given of a case and its own events, to compliance and to nobody else', async () => {
    const position = (await product.log()).find((e) => e.stream === `case-${idFor('k')}`)?.position ?? 0;
    const proof = (who: string, at = position) =>
      refusalOf(product.ask(readerOf(who), 'CaseEventProof', { id: idFor('k'), position: at }));
    expect(await proof('BIF:compliance')).toBeUndefined();
    expect(await proof('BIF:compliance', 1)).toBe('not-found');
    expect(await proof('SOF:caseworker')).toBe('not-found');
    const paper = (who: string) => refusalOf(product.ask(readerOf(who), 'CaseReplay', { id: idFor('k') }));
    expect([await paper('BIF:compliance'), await paper('SOF:caseworker')]).toEqual([undefined, 'not-found']);
  });

  it('say that an event is not signed yet, and leave that they were asked for', async () => {
    const position = (await product.log()).find((e) => e.stream === `case-${idFor('k')}`)?.position ?? 0;
    const proof = await product.ask(OFFICER, 'CaseEventProof', { id: idFor('k'), position });
    expect(proof).toMatchObject({ type: 'CaseOpened', signed: null, bundle: null });
    expect((await product.log()).at(-1)).toMatchObject({
      type: 'RecordConsulted',
      data: { record: 'event-proof', recordId: idFor('k') },
    });
  });
});
