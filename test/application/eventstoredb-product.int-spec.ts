import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyLog } from '../../src/application/audit/copy.js';
import { openPart } from '../../src/application/codec.js';
import { parseRequest } from '../../src/application/commands/request.js';
import {
  type Append,
  type Appended,
  type EventStore,
  StoreUnavailable,
} from '../../src/application/ports/event-store.js';
import { FollowUps } from '../../src/application/processes/follow-ups.js';
import { Sealing } from '../../src/application/sealing.js';
import { uuidv5 } from '../../src/application/uuidv5.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { readLog } from '../contract/event-store/fixtures.js';
import { emptyStore } from '../support/eventstoredb/server.js';
import { wholeDomainFile } from '../support/generator/index.js';
import { actorOf, give, idFor, opened, refusalOf, registered, substantiated } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { type TestServer, testServer } from '../support/postgres.js';
import { WHOLE } from '../support/sample.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const NOW = () => '2026-06-01T08:00:00.000Z';
const DAY = '2026-03-02T09:00:00.000Z';
type Product = ReturnType<typeof memoryInstallation>;

async function onEventStoreDb<T>(work: (product: Product, store: EventStore) => Promise<T>): Promise<T> {
  const { store, close } = await emptyStore(server);
  try {
    return await work(memoryInstallation(NOW, 'plans', store), store);
  } finally {
    await close();
  }
}

/** The log as everybody sees it, but for what is drawn at random: the commitments of sealed fields. */
const shown = async (product: Product) =>
  (await product.log()).map(({ stream, version, position, type, occurredAt, actor, data }) => ({
    ...{ stream, version, position, type, occurredAt, actor },
    data: openPart(data),
  }));

/** The process dies after the first stream was written. */
class CutShort implements Pick<EventStore, 'append'> {
  constructor(private readonly store: EventStore) {}
  async append(append: Append): Promise<Appended> {
    const [first] = append.writes;
    if (first && append.promise !== undefined) {
      await this.store.append({ ...append, writes: [first] });
      throw new StoreUnavailable('unknown', new Error('the process died'));
    }
    return this.store.append(append);
  }
}
const dyingBetweenStreams = (store: EventStore): EventStore =>
  new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return (append: Append) => new CutShort(target).append(append);
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** A substantiated concern, and a case that was opened on it by a process that died before the concern knew. */
async function halfOpened(product: Product, store: EventStore) {
  await give(product, 'SOF:caseworker', 'RegisterConcern', 'the concern', DAY, registered('koebenhavn', DAY));
  await give(product, 'BIF:coordinator', 'QualifyConcern', 'the concern', DAY, substantiated);
  const dying = memoryInstallation(NOW, 'plans', dyingBetweenStreams(store));
  const open = opened('koebenhavn', 'the concern', 'SOF');
  expect(await refusalOf(give(dying, 'BIF:coordinator', 'OpenCase', 'the case', DAY, open))).toBe('unavailable');
}
const typesOf = async (product: Product) => (await product.log()).map(({ type }) => type);

