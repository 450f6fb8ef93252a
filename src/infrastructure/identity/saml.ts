import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { SamlIssuer } from '../../application/identity/configuration.js';
import {
  type Answered,
  type Beginning,
  type Begun,
  type LoginProvider,
  LoginRefused,
  type ProvenLogin,
  type ProviderEnded,
  type Received,
  type SignedOut,
  type SigningOut,
} from '../../application/ports/identity.js';
import { secretIn } from './identity-file.js';
import { LOA, type Read, readAssertion } from './saml-assertion.js';
import { decryptedAssertion } from './saml-decryption.js';
import { logoutAnswer, logoutAnswered, logoutIn, logoutRequest, openedName, sealedName } from './saml-logout.js';
import { metadataOf } from './saml-metadata.js';
import { signedAlone } from './saml-signature.js';
import { childrenOf, decoded, documentOf, elementsIn, isNamed, NS, only, plainText, textOf } from './saml-text.js';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const LEVEL_WORDS = { low: 'Low', substantial: 'Substantial', high: 'High' } as const;
const SKEW = 180_000;

export interface SamlKeys {
  /** PEM: certificates or public keys of the provider. */
  readonly trusted: readonly string[];
  /** PEM: our private key, to sign requests and open what was encrypted for us. */
  readonly own: string;
  /** PEM: a certificate of it, for our metadata. */
  readonly certificate?: string;
}
interface SamlUnderWay {
  readonly requestId: string;
  readonly begun: string;
}
interface Landed {
  readonly proof: ProvenLogin;
  readonly inResponseTo: string;
}

/**
 * SAML by OIOSAML 3. The library judges the signature and signs our requests; before it, an answer is looked at for everything that readers of XML were ever led
 * astray by; after it, for what the library leaves out (docs/login.md).
 */
export class SamlProvider implements LoginProvider {
  private readonly keys: SamlKeys;
  private readonly acs: string;
  /** What the provider is told of us. */
  readonly metadata: string;

  constructor(
    private readonly name: string,
    private readonly issuer: SamlIssuer,
    private readonly baseUrl: string,
    keys: SamlKeys = keysOf(issuer),
  ) {
    this.acs = `${baseUrl}/login/${name}/acs`;
    // Only the key counts: what stands around it in a certificate is not looked at, so that it cannot be believed either.
    const trusted = keys.trusted.map((pem) => String(createPublicKey(pem).export({ type: 'spki', format: 'pem' })));
    if (trusted.some((pem) => createPublicKey(pem).asymmetricKeyType !== 'rsa'))
      throw new Error(`issuers.${name}.certificates: RSA only`);
    this.keys = { ...keys, trusted };
    const slo = `${baseUrl}/login/${name}/slo`;
    const { own: key, certificate } = keys;
    this.metadata = metadataOf({ entityId: issuer.audience, acs: this.acs, slo, key, certificate });
  }

  async begin({ again, now }: Beginning): Promise<Begun> {
    const kept: SamlUnderWay = { requestId: `_${crypto.randomUUID()}`, begun: now };
    const { stepUp, minimum } = this.issuer;
    const level = (again && stepUp.minimum) || minimum;
    const saml = this.library({
      generateUniqueId: () => kept.requestId,
      forceAuthn: again,
      ...(level === 'none'
        ? { disableRequestedAuthnContext: true }
        : { authnContext: [`${LOA}/${LEVEL_WORDS[level]}`], racComparison: 'minimum' as const }),
    });
    return { url: await saml.getAuthorizeUrlAsync('', undefined, {}), kept };
  }

  /** Everything but whether this browser asked for it, which stands in a cookie that does not come with another site's form. */
  async receive({ form }: Answered, now: string): Promise<Received> {
    const { read, inResponseTo } = await this.judged(form.SAMLResponse, now);
    const atProvider = sealedName(this.keys.own, read.name);
    const landed: Landed = { proof: { ...read.proof, atProvider }, inResponseTo };
    const once = [`assertion ${read.id}`, `answer to ${inResponseTo}`];
    return { received: landed, once, until: read.until };
  }

  async finish({ received }: Answered, held: unknown, { again }: Beginning): Promise<ProvenLogin> {
    const { requestId, begun } = held as SamlUnderWay;
    if (received === undefined) throw new LoginRefused('not-begun-here');
    const { proof, inResponseTo } = received as Landed;
    if (inResponseTo !== requestId) throw new LoginRefused('saml-in-response-to');
    const isAnew = Date.parse(proof.authenticatedAt ?? '') >= Date.parse(begun) - SKEW;
    if (again && !isAnew) throw new LoginRefused('not-anew');
    return proof;
  }

