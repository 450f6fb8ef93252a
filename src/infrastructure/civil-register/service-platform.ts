import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import { type CivilRegister, RegisterFailed } from '../../application/ports/civil-register.js';
import { ACTION, type Caller, registrationIn, requestOf } from './person-lookup.js';

/** Milliseconds for a question and its whole answer: somebody sits and waits. */
const PATIENCE = 10_000;
/** Bytes: an answer with many children and former addresses has some tens of thousands. */
const MOST = 500_000;

export interface ServicePlatformAt {
  readonly url: string;
  /** PEM texts. */
  readonly certificate: string;
  readonly key: string;
  /** Who vouches for the other side, where that is not one of those that everybody trusts. */
  readonly authority?: string | undefined;
  readonly caller: Caller;
  readonly patience?: number;
}

/** The civil register by way of the Serviceplatform: SOAP over TLS, each side with its certificate. */
export class ServicePlatform implements CivilRegister {
  private readonly tls: {
    readonly cert: string;
    readonly key: string;
    readonly ca?: string;
    readonly minVersion: 'TLSv1.2';
  };
  constructor(private readonly at: ServicePlatformAt) {
    const { certificate: cert, key, authority: ca } = at;
    this.tls = { cert, key, ...(ca ? { ca } : {}), minVersion: 'TLSv1.2' };
  }

  async lookUp(number: string, { user, reference }: { readonly user: string; readonly reference: string }) {
    const { status, body } = await this.post(requestOf({ number, user, reference }, this.at.caller));
    if (status === 401 || status === 403) throw new RegisterFailed('register-refuses');
    // A fault comes with 500; what comes with another status than that or 200 is not from the service.
    if (status !== 200 && status !== 500) throw new RegisterFailed('register-fault');
    if (status === 500 && !body.includes('Fault')) throw new RegisterFailed('register-fault');
    return registrationIn(body, number);
  }

  async look() {
    const { hostname, port } = new URL(this.at.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect({
        host: hostname.replace(/[[\]]/g, ''),
        port: Number(port || 443),
        ...this.tls,
        ...sni(hostname),
      });
      socket.setTimeout(this.patience, () => socket.destroy(new RegisterFailed('register-silent')));
      socket.once('secureConnect', () => resolve(void socket.destroy()));
      socket.once('error', (error) => reject(failureOf(error)));
    });
    return { certificateUntil: new Date(new X509Certificate(this.at.certificate).validTo).toISOString() };
  }

  private get patience(): number {
    return this.at.patience ?? PATIENCE;
  }

  private post(body: string): Promise<{ readonly status: number; readonly body: string }> {
    const signal = AbortSignal.timeout(this.patience);
    const agent = new Agent({ ...this.tls, maxCachedSessions: 0 });
    const headers = {
      'content-type': 'text/xml; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      soapaction: `"${ACTION}"`,
    };
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) =>
        reject(signal.aborted ? new RegisterFailed('register-silent') : failureOf(error));
      const asked = request(this.at.url, { agent, method: 'POST', headers, signal }, (response) => {
        read(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), fail);
      });
      asked.on('error', fail);
      asked.end(body);
    });
  }
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST) throw new RegisterFailed('register-unreadable');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof RegisterFailed ? error : new RegisterFailed('register-half-answer');
  }
  if (!response.complete) throw new RegisterFailed('register-half-answer');
  return textOf(Buffer.concat(chunks));
}
/** In another encoding a name would come with signs of what could not be read, and be taken over with them. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RegisterFailed('register-unreadable');
  }
}

const sni = (hostname: string) => (/^[\d.]+$|^\[/.test(hostname) ? {} : { servername: hostname });
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_SSL_|ERR_TLS_|EPROTO/;
/** The cause goes no further: what it says is not ours to tell. */
function failureOf(error: unknown): RegisterFailed {
  if (error instanceof RegisterFailed) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  return new RegisterFailed(UNTRUSTED.test(code) ? 'register-certificate' : 'register-away');
}
