import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { CVR, LOA, PRIVILEGES, SPEC } from './saml-assertion.js';
import { escaped, NS } from './saml-text.js';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const [POST, REDIRECT] = ['HTTP-POST', 'HTTP-Redirect'].map((name) => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`);

const URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
/** What is read of an assertion, and nothing more: no name, no CPR number. */
const ASKED = [
  [SPEC, true],
  [LOA, true],
  [CVR, true],
  [PRIVILEGES, false],
] as const;

export interface Ours {
  /** Our entityID. */
  readonly entityId: string;
  readonly acs: string;
  readonly slo: string;
  /** PEM: our private key, of which the public half is told. */
  readonly key: string;
  /** PEM: a certificate of that key, where the provider asks for one (OIOSAML 3 does). */
  readonly certificate?: string | undefined;
}

/** The certificate is of another key: what a provider encrypted by it could not be opened. */
export class ForeignCertificate extends Error {
  override readonly name = 'ForeignCertificate';
}

/**
 * What a provider is told of us (SAML metadata 2.4.4): where it answers, by which key it knows us and encrypts for us, that requests are signed and assertions
 * must be. Public, and the same for everybody. @throws ForeignCertificate
 */
export function metadataOf({ entityId, acs, slo, key, certificate }: Ours): string {
  const info = certificate === undefined ? bareKeyOf(key) : certificateOf(key, certificate);
  const keys = ['signing', 'encryption'].map((use) => `<KeyDescriptor use="${use}">${info}</KeyDescriptor>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<EntityDescriptor xmlns="${METADATA}" xmlns:ds="${NS.signature}" entityID="${escaped(entityId)}">`,
    `<SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${NS.protocol}">`,
    ...keys,
    `<SingleLogoutService Binding="${REDIRECT}" Location="${escaped(slo)}"/>`,
    `<AssertionConsumerService Binding="${POST}" Location="${escaped(acs)}" index="0" isDefault="true"/>`,
    '<AttributeConsumingService index="0" isDefault="true"><ServiceName xml:lang="da">Sagsspor</ServiceName>',
    ...ASKED.map(
      ([name, isRequired]) => `<RequestedAttribute Name="${name}" NameFormat="${URI}" isRequired="${isRequired}"/>`,
    ),
    '</AttributeConsumingService></SPSSODescriptor></EntityDescriptor>',
    '',
  ].join('\n');
}

function bareKeyOf(key: string): string {
  const { n = '', e = '' } = createPublicKey(createPrivateKey(key)).export({ format: 'jwk' });
  const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, 'base64url').toString('base64'));
  const value = `<ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${exponent}</ds:Exponent>`;
  return `<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue>${value}</ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo>`;
}
function certificateOf(key: string, pem: string): string {
  const certificate = new X509Certificate(pem);
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    throw new ForeignCertificate('certificateFile is not of the key in keyFile');
  const bytes = certificate.raw.toString('base64');
  return `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${bytes}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
}
