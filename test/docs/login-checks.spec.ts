import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('docs/login-checks.md', 'utf8');
const files = new Map(
  [...text.matchAll(/\*\*([\w-]+)\*\* `(test\/[^`]+)`/g)].map(([, name, path]) => [
    name,
    readFileSync(String(path), 'utf8'),
  ]),
);
const rows = [...text.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, check, refused, tests]) => ({ check: String(check), refused: String(refused), tests: String(tests) }))
  .filter(({ tests }) => tests !== 'test');
const code = ['src/infrastructure/identity', 'src/application/identity', 'src/interface/web/login']
  .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8')))
  .join('\n');

describe('docs/login-checks.md', () => {
  it('names for each check a test, and each test is there', () => {
    expect(rows.length).toBeGreaterThan(70);
    const named = rows.flatMap(({ check, tests }) => {
      const all = [...tests.matchAll(/([\w-]+): `([^`]+)`/g)];
      return all.length > 0 ? all.map(([, file, title]) => ({ file, title })) : [{ file: 'none', title: check }];
    });
    expect(named.filter(({ file, title }) => !files.get(String(file))?.includes(String(title)))).toEqual([]);
  });

  it('names refusals that the code gives', () => {
    const refusals = rows.flatMap(({ refused }) =>
      [...refused.matchAll(/`([\w-]+)`/g)].map(([, name]) => String(name)),
    );
    expect(refusals.length).toBeGreaterThan(50);
    expect(refusals.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });
});
