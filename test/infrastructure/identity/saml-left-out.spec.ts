import { describe, expect, it } from '@jest/globals';
import { PERSON, type Tricks } from '../../support/identity/saml-idp.js';
import { CVR, E, login, MINUTES, refused } from '../../support/identity/saml-login.js';

const without = (what: RegExp): Tricks => ({ unsigned: (xml) => xml.replace(what, '') });

describe('An assertion that leaves out what is checked is refused by name, as one that says another', () => {
  it.each<[string, string, Tricks]>([
    ['Issuer', 'saml-issuer', { unsigned: (x) => x.replace(/>https:[^<]*<\/saml:Issuer>/, '></saml:Issuer>') }],
    ['Subject', 'saml-subject', without(/<saml:Subject>.*<\/saml:Subject>/s)],
    ['NameID', 'saml-name', without(/<saml:NameID>.*<\/saml:NameID>/s)],
    ['SubjectConfirmation', 'saml-subject', without(/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/s)],
    ['Method', 'saml-not-bearer', without(/ Method="[^"]*"/)],
    ['Recipient', 'saml-recipient', without(/ Recipient="[^"]*"/)],
    ['InResponseTo inside the signature', 'saml-in-response-to', without(/ InResponseTo="[^"]*"/)],
    // Of these two the library beneath says no first.
    ['end of the confirmation', 'saml-signature', without(/ NotOnOrAfter="[^"]*"(?=\/>)/)],
    ['Conditions', 'saml-conditions', without(/<saml:Conditions .*<\/saml:Conditions>/s)],
    ['end of the conditions', 'saml-signature', without(/(?<=<saml:Conditions[^>]*) NotOnOrAfter="[^"]*"/)],
    ['AudienceRestriction', 'saml-audience', without(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/s)],
    ['Audience', 'saml-audience', without(/<saml:Audience>.*<\/saml:Audience>/s)],
    ['AuthnStatement', 'saml-no-login', without(/<saml:AuthnStatement .*<\/saml:AuthnStatement>/s)],
    ['AuthnInstant', 'saml-authn-instant', without(/ AuthnInstant="[^"]*"/)],
    ['AttributeStatement', 'saml-attributes', without(/<saml:AttributeStatement>.*<\/saml:AttributeStatement>/s)],
    ['ID', 'saml-signature-shape', { signed: (x) => x.replace(/ ID="[^"]*"/, '') }],
  ])('%s (%s)', async (_, why, tricks) => {
    expect(await refused(tricks)).toBe(why);
  });
});

describe('The clocks of a provider and of this house', () => {
  it.each<[string, string, NonNullable<Tricks['said']>]>([
    ['over for less than three minutes', 'taken', { ends: -2.9 * MINUTES }],
    ['over for more', 'saml-over', { ends: -3.1 * MINUTES }],
    ['handed over less than three minutes too late', 'taken', { confirmationEnds: -2.9 * MINUTES }],
    ['handed over later', 'saml-confirmation-over', { confirmationEnds: -3.1 * MINUTES }],
    ['less than three minutes too early', 'taken', { begins: 2.9 * MINUTES }],
    ['earlier', 'saml-too-early', { begins: 3.1 * MINUTES }],
  ])('may be three minutes apart: an assertion %s is %s', async (_, why, said) => {
    expect(await refused({ said })).toBe(why);
  });
});

describe('What a signature is told to be by', () => {
  it.each([
    'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    '',
  ])('is not %j: RSA with SHA-256 or SHA-512 alone', async (algorithm) => {
    const signed = (x: string) => x.replace(/(<SignatureMethod Algorithm=")[^"]*/, `$1${algorithm}`);
    expect(await refused({ signed })).toBe('saml-signature-algorithm');
  });
});

describe('Both forms of a NameID', () => {
  const FORMS: readonly (readonly [string, string])[] = [
    ['OIOSAML', `${E}professional/uuid/${PERSON}`],
    ['a certificate', `C=DK,O=${CVR},CN=Opdigtet Person,Serial=${PERSON}`],
  ];
  it.each(FORMS)('are the same person in any case of letters, and nothing of a name is kept: %s', async (_, nameId) => {
    const { proof } = await login({ said: { nameId: nameId.replace(PERSON, PERSON.toUpperCase()) } });
    expect(proof.subject).toBe(PERSON);
  });
  it.each(
    FORMS.flatMap(([form, nameId]) => [
      [form, 'with something before it', `x${nameId}`],
      [form, 'with something after it', `${nameId}0`],
      [form, 'with a number that is none', nameId.replace(PERSON, PERSON.slice(1))],
      [form, 'twice', `${nameId} ${nameId}`],
    ]),
  )('are taken whole: the form of %s %s is nobody', async (_, __, nameId) => {
    expect(await refused({ said: { nameId } })).toBe('saml-name');
  });
  it('of a certificate holds one name: two of them could be read otherwise elsewhere', async () => {
    const nameId = `C=DK,O=${CVR},CN=a,Serial=00000000-0000-4000-8000-000000000000,CN=b,Serial=${PERSON}`;
    expect(await refused({ said: { nameId } })).toBe('saml-name');
  });
});
