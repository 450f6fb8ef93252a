import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SamlProvider } from '../../../src/infrastructure/identity/saml.js';
import { ForeignCertificate, metadataOf } from '../../../src/infrastructure/identity/saml-metadata.js';
import { documentOf, elementsIn } from '../../../src/infrastructure/identity/saml-text.js';
import { testCertificate } from '../../support/eventstoredb/test-certificate.js';
import { acs, BASE, idp, issuer, provider, slo, US } from '../../support/identity/saml-login.js';

const found = (xml: string, name: string) => elementsIn(documentOf(xml)).filter((e) => e.localName === name);
const base64 = (text: string | undefined) => Buffer.from(text ?? '', 'base64url').toString('base64');

describe('What a SAML provider is told of us', () => {
  it('is who we are, where it answers, and that requests are signed and assertions must be', () => {
    const { metadata } = provider;
    const [role] = found(metadata, 'SPSSODescriptor');
    expect([role?.getAttribute('AuthnRequestsSigned'), role?.getAttribute('WantAssertionsSigned')]).toEqual([
      'true',
      'true',
    ]);
    expect(documentOf(metadata).getAttribute('entityID')).toBe(US);
    expect(found(metadata, 'AssertionConsumerService').map((e) => e.getAttribute('Location'))).toEqual([acs]);
    expect(found(metadata, 'SingleLogoutService').map((e) => e.getAttribute('Location'))).toEqual([slo]);
  });

  it('is the public half of our key, to sign and to encrypt by, and nothing of the private one', () => {
    const { n, e, d } = createPrivateKey(idp.own).export({ format: 'jwk' });
    const { metadata } = provider;
    expect(found(metadata, 'KeyDescriptor').map((key) => key.getAttribute('use'))).toEqual(['signing', 'encryption']);
    expect(found(metadata, 'Modulus').map((key) => key.textContent)).toEqual([base64(n), base64(n)]);
    expect(found(metadata, 'Exponent')[0]?.textContent).toBe(base64(e));
    expect(metadata).not.toContain(base64(d));
    expect(metadata).not.toContain('PRIVATE');
  });

  it('asks for what is read of an assertion, and for nobody’s name or number', () => {
    const asked = found(provider.metadata, 'RequestedAttribute').map((e) => [
      e.getAttribute('Name'),
      e.getAttribute('isRequired'),
    ]);
    expect(asked).toEqual([
      ['https://data.gov.dk/model/core/specVersion', 'true'],
      ['https://data.gov.dk/concept/core/nsis/loa', 'true'],
      ['https://data.gov.dk/model/core/eid/professional/cvr', 'true'],
      ['https://data.gov.dk/model/core/eid/privilegesIntermediate', 'false'],
    ]);
  });

  it('is written so that no entityID breaks out of it', () => {
    const odd = 'https://x/?a=1&b="><Evil/>';
    const xml = metadataOf({ entityId: odd, acs, slo, key: idp.own });
    expect([documentOf(xml).getAttribute('entityID'), found(xml, 'Evil')]).toEqual([odd, []]);
  });

  // What is encrypted by another key could not be opened: nobody could log in.
  it('is refused at the start where the certificate is of another key', () => {
    const keys = { trusted: [idp.trusted], own: idp.own };
    const made = () => new SamlProvider('kommune', issuer, BASE, { ...keys, certificate: testCertificate.cert });
    expect(made).toThrow(ForeignCertificate);
  });
});
