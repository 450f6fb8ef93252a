import { createSign, createVerify, randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SamlIssuer } from '../../application/identity/configuration.js';
import { LoginRefused } from '../../application/ports/identity.js';
import { decoded, documentOf, escaped, isNamed, NS, named, only, plainText, textOf } from './saml-text.js';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
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
  const request = signedParameter(url, expected.trusted);
  const root = documentOf(inflated(request));
  if (!isNamed(root, NS.protocol, 'LogoutRequest')) throw new LoginRefused('logout-no-request');
  const issuer = plainText(only(root, NS.assertion, 'Issuer', 'logout-issuer'), 'logout-issuer');
  if (issuer !== expected.issuer.issuer) throw new LoginRefused('logout-issuer');
  if (root.getAttribute('Destination') !== expected.destination) throw new LoginRefused('logout-destination');
  const now = Date.parse(expected.now);
  const issued = Date.parse(root.getAttribute('IssueInstant') ?? '');
  const ends = root.hasAttribute('NotOnOrAfter') ? Date.parse(root.getAttribute('NotOnOrAfter') ?? '') : issued + SKEW;
  if (!(issued <= now + SKEW) || !(ends + SKEW > now)) throw new LoginRefused('logout-over');
  const [index] = named(root, NS.protocol, 'SessionIndex');
  const session = index ? plainText(index, 'logout-of-nobody') : '';
  const id = root.getAttribute('ID') ?? '';
  if (session === '' || id === '') throw new LoginRefused('logout-of-nobody');
  return { id, session };
}

/** What is signed are the octets as they came (SAML bindings 3.4.4.1), so they are taken from the address itself. */
function signedParameter(url: string, trusted: readonly string[]): string {
  const parts = (url.split('?')[1] ?? '').split('&');
  const raw = (name: string): string | undefined => {
    const own = parts.filter((p) => p.startsWith(`${name}=`));
    if (own.length > 1) throw new LoginRefused('logout-twice');
    return own[0];
  };
  const [request, relay, algorithm, signature] = ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'].map(raw);
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
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>';
  const query = new URLSearchParams({
    SAMLResponse: deflateRawSync(xml).toString('base64'),
    SigAlg: RSA_SHA256,
  }).toString();
  const signature = createSign('RSA-SHA256').update(query).sign(key, 'base64');
  return `${to}${to.includes('?') ? '&' : '?'}${query}&Signature=${encodeURIComponent(signature)}`;
}
