import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

/** What makes a key, a signature, a seal or a digest; chance alone is none. */
const USES =
  /\b(createCipheriv|createDecipheriv|createHmac|createHash|createSign|createVerify|generateKeyPair\w*|privateDecrypt|publicEncrypt|hkdf\w*|scrypt\w*)\b|from 'jose'/;
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => join(folder, name));

it('The inventory of cryptography (docs/keys.md) has every file that uses any, and none that does not', () => {
  const used = ['src', 'verifier'].flatMap(filesIn).filter((file) => USES.test(readFileSync(file, 'utf8')));
  const [, inventory = ''] = readFileSync('docs/keys.md', 'utf8').split('## Inventory of cryptography');
  const listed = [...inventory.matchAll(/`((?:src|verifier)\/[^`]+)`/g)].map(([, file]) => String(file));
  expect([...new Set(listed)].sort()).toEqual([...used].sort());
});