describe('The product on EventStoreDB', () => {
  it('takes whole files as it does on one machine, event for event', async () => {
    const story = readFileSync('demo/nine-months.ndjson', 'utf8').split('\n').filter(Boolean);
    const whole = wholeDomainFile(5, { infohus: 'koebenhavn' }).split('\n').filter(Boolean);
    const lines = [...story, ...whole.slice(0, WHOLE ? 150 : 70)];
    const memory = memoryInstallation(NOW);
    const taken = await memory.import(lines);
    await onEventStoreDb(async (product) => {
      expect(await product.import(lines)).toEqual(taken);
      expect(await shown(product)).toEqual(await shown(memory));
      expect(await product.import(lines)).toMatchObject({ accepted: 0 });
    });
  });

  it('takes a log over from another store and gives it back, the same to the byte', () =>
    onEventStoreDb(async (_, store) => {
      const [before, after] = [memoryInstallation(NOW), new MemoryStore()];
      await before.import(readFileSync('demo/nine-months.ndjson', 'utf8').split('\n').filter(Boolean));
      const there = await copyLog(before.store, store);
      expect(there).toEqual({
        copied: there.verified,
        found: 0,
        verified: await before.store.head().then((h) => h.position),
      });
      expect(await copyLog(before.store, store)).toEqual({ ...there, copied: 0, found: there.verified });
      expect(await copyLog(store, after)).toEqual(there);
      const logs = [before.store, after].map((log) => readLog(log));
      expect((await logs[1])?.map(({ leaf }) => leaf)).toEqual((await logs[0])?.map(({ leaf }) => leaf));
    }));

  it('finishes a command that was cut short between two streams, once', () =>
    onEventStoreDb(async (product, store) => {
      await halfOpened(product, store);
      expect(await typesOf(product)).not.toContain('ConcernLinkedToCase');
      expect(await product.executor.followUps.finishAll()).toBe(1);
      expect((await typesOf(product)).slice(-2)).toEqual(['CaseOpened', 'ConcernLinkedToCase']);
      expect(await product.executor.followUps.finishAll()).toBe(0);
    }));

  it('finishes it when the command is given again', () =>
    onEventStoreDb(async (product, store) => {
      await halfOpened(product, store);
      const [main] = (await product.log()).slice(-1);
      await product.executor.followUps.finish(main?.commandId ?? '');
      await product.executor.followUps.finish(main?.commandId ?? '');
      expect((await typesOf(product)).filter((type) => type === 'ConcernLinkedToCase')).toHaveLength(1);
    }));

  it('finishes it once when several processes do', () =>
    onEventStoreDb(async (product, store) => {
      await halfOpened(product, store);
      const processes = [1, 2, 3].map(
        () => new FollowUps(store, new Sealing(store, product.vault), (given) => product.executor.execute(given)),
      );
      await Promise.all(processes.map((followUps) => followUps.finishAll()));
      expect((await typesOf(product)).slice(-2)).toEqual(['CaseOpened', 'ConcernLinkedToCase']);
    }));

  it('finishes it though somebody took beforehand what would be its id, were it no secret', () =>
    onEventStoreDb(async (product, store) => {
      await halfOpened(product, store);
      const commandId = (await product.log()).at(-1)?.commandId;
      const guessed = uuidv5(`${commandId}/concern-${idFor('the concern')}`);
      const request = parseRequest('GiveAdvice', {
        id: idFor('the concern'),
        at: DAY,
        data: { to: 'citizen', topic: 'opdigtet' },
      });
      await product.executor.execute({
        request,
        actor: actorOf('BIF:coordinator'),
        kind: 'person',
        commandId: guessed,
      });
      expect(await product.executor.followUps.finishAll()).toBe(1);
      expect((await typesOf(product)).slice(-3)).toEqual(['CaseOpened', 'AdviceGiven', 'ConcernLinkedToCase']);
    }));

  it('tells the case when the concern was dismissed in between, and lets it go', () =>
    onEventStoreDb(async (product, store) => {
      await halfOpened(product, store);
      const dismissal = { reason: 'irrelevant' };
      await give(product, 'BIF:coordinator', 'DismissConcern', 'the concern', DAY, dismissal);
      await product.executor.followUps.finishAll();
      const [last] = (await product.log()).slice(-1);
      expect(last).toMatchObject({
        type: 'ConcernLinkRefused',
        stream: `case-${idFor('the case')}`,
        data: { concernId: idFor('the concern'), rule: 'concern-ended' },
        actor: { kind: 'system' },
      });
      expect(await product.executor.followUps.finishAll()).toBe(0);
    }));

  it('forwards a concern to another Infohus with what was written in it', () =>
    onEventStoreDb(async (product, store) => {
      await give(product, 'SOF:caseworker', 'RegisterConcern', 'the concern', DAY, registered('koebenhavn', DAY));
      const dying = memoryInstallation(NOW, 'plans', dyingBetweenStreams(store));
      const forward = {
        toInfohus: 'koege',
        newConcernId: idFor('there'),
        disclosure: {
          categories: ['identity'],
          legalBasis: 'RPL115_1_1',
          constellation: 'SSP',
          purpose: 'crime-prevention',
          necessity: 'opdigtet',
        },
      };
      const cut = give(dying, 'BIF:coordinator', 'ForwardConcern', 'the concern', DAY, forward);
      expect(await refusalOf(cut)).toBe('unavailable');
      await product.executor.followUps.finishAll();
      expect((await product.log()).at(-1)).toMatchObject({
        stream: `concern-${idFor('there')}`,
        data: { originConcernId: idFor('the concern') },
      });
    }));
});
