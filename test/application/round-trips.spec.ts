import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../../src/application/ports/event-store.js';
import { type Params, QUERY_NAMES, type QueryName, queryNamed } from '../../src/application/queries/catalogue.js';
import { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { everyQuery } from '../support/every-query.js';
import { generate } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';

const NOW = '2026-11-01T12:00:00.000Z';
const FILE = 'docs/round-trips.md';
type Counts = Readonly<Record<string, number>>;

/** An installation whose ports count what they are asked. The fold that stands in for the tables reads the log unseen. */
function counting() {
  let counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let isFolding = 0;
  const store = new Proxy(new MemoryStore() as EventStore, {
    get(target, name: keyof EventStore) {
      const own = target[name];
      if (typeof own !== 'function') return own;
      return (...args: readonly unknown[]) => {
        if (name !== 'readAll' || isFolding === 0) count(name);
        else isFolding--;
        return (own as (...given: readonly unknown[]) => unknown).apply(target, [...args]);
      };
    },
  });
  const product = memoryInstallation(
    () => NOW,
    'plans',
    store,
    (question) => {
      isFolding++;
      count(`models.${question}`);
    },
  );
  const of = async (work: () => Promise<unknown>): Promise<Counts> => {
    counts = {};
    await work();
    return counts;
  };
  return { product, of };
}

const most = (a: Counts = {}, b: Counts): Counts =>
  Object.fromEntries(
    [...Object.keys(a), ...Object.keys(b)].map((name) => [name, Math.max(a[name] ?? 0, b[name] ?? 0)]),
  );

/** Of each command the most that one line of a made-up city took. */
async function ofCommands(): Promise<ReadonlyMap<string, Counts>> {
  const { product, of } = counting();
  const found = new Map<string, Counts>();
  for (const line of generate(7, 4)) {
    const { command } = JSON.parse(line) as { command: string };
    found.set(command, most(found.get(command), await of(() => product.import([line]))));
  }
  return found;
}

async function ofQueries(): Promise<ReadonlyMap<string, Counts>> {
  const { product, of } = counting();
  const asked = await everyQuery(product);
  const found = new Map<string, Counts>();
  for (const name of QUERY_NAMES) {
    const [reader, params] = asked[name];
    found.set(name, await of(() => product.ask(reader, name, params as Params<QueryName>)));
  }
  return found;
}

const table = (title: string, found: ReadonlyMap<string, Counts>): string => {
  const rows = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, counts]) => {
      const each = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
      const sum = each.reduce((all, [, n]) => all + n, 0);
      return `| ${name} | ${sum} | ${each.map(([port, n]) => `${port} ${n}`).join(', ')} |`;
    });
  return `| ${title} | all | of which |\n|---|---|---|\n${rows.join('\n')}\n`;
};

/** These read who looked, and not who has looked just now. */
const NOT_OF_NOW: Readonly<Record<string, string>> = {
  Home: 'on which day before this one the reader was here last',
  Oversight: 'when the log was last verified',
};

describe('Round trips', () => {
  it('of each command and query to the store and the read models are as many as docs/round-trips.md says', async () => {
    const queries = await ofQueries();
    // A look of a moment ago belongs in what is told: the asker waits for it only where the query says so.
    const telling = [...queries].flatMap(([name, counts]) => (counts['models.looks'] ? [name] : []));
    const waiting = QUERY_NAMES.filter((name) => queryNamed(name).tellsOfLooks);
    expect(telling.filter((name) => !(name in NOT_OF_NOW)).sort()).toEqual([...waiting].sort());
    const text = `# Round trips

How often a command or a query asks the log and the read models; generated (\`UPDATE_DOCS=1 npm run -s spec -- test/application/round-trips\`).
Of a command the most that one line of the made-up city took; its \`readAll\` looks for who names a record, for which a running installation
asks the read model \`named_in\`. Where a number grows, somebody has to mean it.

${table('Command', await ofCommands())}
${table('Query', queries)}`;
    if (process.env.UPDATE_DOCS) writeFileSync(FILE, text);
    expect(text).toBe(existsSync(FILE) ? readFileSync(FILE, 'utf8') : '');
  });
});
