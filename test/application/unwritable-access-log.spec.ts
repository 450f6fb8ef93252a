import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/application/ports/event-store.js';
import { type QueryName, queryNamed } from '../../src/application/queries/catalogue.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { waysOf } from '../../src/interface/doors/ways.js';
import { WAYS_IN } from '../../src/main/app.module.js';
import { CANARY, withCanaries } from '../support/canaries.js';
import { everyQuery } from '../support/every-query.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../support/generator/index.js';
import { refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { memoryApp } from '../support/memory-app.js';
import { partOf } from '../support/sample.js';

const now = () => new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString();
/** A log that takes nothing more, once it is told to. */
class Unwritable extends MemoryStore {
  isFull = false;
  override append(append: Parameters<MemoryStore['append']>[0]) {
    if (this.isFull) return Promise.reject(new StoreUnavailable('not-persisted', new Error('no room')));
    return super.append(append);
  }
}
/** The id that a number stands for, a count, what is about who asks alone, and the names of other installations: each says why it leaves nothing. */
const LEAVES_NOTHING: readonly QueryName[] = ['CaseNumbered', 'CountNews', 'InfohusContext', 'Installations'];

describe('With the access log unwritable', () => {
  it('no query answers, but what tells of nobody else than who asks', async () => {
    const store = new Unwritable();
    const product = memoryInstallation(now, 'plans', store);
    const asked = await everyQuery(product);
    store.isFull = true;
    const answered: string[] = [];
    for (const [name, [reader, params]] of Object.entries(asked) as [QueryName, (typeof asked)[QueryName]][]) {
      const code = await refusalOf(product.ask(reader, name, params as never));
      if (code === undefined) answered.push(name);
      else expect({ name, code }).toEqual({ name, code: 'unavailable' });
    }
    expect(answered.sort()).toEqual(LEAVES_NOTHING);
    expect(LEAVES_NOTHING.filter((name) => !('nothing' in queryNamed(name).leaves))).toEqual([]);
  });
});

describe('With the access log unwritable, of a city with a canary in every sealed text,', () => {
  const store = new Unwritable();
  let here: Awaited<ReturnType<typeof memoryApp>>;
  const tokens = new Map<string, string>();
  let ids: readonly string[];
  beforeAll(async () => {
    here = await memoryApp(now, store);
    const file = wholeDomainFile(3, { infohus: 'koebenhavn', size: 2, contract: 'amended' })
      .split('\n')
      .filter(Boolean);
    await here.inMemory.import(withCanaries(file).lines);
    for (const user of ['bif-tovholder', 'bif-compliance']) tokens.set(user, await here.token(user));
    const log = await here.inMemory.log();
    const first = (kind: string) =>
      log.find(({ stream }) => stream.startsWith(`${kind}-`))?.stream.slice(kind.length + 1);
    ids = ['case', 'concern', 'meeting', 'person'].flatMap((kind) => first(kind) ?? []);
  });
  afterAll(() => here.close());

  /** Every way by which something is read, with each record that its address may name. */
  const addresses = () =>
    waysOf(WAYS_IN)
      .filter(({ method }) => method === 'GET')
      .flatMap(({ paths }) => paths)
      .flatMap((path) => (path.includes(':') ? ids.map((id) => path.replace(/:\w+/g, id)) : [path]))
      .map((path) => `${path}?infohus=koebenhavn`);
  async function canariesBy(user: string, asked: readonly string[], enough = Infinity): Promise<readonly string[]> {
    const shown: string[] = [];
    for (const address of asked) {
      const { text = '', body } = await here
        .http()
        .get(address)
        .set('Authorization', `Bearer ${tokens.get(user)}`)
        .redirects(0);
      const whole = `${text}${Buffer.isBuffer(body) ? body.toString('latin1') : ''}`;
      if ([...whole.matchAll(CANARY)].length > 0) shown.push(address);
      if (shown.length === enough) break;
    }
    return shown;
  }

  it('no page, no answer of the API and no door shows one; with it many do', async () => {
    store.isFull = false;
    expect(await canariesBy('bif-tovholder', addresses(), 4)).toHaveLength(4);
    store.isFull = true;
    // One way in three for each, drawn; `npm run whole` takes all.
    for (const [i, user] of [...tokens.keys()].entries())
      expect({ user, shown: await canariesBy(user, partOf(addresses(), i, 3)) }).toEqual({ user, shown: [] });
  });
});
