import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('docs/security.md', 'utf8');
const rows = [...text.matchAll(/^\| (\d[^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/gm)].map(
  ([, items, about, state, by]) => ({
    items: String(items),
    about: String(about),
    state: String(state).trim(),
    by: String(by).trim(),
  }),
);

/** How many items of levels 1 and 2 each section of ASVS 5.0.0 has. */
const SECTIONS: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2, '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1, '3.2': 2, '3.3': 4 },
  ...{ '3.4': 6, '3.5': 5, '3.7': 2, '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4, '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4, '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5 },
  ...{ '7.5': 2, '7.6': 2, '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1, '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 2 },
  ...{ '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3, '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1 },
  ...{ '11.6': 1, '12.1': 3, '12.2': 2, '12.3': 4, '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5, '14.1': 2, '14.2': 4 },
  ...{ '14.3': 3, '15.1': 3, '15.2': 3, '15.3': 7, '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3 },
  ...{ '17.1': 1, '17.2': 4, '17.3': 2 },
};
const all = Object.entries(SECTIONS).flatMap(([section, n]) =>
  Array.from({ length: n }, (_, i) => `${section}.${i + 1}`),
);
/** `1.2.6–1.2.8` are all from the one to the other, over sections too. */
function itemsOf(written: string): readonly string[] {
  return written.split(', ').flatMap((part) => {
    const [from = '', to = from] = part.split('–');
    const [start, end] = [all.indexOf(from), all.indexOf(to)];
    return start < 0 || end < start ? [`no such item: ${part}`] : all.slice(start, end + 1);
  });
}

describe('docs/security.md', () => {
  it('judges every item of ASVS 5.0.0 level 2, each once', () => {
    const judged = rows.flatMap((row) => itemsOf(row.items));
    expect(all).toHaveLength(253);
    expect([...judged].sort()).toEqual([...all].sort());
  });

  it('says of each what holds it, or why it does not', () => {
    const states = new Set(['met', 'partly', 'not met', 'not here']);
    expect(rows.filter((row) => !states.has(row.state))).toEqual([]);
    expect(rows.filter((row) => row.state !== 'not here' && row.by === '')).toEqual([]);
  });

  it('names only what there is', () => {
    const named = [...text.matchAll(/`((?:test|src|docs)\/[\w./-]+)`/g)].map(([, path]) => String(path));
    expect(named.length).toBeGreaterThan(60);
    expect([...new Set(named)].filter((path) => !existsSync(path))).toEqual([]);
    const walls = [...text.matchAll(/`(?:walls|identity)\/[\w-]+\.ts`/g)].map(([path]) => path.slice(1, -1));
    expect(walls.filter((path) => !existsSync(`src/interface/http/${path}`))).toEqual([]);
  });
});
