import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSign,
  createVerify,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SamlIssuer } from '../../application/identity/configuration.js';
import { LoginRefused, type SignedOut } from '../../application/ports/identity.js';
import { childrenOf, decoded, documentOf, escaped, isNamed, NS, named, only, plainText, textOf } from './saml-text.js';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const MOST = 100_000;
const SKEW = 180_000;

interface Expected {
  readonly issuer: SamlIssuer;
  readonly trusted: readonly string[];
  readonly destination: string;
  readonly now: string;
}

/** A LogoutRequest in an address (redirect binding). @throws LoginRefused by name */
export function logoutIn(url: string, expected: Expected): { readonly id: string; readonly session: string } {
  const root = messageIn(url, 'SAMLRequest', 'LogoutRequest', expected);
  const [index] = named(root, NS.protocol, 'SessionIndex');
  const session = index ? plainText(index, 'logout-of-nobody') : '';
  const id = root.getAttribute('ID') ?? '';
  if (session === '' || id === '') throw new LoginRefused('logout-of-nobody');
  return { id, session };
}

/** A LogoutResponse in an address: that the provider has ended its session, all of it. @throws LoginRefused by name */
export function logoutAnswered(url: string, expected: Expected): SignedOut {
  const root = messageIn(url, 'SAMLResponse', 'LogoutResponse', expected);
  const inResponseTo = root.getAttribute('InResponseTo') ?? '';
  if (inResponseTo === '') throw new LoginRefused('logout-in-response-to');
  const [code, ...more] = childrenOf(only(root, NS.protocol, 'Status', 'logout-not-done')).filter((e) =>
    isNamed(e, NS.protocol, 'StatusCode'),
  );
  // Within a success a second code says that others of its sessions go on.
  const isDone = code?.getAttribute('Value') === SUCCESS && more.length === 0 && childrenOf(code).length === 0;
  if (!isDone) throw new LoginRefused('logout-not-done');
  return { inResponseTo };
}

/** Signed by the provider, said by it to us, and not long ago. */
function messageIn(url: string, parameter: Parameter, name: string, expected: Expected): Element {
  const root = documentOf(inflated(signedParameter(url, parameter, expected.trusted)));
  if (!isNamed(root, NS.protocol, name)) throw new LoginRefused('logout-no-request');
  const issuer = plainText(only(root, NS.assertion, 'Issuer', 'logout-issuer'), 'logout-issuer');
  if (issuer !== expected.issuer.issuer) throw new LoginRefused('logout-issuer');
  if (root.getAttribute('Destination') !== expected.destination) throw new LoginRefused('logout-destination');
  const now = Date.parse(expected.now);
  const issued = Date.parse(root.getAttribute('IssueInstant') ?? '');
  const ends = root.hasAttribute('NotOnOrAfter') ? Date.parse(root.getAttribute('NotOnOrAfter') ?? '') : issued + SKEW;
  if (!(issued <= now + SKEW) || !(ends + SKEW > now)) throw new LoginRefused('logout-over');
  return root;
}
type Parameter = 'SAMLRequest' | 'SAMLResponse';

/** What is signed are the octets as they came (SAML bindings 3.4.4.1), so they are taken from the address itself. */
function signedParameter(url: string, parameter: Parameter, trusted: readonly string[]): string {
  const parts = (url.split('?')[1] ?? '').split('&');
  const raw = (name: string): string | undefined => {
    const own = parts.filter((p) => p.startsWith(`${name}=`));
    if (own.length > 1) throw new LoginRefused('logout-twice');
    return own[0];
  };
  const [request, relay, algorithm, signature] = [parameter, 'RelayState', 'SigAlg', 'Signature'].map(raw);
  const other = parameter === 'SAMLRequest' ? 'SAMLResponse' : 'SAMLRequest';
  if (raw(other) !== undefined) throw new LoginRefused('logout-twice');
  if (request === undefined) throw new LoginRefused('logout-no-request');
  if (algorithm === undefined || signature === undefined) throw new LoginRefused('logout-unsigned');
  if (parameterIn(algorithm) !== RSA_SHA256) throw new LoginRefused('logout-signature-algorithm');
  const octets = [request, ...(relay === undefined ? [] : [relay]), algorithm].join('&');
  const bytes = decoded(parameterIn(signature));
  if (!trusted.some((pem) => createVerify('RSA-SHA256').update(octets).verify(pem, bytes)))
    throw new LoginRefused('logout-signature');
  return parameterIn(request);
}

