import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { DOMParser } from '@xmldom/xmldom';
import { testCertificate } from '../eventstoredb/test-certificate.js';
import { fault, personAnswer, type Registered } from './answers.js';

/** What befalls the next question. A text is answered as it stands. */
export type Befalls =
  | 'silent'
  | 'cut'
  | 'half'
  | 'busy'
  | 'forbidden'
  | 'page'
  | 'endless'
  | { readonly body: string | Buffer };

const SERVICE = 'http://serviceplatformen.dk/xml/wsdl/soap11/CPR/PersonBaseDataExtended/4/';
const SCHEMAS = 'http://serviceplatformen.dk/xml/schemas/';
const UUID = /^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$/;

/**
 * The civil register as the public contract of SF1520 version 4 has it, no more generous: over TLS to whoever shows our certificate, one question by
 * its SOAPAction, each element in its namespace and its order; what is asked otherwise is a fault.
 */
export class CivilRegisterDouble {
  readonly people = new Map<string, Registered>();
  readonly befalls: Befalls[] = [];
  /** What each question said of itself: who, for which event, in whose name. */
  readonly asked: { readonly user: string; readonly reference: string; readonly caller: string }[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<CivilRegisterDouble> {
    const server = createServer({
      ...testCertificate,
      ca: testCertificate.cert,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const double = new CivilRegisterDouble(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      buffer(request).then(
        (body) => double.answer(request, body.toString('utf8'), response),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return double;
  }
  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}/service/CPR/PersonBaseDataExtended/4`;
  }
  knows(...people: readonly Registered[]): void {
    for (const one of people) this.people.set(one.number, one);
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const befalls = this.befalls.shift();
    if (befalls === 'silent') return;
    if (befalls === 'cut') return void response.destroy();
    if (befalls === 'busy') return void response.writeHead(503).end('<html>');
    if (befalls === 'forbidden') return void response.writeHead(403).end();
    if (befalls === 'page')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Login');
    if (befalls === 'endless') return void forever(response);
    const [status, text] = typeof befalls === 'object' ? [200, befalls.body] : this.found(request, body);
    response.writeHead(status, { 'content-type': 'text/xml;charset=utf-8', 'content-length': Buffer.byteLength(text) });
    if (befalls === 'half') return void response.write(text.slice(0, text.length / 2), () => response.destroy());
    response.end(text);
  }

  private found(request: IncomingMessage, body: string): readonly [number, string | Buffer] {
    if (!(request.socket as TLSSocket).authorized || request.method !== 'POST') return [403, ''];
    if (request.headers.soapaction !== `"${SERVICE}PersonLookup"`) return [500, fault('no such action')];
    if (!/^text\/xml/.test(request.headers['content-type'] ?? '')) return [415, ''];
    const number = this.numberIn(body);
    if (number === undefined) return [500, fault('the request does not follow the schema')];
    const person = this.people.get(number);
    return person ? [200, personAnswer(person)] : [500, fault(`PNR not found: ${number}`)];
  }

  /** In the sequence of the schema: contexts, each at most once, then the number. */
  private numberIn(body: string): string | undefined {
    const elements = (of: Element) => Array.from(of.childNodes).filter((n): n is Element => n.nodeType === 1);
    const root = new DOMParser().parseFromString(body, 'text/xml').documentElement as unknown as Element;
    const request = elements(elements(root)[0] as Element)[0];
    if (request?.localName !== 'PersonLookupRequest' || request.namespaceURI !== SERVICE) return undefined;
    const parts = elements(request);
    const names = parts.map((one) => `${one.namespaceURI?.replace(SCHEMAS, '')}${one.localName}`).join(' ');
    const said = new Map(parts.flatMap(elements).map((one) => [one.localName, one.textContent ?? '']));
    const byAuthority = names === 'CallContext/1/CallContext AuthorityContext/1/AuthorityContext cpr/PNR/1/PNR';
    const byAgreement = names === 'InvocationContext/1/InvocationContext cpr/PNR/1/PNR';
    const ids = ['ServiceAgreementUUID', 'UserSystemUUID', 'UserUUID', 'ServiceUUID'].map(
      (name) => said.get(name) ?? '',
    );
    if (
      !(byAuthority && /^\d{8}$/.test(said.get('MunicipalityCVR') ?? '')) &&
      !(byAgreement && ids.every((id) => UUID.test(id)))
    )
      return undefined;
    const [user, reference] = [said.get('OnBehalfOfUser') ?? '', said.get('CallersServiceCallIdentifier') ?? ''];
    if (user.length > 255 || reference.length > 255) return undefined;
    this.asked.push({ user, reference, caller: said.get('MunicipalityCVR') ?? ids.join(' ') });
    const number = parts.at(-1)?.textContent ?? '';
    return number.length <= 10 ? number : undefined;
  }
}

function forever(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/xml' });
  const more = () => response.write(Buffer.alloc(64_000, ' '), (error) => (error ? undefined : setImmediate(more)));
  more();
}
