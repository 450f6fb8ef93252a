import {
  CompactEncrypt,
  CompactSign,
  type CryptoKey,
  compactDecrypt,
  compactVerify,
  errors,
  importJWK,
  type JWK,
} from 'jose';
import {
  InstallationAway,
  type Installations,
  type KnownInstallation,
  NotBelieved,
} from '../../application/ports/installations.js';
import type { InstallationsFile } from './installations-file.js';

/** One algorithm each, said by us and never by what comes in. */
const SIGNATURE = 'ES256';
const KEY = 'ECDH-ES+A256KW';
const CONTENT = 'A256GCM';
/** Milliseconds for a message there and its answer back. */
const TIMEOUT = 60_000;
/** Bytes of an answer that are read: it is a signed sentence. */
const ANSWER = 256 * 1024;

interface Other extends KnownInstallation {
  readonly url: string | undefined;
  readonly signature: CryptoKey;
  readonly sealing: CryptoKey;
}
type Key = CryptoKey;
const keyFrom = (jwk: JWK, alg: string) => importJWK(jwk, alg) as Promise<Key>;

/** JOSE with pinned keys: signed by the sender (JWS), sealed for the receiver (JWE), carried over HTTPS (landscape: SORMAS-to-SORMAS, eDelivery). */
export class JoseInstallations implements Installations {
  readonly others: readonly KnownInstallation[];

  private constructor(
    readonly own: string,
    readonly infohus: string,
    private readonly keys: { readonly signing: Key; readonly opening: Key },
    private readonly known: ReadonlyMap<string, Other>,
  ) {
    this.others = [...known.values()].map(({ code, name }) => ({ code, name }));
  }

  static async from({ own, others }: InstallationsFile): Promise<JoseInstallations> {
    const signing = await keyFrom(own.signingKey, SIGNATURE);
    const opening = await keyFrom(own.openingKey, KEY);
    const known = await Promise.all(
      others.map(
        async ({ code, name, url, signatureKey, sealingKey }): Promise<[string, Other]> => [
          code,
          {
            ...{ code, name, url },
            signature: await keyFrom(signatureKey, SIGNATURE),
            sealing: await keyFrom(sealingKey, KEY),
          },
        ],
      ),
    );
    return new JoseInstallations(own.code, own.infohus, { signing, opening }, new Map(known));
  }

  sign(message: object): Promise<string> {
    return new CompactSign(Buffer.from(JSON.stringify(message)))
      .setProtectedHeader({ alg: SIGNATURE, typ: 'sagsspor-transfer' })
      .sign(this.keys.signing);
  }

  async verify(by: string, signed: string): Promise<unknown> {
    const { signature } = this.of(by);
    const { payload, protectedHeader } = await believed('it is not signed by who it says it is from', () =>
      compactVerify(signed, signature, { algorithms: [SIGNATURE] }),
    );
    if (protectedHeader.typ !== 'sagsspor-transfer') throw new NotBelieved('it was signed for something else');
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  }

  seal(to: string, content: Uint8Array): Promise<string> {
    return new CompactEncrypt(content).setProtectedHeader({ alg: KEY, enc: CONTENT }).encrypt(this.of(to).sealing);
  }

  async open(sealed: string): Promise<Uint8Array> {
    const opened = await believed('it is sealed for somebody else, or was changed', () =>
      compactDecrypt(sealed, this.keys.opening, {
        ...{ keyManagementAlgorithms: [KEY], contentEncryptionAlgorithms: [CONTENT] },
      }),
    );
    return opened.plaintext;
  }

  async carry(to: string, message: string, knock: string): Promise<string | undefined> {
    const { url } = this.of(to);
    if (!url) return undefined;
    const response = await fetch(new URL('transfers', url.endsWith('/') ? url : `${url}/`), {
      ...{ method: 'POST', redirect: 'error', body: message },
      headers: { authorization: `Sagsspor ${knock}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((cause: unknown) => {
      throw new InstallationAway(`the installation ${to} cannot be reached`, { cause });
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new InstallationAway(`the installation ${to} answers ${response.status}`);
    }
    return textUpTo(response, ANSWER, to);
  }

  private of(code: string): Other {
    const found = this.known.get(code);
    if (!found) throw new NotBelieved('it is from an installation that the configuration does not know');
    return found;
  }
}

async function textUpTo({ body }: Response, most: number, to: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > most) throw new InstallationAway(`the installation ${to} answers more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What is wrong with the signature or the seal is not told to whoever sent it. */
async function believed<T>(otherwise: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError)
      throw new NotBelieved(otherwise);
    throw error;
  }
}
