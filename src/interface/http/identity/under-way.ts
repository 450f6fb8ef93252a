import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { LoginRefused } from '../../../application/ports/identity.js';

/** A login that was begun and has not come back: it travels as a sealed cookie, so that nobody can fill a table by beginning logins. */
const shape = z.strictObject({
  issuer: z.string(),
  kept: z.record(z.string(), z.unknown()),
  again: z.boolean(),
  back: z.string(),
  /** SHA-256 of the session's token that it was begun with, which it takes the place of. */
  instead: z.string().nullable(),
  until: z.string(),
});
export type UnderWay = z.output<typeof shape>;

const CIPHER = 'aes-256-gcm';
const [NONCE, TAG] = [12, 16];

export function sealUnderWay(key: Uint8Array, login: UnderWay): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(login), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws LoginRefused not-begun-here, too-late */
export function openUnderWay(key: Uint8Array, cookie: string | undefined, issuer: string, now: string): UnderWay {
  const login = cookie === undefined ? undefined : opened(key, Buffer.from(cookie, 'base64url'));
  if (!login || login.issuer !== issuer) throw new LoginRefused('not-begun-here');
  if (login.until <= now) throw new LoginRefused('too-late');
  return login;
}

function opened(key: Uint8Array, bytes: Buffer): UnderWay | undefined {
  if (bytes.length < NONCE + TAG) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What is kept between a login and the logout at its provider, by what it is found again. */
export const atProviderKey = (hash: string): string => `at provider ${hash}`;
export const outKey = (ticket: string): string => `out ${createHash('sha256').update(ticket).digest('hex')}`;
export const askedKey = (issuer: string, request: string): string => `logout asked ${issuer} ${request}`;
