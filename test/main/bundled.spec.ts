import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { built } from '../support/built.js';

const entry = fileURLToPath(built('main/main.js'));
const bundled = join(dirname(entry), '..', 'bundled');
const files = readdirSync(bundled).map((name) => readFileSync(join(bundled, name), 'utf8'));

it('the product starts from a few files: none of our modules is opened by itself', () => {
  expect(readFileSync(entry, 'utf8')).toBe("import '../bundled/main-main.js';\n");
  const apart = files.flatMap((text) =>
    [...text.matchAll(/\b(?:from|import)\s*\(?"(\.[^"]*)"/g)].map(([, from]) => from),
  );
  expect(apart.length).toBeGreaterThan(20);
  expect(apart.filter((from) => dirname(from ?? '') !== '.')).toEqual([]);
});

it('what a module reads beside itself, or starts, it looks for where it stood before it was bundled', () => {
  const stood = files.flatMap((text) =>
    [...text.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g)].map(([, at]) => at),
  );
  expect(stood).toEqual(expect.arrayContaining(['../main/compose.js', '../interface/web/assets.js']));
  expect(stood.filter((at) => !existsSync(join(bundled, at ?? '')))).toEqual([]);
  expect(files.filter((text) => /(?<!", )import\.meta\.url/.test(text))).toEqual([]);
});
