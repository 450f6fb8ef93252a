import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type KeyUse, verifierText } from '../../application/audit/note.js';
import type { Signer } from '../../application/ports/ledger.js';
import { KeyLost } from '../key-lost.js';
import { writeOnce } from '../vault/durable.js';

/** The key file can be read by others, or is none. Says what to do. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

/**
 * An Ed25519 key in a file of its own, outside the database, readable by its owner only; made at its first use. In production the key
 * belongs into a module that signs for us: the port is `Signer`.
 * @param stands what was signed by it before, or may have been; undefined where there is nothing yet
 * @throws KeyLost where the file is gone and something stands
 */
export function signingKey(file: string, name: string, use: KeyUse = 'log', stands?: string): Signer {
  if (stands !== undefined && !existsSync(file))
    throw new KeyLost(`${basename(dirname(file))}/${basename(file)}`, stands);
  const key = existsSync(file) ? read(file) : make(file);
  return {
    name,
    verifier: verifierText(name, use, key),
    sign: async (message) => sign(null, message, key),
  };
}

function make(file: string): KeyObject {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeOnce(file, Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })), randomBytes);
  // Of processes that start at once on a new folder one has made it: all sign with that.
  return read(file);
}

function read(file: string): KeyObject {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new SigningKeyError(`others can read ${file}: chmod 600 it, and take a new key if somebody has`);
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below
  }
  throw new SigningKeyError(`${file} holds no Ed25519 private key in PEM: put it back from its backup`);
}
