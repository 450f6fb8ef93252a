import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waysOf } from '../../src/interface/doors/ways.js';
import { WAYS_IN } from '../../src/main/app.module.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../support/generator/index.js';
import { idFor } from '../support/given.js';
import { memoryApp } from '../support/memory-app.js';
import { sampled } from '../support/sample.js';

let here: Awaited<ReturnType<typeof memoryApp>>;
/** One record of each kind of stream, and another where there are two. */
let records: readonly string[];
beforeAll(async () => {
  here = await memoryApp(() => new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString());
  await here.inMemory.import(
    wholeDomainFile(5, { infohus: 'koebenhavn', size: 2, contract: 'amended' }).split('\n').filter(Boolean),
  );
  await here.app.listen(0, '127.0.0.1');
  const kinds = new Map<string, Set<string>>();
  for (const { stream } of await here.inMemory.log()) {
    const [, kind = '', id = ''] = /^([a-z-]+?)-([0-9a-f-]{36})$/.exec(stream) ?? [];
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(id));
  }
  records = [...kinds].flatMap(([kind, ids]) => (kind ? [...ids].slice(0, 2) : []));
});
afterAll(() => here.close());

/** Of this answer alone: when it was made, and by which number it is found in the server's log. */
const OWN = new Set(['date', 'x-request-id', 'etag', 'content-length', 'set-cookie']);
/** All that is told of an address: status, headers and body, without the id that was asked for. */
async function told(path: string, id: string, token: string) {
  const answer = await here
    .http()
    .get(path)
    .set({ Authorization: `Bearer ${token}`, Accept: path.startsWith('/api') ? 'application/json' : 'text/html' })
    .redirects(0)
    .buffer(true);
  const headers = Object.entries(answer.headers as Record<string, string>).filter(([name]) => !OWN.has(name));
  const body = answer.text ?? String(answer.body);
  // Where the log stands, on every page: one look further.
  const same = body
    .replaceAll(id, '<id>')
    .replaceAll(/(position|log) [\d.]+/g, '$1')
    .replaceAll(/data-session-until="[^"]*"/g, '');
  return {
    status: answer.status,
    headers: JSON.stringify(headers).replaceAll(id, '<id>'),
    body: same,
    bytes: same.length,
  };
}
const ways = waysOf(WAYS_IN)
  .filter(({ method }) => method === 'GET')
  .flatMap(({ paths }) => paths)
  .filter((path) => /:(?!name|code|command)\w+/.test(path));

describe('Over HTTP, on pages and in the API,', () => {
  it.each(['krim-medarbejder', 'vel-tovholder', 'bif-analytiker', 'ssp-medarbejder'])(
    'what is refused to %s is as what is not there, whatever kind of record it is: status, headers, body and its length',
    async (user) => {
      const token = await here.token(user);
      const absent = idFor(`nobody's ${user}`);
      const differ: string[] = [];
      let refused = 0;
      for (const way of sampled(ways, 12)) {
        const at = (id: string) => way.replaceAll(/:\w+/g, id);
        const nothing = await told(at(absent), absent, token);
        for (const id of records) {
          const found = await told(at(id), id, token);
          if (found.status < 400) continue;
          refused += 1;
          for (const part of ['status', 'headers', 'body', 'bytes'] as const)
            if (found[part] !== nothing[part])
              differ.push(
                `${at(id)} ${part}: ${String(found[part]).slice(0, 300)} / ${String(nothing[part]).slice(0, 300)}`,
              );
        }
      }
      expect(differ.slice(0, 5)).toEqual([]);
      expect(refused).toBeGreaterThan(100);
    },
  );
  it('there are as many kinds as the city has', () => {
    expect(records.length).toBeGreaterThan(14);
  });
});