function parameterIn(parameter: string): string {
  try {
    return decodeURIComponent(parameter.slice(parameter.indexOf('=') + 1).replaceAll('+', ' '));
  } catch {
    throw new LoginRefused('saml-unreadable');
  }
}
function inflated(request: string): string {
  try {
    return textOf(inflateRawSync(decoded(request), { maxOutputLength: MOST }));
  } catch (error) {
    throw error instanceof LoginRefused ? error : new LoginRefused('saml-unreadable');
  }
}

interface Answer {
  readonly to: string;
  readonly issuer: string;
  readonly inResponseTo: string;
  readonly key: string;
  readonly now: string;
}
/** Where the browser goes back to with our signed answer. */
export function logoutAnswer({ to, issuer, inResponseTo, key, now }: Answer): string {
  const xml =
    `<samlp:LogoutResponse xmlns:samlp="${NS.protocol}" xmlns:saml="${NS.assertion}" ID="_${randomUUID()}" Version="2.0" ` +
    `IssueInstant="${now}" Destination="${escaped(to)}" InResponseTo="${escaped(inResponseTo)}"><saml:Issuer>${escaped(issuer)}</saml:Issuer>` +
    `<samlp:Status><samlp:StatusCode Value="${SUCCESS}"/></samlp:Status></samlp:LogoutResponse>`;
  return signedAddress(to, 'SAMLResponse', xml, key);
}

/** Whom a provider knows by which name in which session, to the letter. Of the two forms of a name one holds what somebody is called. */
export interface NameAtProvider {
  readonly nameId: string;
  readonly format: string | null;
  readonly session: string;
}
const CIPHER = 'aes-256-gcm';
const [NONCE, TAG] = [12, 16];
const sealingKey = (own: string): Buffer => createHash('sha256').update(`a name at a provider\n${own}`).digest();

/** Under our key at that provider: whoever reads what is kept of it reads nothing. */
export function sealedName(own: string, name: NameAtProvider): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, sealingKey(own), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(name), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}
/** Undefined: it was sealed under another key. */
export function openedName(own: string, sealed: string): NameAtProvider | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, sealingKey(own), bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8'));
  } catch {
    return undefined;
  }
}

interface Asked {
  readonly to: string;
  readonly issuer: string;
  readonly who: NameAtProvider;
  readonly key: string;
  readonly now: string;
}
/** Where the browser goes to end the provider's session too: our signed request, and its id. */
export function logoutRequest({ to, issuer, who, key, now }: Asked): {
  readonly url: string;
  readonly request: string;
} {
  const request = `_${randomUUID()}`;
  const ends = new Date(Date.parse(now) + SKEW).toISOString();
  const format = who.format === null ? '' : ` Format="${escaped(who.format)}"`;
  const xml =
    `<samlp:LogoutRequest xmlns:samlp="${NS.protocol}" xmlns:saml="${NS.assertion}" ID="${request}" Version="2.0" ` +
    `IssueInstant="${now}" NotOnOrAfter="${ends}" Destination="${escaped(to)}"><saml:Issuer>${escaped(issuer)}</saml:Issuer>` +
    `<saml:NameID${format}>${escaped(who.nameId)}</saml:NameID><samlp:SessionIndex>${escaped(who.session)}</samlp:SessionIndex></samlp:LogoutRequest>`;
  return { url: signedAddress(to, 'SAMLRequest', xml, key), request };
}

/** Redirect binding, with SHA-256. */
function signedAddress(to: string, parameter: Parameter, xml: string, key: string): string {
  const query = new URLSearchParams({
    [parameter]: deflateRawSync(xml).toString('base64'),
    SigAlg: RSA_SHA256,
  }).toString();
  const signature = createSign('RSA-SHA256').update(query).sign(key, 'base64');
  return `${to}${to.includes('?') ? '&' : '?'}${query}&Signature=${encodeURIComponent(signature)}`;
}