  /** Signed logout by way of the browser; unsigned it is nobody's word. */
  async ended({ url }: Answered, now: string): Promise<ProviderEnded> {
    const { id, session } = logoutIn(url, this.expectedAt(now));
    const { audience, signOut } = this.issuer;
    const answer =
      signOut && logoutAnswer({ to: signOut, issuer: audience, inResponseTo: id, key: this.keys.own, now });
    return {
      which: { issuer: this.name, providerSession: session },
      once: `logout ${this.name} ${id}`,
      ...(answer ? { answer } : {}),
    };
  }
  /** A signed request by way of the browser; the provider knows its session by the name that it gave. */
  async signOut(atProvider: string | undefined, now: string): Promise<SigningOut | undefined> {
    const who = atProvider === undefined ? undefined : openedName(this.keys.own, atProvider);
    const { audience, signOut: to } = this.issuer;
    return who && to ? logoutRequest({ to, issuer: audience, who, key: this.keys.own, now }) : undefined;
  }
  signedOut({ url }: Answered, now: string): SignedOut {
    return logoutAnswered(url, this.expectedAt(now));
  }
  private expectedAt(now: string) {
    const destination = `${this.baseUrl}/login/${this.name}/slo`;
    return { issuer: this.issuer, trusted: this.keys.trusted, destination, now };
  }

  private async judged(answer: string | undefined, now: string): Promise<{ read: Read; inResponseTo: string }> {
    const response = documentOf(textOf(decoded(answer)));
    const inResponseTo = this.envelope(response);
    const plain = decryptedAssertion(theEncrypted(response), this.keys.own);
    const assertion = documentOf(plain);
    if (!isNamed(assertion, NS.assertion, 'Assertion')) throw new LoginRefused('saml-no-assertion');
    if (elementsIn(assertion).filter((e) => e.localName === 'Assertion').length !== 1)
      throw new LoginRefused('saml-assertions');
    signedAlone(assertion);
    const signed = documentOf(await this.verified(plain));
    const { name, issuer, acs } = this;
    return { read: readAssertion(signed, { name, issuer, acs, inResponseTo, now }), inResponseTo };
  }

  /** The answer around the assertion is not signed by itself (OIOSAML 3): it is held against what is. */
  private envelope(response: Element): string {
    if (!isNamed(response, NS.protocol, 'Response')) throw new LoginRefused('saml-no-response');
    const status = only(response, NS.protocol, 'Status', 'saml-status');
    const [code] = childrenOf(status);
    if (code?.getAttribute('Value') !== SUCCESS) throw new LoginRefused('saml-status');
    if (response.getAttribute('Destination') !== this.acs) throw new LoginRefused('saml-destination');
    const said = plainText(only(response, NS.assertion, 'Issuer', 'saml-issuer'), 'saml-issuer');
    if (said !== this.issuer.issuer) throw new LoginRefused('saml-issuer');
    const inResponseTo = response.getAttribute('InResponseTo') ?? '';
    if (inResponseTo === '') throw new LoginRefused('saml-unasked');
    return inResponseTo;
  }

  /** The bytes that were signed by a key of the configuration. @throws LoginRefused saml-signature */
  private async verified(assertion: string): Promise<string> {
    const around = `<samlp:Response xmlns:samlp="${NS.protocol}" ID="_around">${assertion}</samlp:Response>`;
    try {
      const { profile } = await this.library().validatePostResponseAsync({
        SAMLResponse: Buffer.from(around).toString('base64'),
      });
      const xml = profile?.getAssertionXml?.();
      if (xml) return xml;
    } catch {
      // Its message may hold what somebody sent: the name is enough.
    }
    throw new LoginRefused('saml-signature');
  }

  private library(more: Partial<ConstructorParameters<typeof SAML>[0]> = {}): SAML {
    return new SAML({
      ...{ callbackUrl: this.acs, entryPoint: this.issuer.signOn, issuer: this.issuer.audience },
      ...{ idpCert: [...this.keys.trusted], privateKey: this.keys.own, identifierFormat: null },
      ...{ signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256', wantAssertionsSigned: true },
      // Times, audience and who asked are judged by our own names, on the same bytes.
      ...{ wantAuthnResponseSigned: false, acceptedClockSkewMs: -1, audience: false },
      validateInResponseTo: ValidateInResponseTo.never,
      ...more,
    });
  }
}

/** One that is encrypted for us, and nothing that is not. */
function theEncrypted(response: Element): Element {
  if (elementsIn(response).some((e) => e.localName === 'Assertion')) throw new LoginRefused('saml-assertion-plain');
  const all = elementsIn(response).filter((e) => e.localName === 'EncryptedAssertion');
  const [one] = all;
  if (!one) throw new LoginRefused('saml-no-assertion');
  if (all.length > 1) throw new LoginRefused('saml-assertions');
  return only(response, NS.assertion, 'EncryptedAssertion', 'saml-assertions');
}

const keysOf = ({ certificates, keyFile, certificateFile }: SamlIssuer): SamlKeys => ({
  trusted: certificates.map((file) => readFileSync(file, 'utf8')),
  own: secretIn(keyFile),
  ...(certificateFile === undefined ? {} : { certificate: readFileSync(certificateFile, 'utf8') }),
});
