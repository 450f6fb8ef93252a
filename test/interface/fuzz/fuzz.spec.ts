import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Random } from '../../../src/interface/cli/demo-data/random.js';
import { type Thrown, thrownBy } from '../../support/fuzz.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../../support/generator/index.js';
import { memoryApp } from '../../support/memory-app.js';
import { WHOLE } from '../../support/sample.js';

/** `npm run fuzz` throws more, and takes a seed of its own: FUZZ_SEED. */
const SEED = Number(process.env.FUZZ_SEED ?? 15);
const MANY = Number(process.env.FUZZ_MANY ?? (WHOLE ? 150 : 80));
const USERS = ['bif-tovholder', 'kp-politi', 'sof-leder', 'bif-compliance', 'bif-analytiker', 'bif-administrator'];

/** Milliseconds for each, on a machine that does other things too. */
const PATIENCE = 200;

let here: Awaited<ReturnType<typeof memoryApp>>;
let tokens: readonly string[] = [];
let ids: readonly string[] = [];
/** What is thrown logs out, too: after so many requests everybody is logged in again. */
const AGAIN = 50;
beforeAll(async () => {
  here = await memoryApp(() => new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString());
  await here.inMemory.import(
    wholeDomainFile(3, { infohus: 'koebenhavn', size: 2, contract: 'amended' }).split('\n').filter(Boolean),
  );
  const streams = new Set((await here.inMemory.log()).map(({ stream }) => stream));
  ids = [...streams]
    .flatMap((stream) => /^(?:case|concern|meeting|person|activity)-(.{36})$/.exec(stream)?.[1] ?? [])
    .slice(0, 40);
  await here.app.listen(0, '127.0.0.1');
});
afterAll(() => here.close());

async function answerTo({ method, path, headers, body }: Thrown): Promise<number> {
  const sent = here
    .http()
    [method](path)
    .redirects(0)
    .set({ ...headers });
  return (await (method === 'get' ? sent : sent.serialize((text: unknown) => text as string).send(body))).status;
}
/** What was thrown and answered as our own fault, with the place in the code as the server's log names it. */
async function faults(seed: number, many: number): Promise<readonly string[]> {
  const found: string[] = [];
  const anybody = (random: Random) => (random.chance(0.25) ? undefined : random.one(tokens));
  const login = async () => {
    tokens = await Promise.all(USERS.map((user) => here.token(user)));
  };
  await login();
  let sent = 0;
  for (const thrown of thrownBy(seed, many, anybody, ids)) {
    here.said.length = 0;
    const status = await answerTo(thrown);
    if (status >= 500)
      found.push(
        `${status} ${thrown.method} ${thrown.path} ${thrown.body.slice(0, 300)} ${here.said.join('').slice(0, 700)}`,
      );
    sent += 1;
    if (sent % Math.ceil(many / 8) === 0) kept.push(await held());
    if (sent % AGAIN === 0) await login();
  }
  return found;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes that an event in memory may take, with what finds it again. */
const EVENT = 4_000;
interface Held {
  readonly mb: number;
  readonly events: number;
}
/** What is held at each eighth of a run, garbage taken out; the log stands in memory here, so its events are counted beside. */
const kept: Held[] = [];
async function held(): Promise<Held> {
  collect();
  return { mb: Math.round(process.memoryUsage().heapUsed / 1e6), events: (await here.inMemory.log()).length };
}

describe('Whatever is thrown at the ways in', () => {
  it('is thrown at records that are there too', () => {
    expect(ids.length).toBeGreaterThan(20);
  });

  it(
    'is answered, and never as our own fault',
    async () => {
      expect(await faults(SEED, MANY)).toEqual([]);
      if (process.env.FUZZ_MANY) process.stderr.write(`${JSON.stringify(kept)}\n`);
      // A short run only warms up; a long one may grow by the log that stands in memory here, and by nothing else.
      const [first, last] = [kept[0], kept.at(-1)];
      if (MANY < 2_000 || !first || !last) return;
      expect((last.mb - first.mb) * 1e6).toBeLessThan(20e6 + EVENT * (last.events - first.events));
    },
    Math.max(600_000, MANY * PATIENCE),
  ); // a night's run is not cut short by a limit that is meant for one

  it('is the same for the same seed', () => {
    const all = (seed: number) => JSON.stringify([...thrownBy(seed, 50, () => undefined)]);
    const [first, again] = [all(1), all(1)];
    expect(again).toBe(first);
    expect(all(2)).not.toBe(first);
  });

  it('is noticed where it breaks something', async () => {
    const { ask } = here.inMemory.asker;
    here.inMemory.asker.ask = async () => {
      throw new TypeError('a fault of ours');
    };
    const found = await faults(SEED, 60);
    here.inMemory.asker.ask = ask;
    expect(found.length).toBeGreaterThan(0);
  });
});
