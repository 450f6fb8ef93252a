import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commands } from '../../src/domain/registry.js';
import { DOORS } from '../../src/interface/doors/doors.js';
import { waysOf } from '../../src/interface/doors/ways.js';
import { WAYS_IN } from '../../src/main/app.module.js';
import { CANARY, withCanaries } from '../support/canaries.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../support/generator/index.js';
import { memoryApp } from '../support/memory-app.js';
import { sampled } from '../support/sample.js';

const NOW = new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString();
/** What somebody sends who is nobody: nothing, a token that was never given, one that looks signed, a cookie of nobody's session. */
const CALLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nothing: {},
  'a token of nobody': { Authorization: `Bearer ${'A'.repeat(43)}` },
  'a token that nobody signed': { Authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJiaWYtdG92aG9sZGVyIn0.' },
  'a cookie of nobody': { Cookie: 'sagsspor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; __Host-sagsspor=A' },
};
const KINDS = ['case', 'concern', 'meeting', 'person'];

let here: Awaited<ReturnType<typeof memoryApp>>;
let ids: readonly string[];
beforeAll(async () => {
  here = await memoryApp(() => NOW);
  await here.app.listen(0, '127.0.0.1');
  const file = wholeDomainFile(3, { infohus: 'koebenhavn', size: 2, contract: 'amended' }).split('\n').filter(Boolean);
  await here.inMemory.import(withCanaries(file).lines);
  const log = await here.inMemory.log();
  ids = KINDS.flatMap(
    (kind) => log.find(({ stream }) => stream.startsWith(`${kind}-`))?.stream.slice(kind.length + 1) ?? [],
  );
});
afterAll(() => here.close());

const ways = waysOf(WAYS_IN).flatMap(({ method, paths }) => paths.map((path) => `${method} ${path}`));
const opened = Object.values(DOORS).flatMap(({ opens }) => opens.map((opening) => opening.replace(/^ANY /, 'GET ')));
/** Every way in, with each of these records where its address names one, and with these commands where it names one. */
const calls = (given: readonly string[]): readonly string[] =>
  [...new Set([...ways, ...opened])].flatMap((way) => {
    if (way.includes(':name') && /command|\/do\//.test(way))
      return given.map((name) => way.replace(':name', name).replace(/:\w+/g, ids[0] ?? ''));
    return /:/.test(way) ? ids.map((id) => way.replace(/:\w+/g, id)) : [way];
  });

async function send(call: string, headers: Readonly<Record<string, string>>) {
  const [method = '', path = ''] = call.split(' ');
  const verb = method.toLowerCase() as 'get' | 'post' | 'delete';
  const sent = here.http()[verb](`${path}?infohus=koebenhavn&id=${ids[0]}`).redirects(0).set(headers);
  return verb === 'get' ? sent : sent.send({ id: ids[0], data: {}, user: 'nobody' });
}
/** What these calls left in the log, and which of them showed a text of somebody. */
async function left(all: readonly string[], headers: Readonly<Record<string, string>>) {
  const before = (await here.inMemory.log()).length;
  const shown: string[] = [];
  for (const call of all) {
    const { text = '' } = await send(call, headers);
    if ([...text.matchAll(CANARY)].length > 0) shown.push(call);
  }
  const events = (await here.inMemory.log()).slice(before).map(({ type }) => type);
  return { events, shown };
}

describe('Whoever has proven nothing', () => {
  it.each(Object.keys(CALLERS))(
    'leaves no event by any way in and is shown nothing of anybody, with %s',
    async (caller) => {
      const given = [...commands.keys()];
      // Each command once: whoever else comes with nothing is turned away at the same place.
      const every = calls(caller === 'nothing' ? given : given.slice(0, 3));
      expect(every.length).toBeGreaterThan(150);
      // With nothing by every way in; with what looks like something by some, drawn. `npm run matrix` takes all.
      const all = caller === 'nothing' ? every : sampled(every, 50);
      expect(await left(all, CALLERS[caller] ?? {})).toEqual({ events: [], shown: [] });
    },
  );

  it('leaves none by asking again and again: who is logged in does', async () => {
    const again = Array.from({ length: 100 }, () => `GET /api/cases/${ids[0]}`);
    expect((await left(again, {})).events).toEqual([]);
    const Authorization = `Bearer ${await here.token('bif-tovholder')}`;
    expect((await left(again.slice(0, 3), { Authorization })).events).toEqual(Array(3).fill('RecordConsulted'));
  });
});
