import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { LoginRefused } from '../../application/ports/identity.js';
import { decoded, elementsIn, isNamed, NS, only, plainText, textOf } from './saml-text.js';

/** What may be used, and nothing else: the library beneath takes any, DES and RSA 1.5 too. */
const CIPHERS: Readonly<
  Record<string, { readonly name: 'aes-256-gcm' | 'aes-128-gcm' | 'aes-256-cbc'; readonly key: number }>
> = {
  'http://www.w3.org/2009/xmlenc11#aes256-gcm': { name: 'aes-256-gcm', key: 32 },
  'http://www.w3.org/2009/xmlenc11#aes128-gcm': { name: 'aes-128-gcm', key: 16 },
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc': { name: 'aes-256-cbc', key: 32 },
};
const OAEP = ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p', 'http://www.w3.org/2009/xmlenc11#rsa-oaep'];
const DIGESTS: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
};
const [GCM_NONCE, GCM_TAG, BLOCK] = [12, 16, 16];

/**
 * The assertion inside an EncryptedAssertion. It is not believed for having been encrypted: our key is public. Whatever does not fit is refused by
 * one and the same name, so that nobody can ask bit by bit (padding oracles). @throws LoginRefused saml-cipher, saml-decryption
 */
export function decryptedAssertion(encrypted: Element, key: string): string {
  const data = only(encrypted, NS.encryption, 'EncryptedData', 'saml-decryption');
  const cipher = CIPHERS[methodOf(data)];
  const [wrapped, ...more] = elementsIn(encrypted).filter((e) => isNamed(e, NS.encryption, 'EncryptedKey'));
  if (!wrapped || more.length > 0) throw new LoginRefused('saml-decryption');
  const method = methodOf(wrapped);
  const digest = DIGESTS[digestOf(wrapped)];
  if (!cipher || !OAEP.includes(method) || !digest) throw new LoginRefused('saml-cipher');
  try {
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: digest };
    const content = privateDecrypt({ key, ...padding }, cipherValue(wrapped));
    if (content.length !== cipher.key) throw new LoginRefused('saml-decryption');
    return textOf(opened(cipher.name, content, cipherValue(data)));
  } catch {
    throw new LoginRefused('saml-decryption');
  }
}

function opened(name: (typeof CIPHERS)[string]['name'], key: Buffer, bytes: Buffer): Buffer {
  if (name !== 'aes-256-cbc') {
    const decipher = createDecipheriv(name, key, bytes.subarray(0, GCM_NONCE), { authTagLength: GCM_TAG });
    decipher.setAuthTag(bytes.subarray(-GCM_TAG));
    return Buffer.concat([decipher.update(bytes.subarray(GCM_NONCE, -GCM_TAG)), decipher.final()]);
  }
  const decipher = createDecipheriv(name, key, bytes.subarray(0, BLOCK)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()]);
  const padding = padded.at(-1) ?? 0; // XML Encryption: only the last byte says how much
  if (padding < 1 || padding > BLOCK) throw new LoginRefused('saml-decryption');
  return padded.subarray(0, -padding);
}

const methodOf = (e: Element): string =>
  only(e, NS.encryption, 'EncryptionMethod', 'saml-cipher').getAttribute('Algorithm') ?? '';
/** Left out it is SHA-1: of the padding, where nothing is signed by it. */
function digestOf(wrapped: Element): string {
  const method = only(wrapped, NS.encryption, 'EncryptionMethod', 'saml-cipher');
  const [digest] = elementsIn(method).filter((e) => isNamed(e, NS.signature, 'DigestMethod'));
  return digest?.getAttribute('Algorithm') ?? 'http://www.w3.org/2000/09/xmldsig#sha1';
}
const cipherValue = (e: Element): Buffer => {
  const data = only(e, NS.encryption, 'CipherData', 'saml-decryption');
  return decoded(plainText(only(data, NS.encryption, 'CipherValue', 'saml-decryption'), 'saml-decryption'));
};
