import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AccessLog } from '../../src/application/access-log.js';
import { hashOf } from '../../src/application/codec.js';
import { actorOf, give, idFor, refusalOf, registered } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const AT = '2024-05-06T10:00:00+02:00';
const city = () => memoryInstallation(() => '2024-06-03T08:00:00.000Z');
const BIF = { actor: actorOf('BIF:coordinator'), purpose: 'casework' as const };

/** Shut until it is freed. */
function gate() {
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { freed, free: () => free() };
}

describe('What a reading leaves behind (domain.md rule 11)', () => {
  it('does not stand in the way of another reading of the same user: 16 at once are all answered, and all written down', async () => {
    const product = city();
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    const asks = Array.from({ length: 16 }, () => refusalOf(product.ask(BIF, 'Concern', { id: idFor('c') })));
    expect(await Promise.all(asks)).toEqual(Array.from({ length: 16 }, () => undefined));
    const noted = (await product.log()).filter(({ type }) => type === 'RecordConsulted');
    expect(noted).toHaveLength(16);
    expect(new Set(noted.map(({ version }) => version)).size).toBe(16);
  });

  it('is recorded together where several come while one is written: two appends for sixteen, each event on its predecessor', async () => {
    const product = city();
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    const { store } = product;
    const append = store.append.bind(store);
    const [held, begun] = [gate(), gate()];
    store.append = async (asked) => {
      begun.free();
      await held.freed;
      return append(asked);
    };
    const ask = () => product.ask(BIF, 'Concern', { id: idFor('c') });
    const first = ask();
    await begun.freed;
    const others = Array.from({ length: 15 }, ask);
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
    held.free();
    await Promise.all([first, ...others]);
    const noted = (await product.log()).filter(({ type }) => type === 'RecordConsulted');
    expect(new Set(noted.map(({ commandId }) => commandId)).size).toBe(2);
    const stored = await product.store.readStream(noted[0]?.stream ?? '');
    const before = stored.map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)).previous);
    expect(before).toEqual([null, ...stored.slice(0, -1).map(({ bytes }) => hashOf(bytes))]);
  });

  it('goes on from where another process left the stream', async () => {
    const product = city();
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    await product.ask(BIF, 'Concern', { id: idFor('c') });
    const { store, vault, book, clock } = product;
    const another = new AccessLog(store, vault, book, clock, { uuid: randomUUID });
    await another.note(BIF.actor, 'NoteConsultation', { record: 'concern', recordId: idFor('c'), purpose: 'casework' });
    await product.ask(BIF, 'Concern', { id: idFor('c') });
    const { stream = '' } = (await product.log()).find(({ type }) => type === 'RecordConsulted') ?? {};
    const stored = await store.readStream(stream);
    expect(stored.map((event) => event.version)).toEqual([1, 2, 3]);
    expect(JSON.parse(new TextDecoder().decode(stored[2]?.bytes)).previous).toBe(
      hashOf(stored[1]?.bytes ?? new Uint8Array()),
    );
  });

  it('is left too by a command that was denied, hidden or not permitted, but not by an import', async () => {
    const product = city();
    await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', AT, registered('koebenhavn', AT));
    const advice = { to: 'citizen', topic: 'emne' };
    expect(await refusalOf(give(product, 'SOF:caseworker', 'GiveAdvice', 'c', AT, advice))).toBe('not-found');
    const dismissal = { reason: 'irrelevant' };
    expect(await refusalOf(give(product, 'KP:police', 'DismissConcern', 'c', AT, dismissal))).toBe('not-permitted');
    const { actor, ...line } = { actor: actorOf('SOF:caseworker'), command: 'GiveAdvice', id: idFor('c'), at: AT };
    await product.import([JSON.stringify({ ...line, actor, data: advice })]);
    const denied = (await product.log()).filter(({ type }) => type === 'AccessDenied');
    expect(denied.map((e) => [e.actor.agency, e.data])).toEqual([
      ['SOF', { action: 'GiveAdvice', record: 'concern', recordId: idFor('c'), purpose: 'casework' }],
      ['KP', { action: 'DismissConcern', record: 'concern', recordId: idFor('c'), purpose: 'casework' }],
    ]);
  });

  it('holds codes, ids and instants in its open part, whatever was asked', async () => {
    const product = city();
    const asked = (infohus: string) => refusalOf(product.ask(BIF, 'Cases', { infohus }));
    expect(await asked('Anders Andersen, født 1. maj')).toBe('validation-failed');
    expect(JSON.stringify(await product.log())).not.toContain('Anders');
  });
});
