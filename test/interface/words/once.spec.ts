import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const FOLDER = 'src/interface/words';

describe('The words of the pages', () => {
  // The administrator's home once bore the title of a page about insight: two subjects had the same key, and the later one won.
  it('stand under a key of their own: no two subjects say a different thing under one', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('-words.ts'));
    const keys = files.flatMap((file) => {
      const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
      return [...text.matchAll(/^ {2}'?([\w.-]+)'?: \[/gm)].map(([, key]) => [key, file] as const);
    });
    expect(keys.length).toBeGreaterThan(500);
    const known = new Map<string | undefined, string>();
    const twice = keys.filter(([key, file]) => {
      const first = known.get(key);
      known.set(key, file);
      return first !== undefined && first !== file;
    });
    expect(twice).toEqual([]);
  });
});
