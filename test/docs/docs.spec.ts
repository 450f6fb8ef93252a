import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { permissionsMarkdown } from '../../src/application/authorization/print.js';

describe('The documentation', () => {
  it('prints the permission table as it is', () => {
    const file = 'docs/permissions.md';
    if (process.env.UPDATE_DOCS) writeFileSync(file, permissionsMarkdown());
    expect(readFileSync(file, 'utf8')).toBe(permissionsMarkdown());
  });

  it('names in the README only files and scripts that are there', () => {
    const readme = readFileSync('README.md', 'utf8');
    const paths = [...readme.matchAll(/\]\((?!http)([^)]+)\)|`(src\/[\w./-]+)`/g)].map((m) => m[1] ?? m[2] ?? '');
    expect(paths.filter((p) => !existsSync(p))).toEqual([]);
    const scripts = [...readme.matchAll(/npm run (?:-s )?(\w+)/g)].map((m) => m[1] ?? '');
    const known = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);
    expect(scripts.filter((s) => !known.includes(s))).toEqual([]);
  });
});
