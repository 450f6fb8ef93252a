import { describe, expect, it } from '@jest/globals';
import { PERSON, type Tricks } from '../../support/identity/saml-idp.js';
import { acs, IDP, idp, refused } from '../../support/identity/saml-login.js';

/** The assertion once more, with another person, beside, around or inside the signed one. */
const evil = (xml: string) =>
  xml
    .replaceAll(PERSON, '00000000-0000-4000-8000-000000000000')
    .replace(/ ID="[^"]*"/, ' ID="_evil"')
    .replace(/<(ds:)?Signature.*<\/(ds:)?Signature>/s, '');
const signatureOf = (xml: string) => /<Signature.*<\/Signature>/s.exec(xml)?.[0] ?? '';

describe('The answer around it is refused by name where it is', () => {
  it.each<[string, string, Tricks]>([
    ['for another address', 'saml-destination', { answer: (x) => x.replace(acs, 'https://other.example/acs') }],
    ['for no address', 'saml-destination', { answer: (x) => x.replace(` Destination="${acs}"`, '') }],
    ['of another provider', 'saml-issuer', { answer: (x) => x.replace(`>${IDP}<`, '>https://evil.example<') }],
    [
      'an error with an assertion in it',
      'saml-status',
      { answer: (x) => x.replace('status:Success', 'status:Responder') },
    ],
    ['to nothing that was asked', 'saml-unasked', { answer: (x) => x.replace(/ InResponseTo="[^"]*"/, '') }],
    [
      'to another request',
      'saml-in-response-to',
      { answer: (x) => x.replace(/ InResponseTo="[^"]*"/, ' InResponseTo="_other"') },
    ],
    ['no answer', 'saml-no-response', { answer: (x) => x.replaceAll('samlp:Response', 'samlp:LogoutResponse') }],
    ['without an assertion', 'saml-no-assertion', { content: () => '' }],
    ['with one that is not encrypted', 'saml-assertion-plain', { content: (_, plain) => plain }],
    ['with one that is, and one that is not', 'saml-assertion-plain', { content: (one, plain) => `${one}${plain}` }],
    ['with two', 'saml-assertions', { content: (one) => `${one}${one}` }],
    ['encrypted with DES', 'saml-cipher', { cipher: 'des' }],
    ['with a key wrapped by RSA 1.5', 'saml-cipher', { answer: (x) => x.replace('rsa-oaep-mgf1p', 'rsa-1_5') }],
    [
      'encrypted for somebody else',
      'saml-decryption',
      { answer: (x) => x.replace(/<xenc:CipherValue>[^<]{8}/, '<xenc:CipherValue>AAAAAAAA') },
    ],
    [
      'changed after it was encrypted',
      'saml-decryption',
      {
        answer: (x) =>
          x.replace(/[^<]{8}(<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/, 'AAAAAAA=$1'),
      },
    ],
    ['not XML', 'saml-unreadable', { answer: () => 'nonsense' }],
    ['of two roots', 'saml-unreadable', { answer: (x) => `${x}<b/>` }],
    [
      'with a DTD (XXE)',
      'saml-doctype',
      { answer: (x) => `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${x}` },
    ],
    [
      'with entities that grow',
      'saml-doctype',
      { answer: (x) => `<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]>${x}` },
    ],
    ['with a comment', 'saml-comment', { answer: (x) => x.replace('<saml:Issuer>', '<saml:Issuer><!-- -->') }],
    ['with an instruction', 'saml-instruction', { answer: (x) => x.replace('<saml:Issuer>', '<saml:Issuer><?p x?>') }],
    ['with CDATA', 'saml-cdata', { answer: (x) => x.replace(/>(https:[^<]*)</, '><![CDATA[$1]]><') }],
    [
      'larger than any honest one',
      'saml-too-large',
      { answer: (x) => x.replace('<samlp:Status>', `<a>${'x'.repeat(400_000)}</a><samlp:Status>`) },
    ],
  ])('%s (%s)', async (_, why, tricks) => {
    expect(await refused(tricks)).toBe(why);
  });
});

describe('A signature is refused by name where it', () => {
  it.each<[string, string, Tricks]>([
    ['is not there', 'saml-unsigned', { isSigned: false }],
    ['was taken off', 'saml-unsigned', { signed: (x) => x.replace(signatureOf(x), '') }],
    ['is somebody else’s', 'saml-signature', { sign: { key: idp.other } }],
    [
      'is somebody else’s, whose key it brings along',
      'saml-signature',
      { sign: { key: idp.other, keyInfo: '<X509Data><X509Certificate>AAAA</X509Certificate></X509Data>' } },
    ],
    [
      'is of another text',
      'saml-signature',
      { signed: (x) => x.replace(PERSON, '00000000-0000-4000-8000-000000000000') },
    ],
    ['is by SHA-1', 'saml-signature-algorithm', { sign: { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' } }],
    ['digests by SHA-1', 'saml-signature-algorithm', { sign: { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' } }],
    [
      'is an HMAC with our public key',
      'saml-signature-algorithm',
      { sign: { algorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1', key: idp.trusted } },
    ],
    [
      'has two SignedInfo (CVE-2025-29775)',
      'saml-signature-shape',
      { signed: (x) => x.replace(/(<SignedInfo.*<\/SignedInfo>)/s, '$1$1') },
    ],
    [
      'has a comment in its DigestValue (CVE-2025-29774)',
      'saml-comment',
      { signed: (x) => x.replace('<DigestValue>', '<DigestValue><!--x-->') },
    ],
    ['is there twice', 'saml-signature-shape', { signed: (x) => x.replace(/(<Signature .*<\/Signature>)/s, '$1$1') }],
    [
      'is of another element (URI)',
      'saml-signature-shape',
      { signed: (x) => x.replace(/URI="#[^"]*"/, 'URI="#_another"') },
    ],
    ['is of nothing (empty URI)', 'saml-signature-shape', { signed: (x) => x.replace(/URI="#[^"]*"/, 'URI=""') }],
    [
      'has two references',
      'saml-signature-shape',
      { signed: (x) => x.replace(/(<Reference.*<\/Reference>)/s, '$1$1') },
    ],
    [
      'transforms by an expression',
      'saml-signature-shape',
      {
        signed: (x) =>
          x.replace(
            'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
            'http://www.w3.org/TR/1999/REC-xpath-19991116',
          ),
      },
    ],
  ])('%s (%s)', async (_, why, tricks) => {
    expect(await refused(tricks)).toBe(why);
  });

  it.each<[string, string, (signed: string) => string]>([
    ['inside an evil one', 'saml-assertions', (x) => evil(x).replace('</saml:Issuer>', `</saml:Issuer>${x}`)],
    [
      'inside the Object of an evil one’s signature',
      'saml-assertions',
      (x) =>
        evil(x).replace(
          '</saml:Issuer>',
          `</saml:Issuer>${signatureOf(x).replace('</Signature>', `<Object>${x.replace(signatureOf(x), '')}</Object></Signature>`)}`,
        ),
    ],
    ['around an evil one', 'saml-assertions', (x) => x.replace('</saml:Assertion>', `${evil(x)}</saml:Assertion>`)],
    ['beside an evil one', 'saml-unreadable', (x) => `${evil(x)}${x}`],
    ['before an evil one', 'saml-unreadable', (x) => `${x}${evil(x)}`],
    ['under another element', 'saml-no-assertion', (x) => `<a>${x}</a>`],
    [
      'with its ID given to another element too',
      'saml-id-twice',
      (x) => x.replace('<saml:Subject>', `<saml:Subject Id="${/ ID="([^"]*)/.exec(x)?.[1]}">`),
    ],
    [
      'whose signature moved down into an extension',
      'saml-signature-shape',
      (x) =>
        x
          .replace(signatureOf(x), '')
          .replace('<saml:Subject>', `<saml:Advice>${signatureOf(x)}</saml:Advice><saml:Subject>`),
    ],
  ])('wraps: the signed assertion %s (%s)', async (_, why, signed) => {
    expect(await refused({ signed })).toBe(why);
  });

  it.each([
    ['comment', 'saml-comment', '<!---->'],
    ['instruction', 'saml-instruction', '<?p x?>'],
    ['CDATA', 'saml-cdata', '<![CDATA[]]>'],
  ])('holds although a %s was put into the NameID (VU#475445)', async (_, why, what) => {
    expect(await refused({ signed: (x) => x.replace(PERSON, `${PERSON.slice(0, 8)}${what}${PERSON.slice(8)}`) })).toBe(
      why,
    );
    // Also where the provider itself signs it (its own writer may leave it out).
    expect([why, 'saml-name']).toContain(await refused({ unsigned: (x) => x.replace(PERSON, `${PERSON}${what}0`) }));
  });
});
