import { createVerify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SamlProvider } from '../../../src/infrastructure/identity/saml.js';
import { type LogoutTricks, PERSON, privileges, SHA256 } from '../../support/identity/saml-idp.js';
import {
  acs,
  BASE,
  CVR,
  E,
  IDP,
  idp,
  issuer,
  login,
  MINUTES,
  now,
  provider,
  ROLE,
  refused,
  slo,
  US,
  whyOf,
} from '../../support/identity/saml-login.js';

describe('A login by OIOSAML 3', () => {
  it('asks with a request that is signed with SHA-256, for the level that is demanded and nowhere else', async () => {
    const { url } = await provider.begin({ again: false, now: now() });
    const { xml, algorithm } = idp.requestIn(url);
    expect(algorithm).toBe(SHA256);
    expect(xml).toContain('https://data.gov.dk/concept/core/nsis/loa/Substantial');
    expect(xml).toContain(`AssertionConsumerServiceURL="${acs}"`);
    expect(xml).not.toContain('ForceAuthn="true"');
    const [signed, signature = ''] = url.slice(url.indexOf('?') + 1).split('&Signature=');
    const bytes = Buffer.from(decodeURIComponent(signature), 'base64');
    expect(createVerify('RSA-SHA256').update(String(signed)).verify(idp.ours, bytes)).toBe(true);
  });

  it('that must be fresh makes the person prove it anew, at the higher level', async () => {
    const { xml } = idp.requestIn((await provider.begin({ again: true, now: now() })).url);
    expect(xml).toContain('ForceAuthn="true"');
    expect(xml).toContain('/nsis/loa/High');
    expect(await whyOf(login({ said: { authenticated: -60 * MINUTES } }, true))).toBe('not-anew');
    expect(await whyOf(login({ said: { authenticated: -60 * MINUTES } }))).toBe('taken');
  });

  it('says who it is by a number and never by a name, at which level, since when and by which session', async () => {
    const { proof } = await login();
    expect(proof).toMatchObject({ issuer: 'kommune', subject: PERSON, level: 'substantial', session: 'session1' });
    expect(JSON.stringify(proof)).not.toMatch(/Opdigtet|9901019999/);
  });

  it('says until when the session lasts, where the provider does', async () => {
    const end = new Date(Date.now() + MINUTES).toISOString();
    const unsigned = (xml: string) => xml.replace(' SessionIndex=', ` SessionNotOnOrAfter="${end}" SessionIndex=`);
    expect((await login({ unsigned })).proof.sessionUntil).toBe(end);
    expect((await login()).proof).not.toHaveProperty('sessionUntil');
  });

  it('takes both forms of a NameID for the same person', async () => {
    const { proof } = await login({
      said: { nameId: `C=DK,O=${CVR},CN=Opdigtet Person,Serial=${PERSON.toUpperCase()}` },
    });
    expect(proof.subject).toBe(PERSON);
    expect(JSON.stringify(proof)).not.toContain('Opdigtet');
  });

  it.each(['http://itst.dk', 'http://digst.dk'])(
    'reads roles and their data scoping under the root of %s, of its own organisation only',
    async (root) => {
      const list = privileges(
        [
          {
            scope: CVR,
            roles: [ROLE, `${ROLE}2`],
            constraints: { 'http://sts.kombit.dk/constraints/KLE/1': '27.*, 28.*' },
          },
          { scope: '87654321', roles: ['another'] },
        ],
        `${root}/oiosaml/basic_privilege_profile`,
      );
      const constraints = { 'http://sts.kombit.dk/constraints/KLE/1': ['27.*', '28.*'] };
      expect((await login({ said: { privileges: list } })).proof.privileges).toEqual([
        { role: ROLE, scope: CVR, constraints },
        { role: `${ROLE}2`, scope: CVR, constraints },
      ]);
    },
  );

  it('is taken with AES-256-CBC too, and with the older of two keys', async () => {
    expect(await refused({ cipher: 'cbc' })).toBe('taken');
    const two = new SamlProvider('kommune', issuer, BASE, { trusted: [idp.ours, idp.trusted], own: idp.own });
    const { received } = await two.receive({ url: '/', form: { SAMLResponse: idp.answer('_x') } }, now());
    expect(received).toBeDefined();
  });

  it('is used once: the assertion and the answer have a name each that is remembered for as long as they could be used', async () => {
    const answered = { url: '/', form: { SAMLResponse: idp.answer('_x') } };
    const [first, again] = [await provider.receive(answered, now()), await provider.receive(answered, now())];
    expect(again.once).toEqual(first.once);
    expect(first.once).toEqual([expect.stringMatching(/^assertion _assertion\d+$/), 'answer to _x']);
    expect(Date.parse(first.until) - Date.now()).toBeGreaterThan(7 * MINUTES);
    expect((await login()).once).not.toEqual(first.once);
  });
});

describe('A logout by the provider', () => {
  const ended = (tricks: Parameters<typeof idp.logout>[0] = {}) =>
    provider.ended({ url: idp.logout(tricks), form: {} }, now());
  it('names the session, is taken once, and is answered with our signature', async () => {
    const { which, once, answer = '' } = await ended();
    expect(which).toEqual({ issuer: 'kommune', providerSession: 'session1' });
    expect((await ended()).once).not.toBe(once);
    const [signed, signature = ''] = answer.slice(answer.indexOf('?') + 1).split('&Signature=');
    expect(answer.startsWith(`${IDP}/slo?`)).toBe(true);
    expect(
      createVerify('RSA-SHA256')
        .update(String(signed))
        .verify(idp.ours, Buffer.from(decodeURIComponent(signature), 'base64')),
    ).toBe(true);
  });
  it.each<[string, string, Parameters<typeof idp.logout>[0]]>([
    ['unsigned', 'logout-unsigned', { key: null }],
    ['signed by somebody else', 'logout-signature', { key: idp.other }],
    ['signed with SHA-1', 'logout-signature-algorithm', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['with a second request beside the signed one', 'logout-twice', { query: (q) => `SAMLRequest=eJw&${q}` }],
    ['changed after it was signed', 'logout-signature', { query: (q) => q.replace('SAMLRequest=', 'SAMLRequest=A') }],
    ['for another address', 'logout-destination', { edit: (x) => x.replace(slo, 'https://other.example') }],
    ['of another provider', 'logout-issuer', { edit: (x) => x.replace(IDP, 'https://evil.example') }],
    ['old', 'logout-over', { edit: (x) => x.replace(/IssueInstant="[^"]*"/, 'IssueInstant="2020-01-01T00:00:00Z"') }],
    ['of nobody', 'logout-of-nobody', { edit: (x) => x.replace(/<samlp:SessionIndex>.*<\/samlp:SessionIndex>/, '') }],
    ['with a DTD', 'saml-doctype', { edit: (x) => `<!DOCTYPE a>${x}` }],
    [
      'that grows without end',
      'saml-unreadable',
      { edit: (x) => x.replace('<saml:NameID>', `<saml:NameID>${'x'.repeat(200_000)}`) },
    ],
  ])('is refused where it is %s (%s)', async (_, why, tricks) => {
    expect(await whyOf(ended(tricks))).toBe(why);
  });
});

describe('A logout at the provider that begins here', () => {
  const X509 = `C=DK,O=${CVR},CN=Opdigtet Person,Serial=${PERSON}`;
  const asks = async (nameId?: string) => {
    const { proof } = await login(nameId === undefined ? {} : { said: { nameId } });
    const out = await provider.signOut(proof.atProvider, now());
    return { out, asked: idp.logoutAsked(out?.url ?? '') };
  };

  it.each([
    ['of OIOSAML', `${E}professional/uuid/${PERSON}`],
    ['of a certificate', X509],
  ])('names the person in the form %s, to the letter, and the session, signed with SHA-256', async (_, nameId) => {
    const { out, asked } = await asks(nameId);
    expect(out?.url.startsWith(`${IDP}/slo?SAMLRequest=`)).toBe(true);
    expect(asked?.id).toBe(out?.request);
    expect(asked?.xml).toContain(
      `<saml:NameID>${nameId}</saml:NameID><samlp:SessionIndex>session1</samlp:SessionIndex>`,
    );
    expect(asked?.xml).toContain(`Destination="${IDP}/slo"><saml:Issuer>${US}</saml:Issuer>`);
    const [issued, ends] = ['IssueInstant', 'NotOnOrAfter'].map((name) =>
      Date.parse(new RegExp(`${name}="([^"]+)"`).exec(asked?.xml ?? '')?.[1] ?? ''),
    ) as [number, number];
    expect(ends - issued).toBe(3 * MINUTES);
  });
  it('is not begun for somebody whom the provider would not find', async () => {
    expect(await provider.signOut(undefined, now())).toBeUndefined();
  });
  it('is answered, and the answer names the request', async () => {
    const { out } = await asks();
    const answered = provider.signedOut({ url: idp.logoutAnswer(String(out?.request)), form: {} }, now());
    expect(answered).toEqual({ inResponseTo: out?.request });
  });
  const PARTIAL = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"/>';
  it.each<[string, string, LogoutTricks]>([
    ['unsigned', 'logout-unsigned', { key: null }],
    ['signed by somebody else', 'logout-signature', { key: idp.other }],
    ['signed with SHA-1', 'logout-signature-algorithm', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }],
    ['changed after it was signed', 'logout-signature', { query: (q) => q.replace('SAMLResponse=', 'SAMLResponse=A') }],
    ['with a request beside the signed answer', 'logout-twice', { query: (q) => `SAMLRequest=eJw&${q}` }],
    ['for another address', 'logout-destination', { edit: (x) => x.replace(slo, 'https://other.example') }],
    ['of another provider', 'logout-issuer', { edit: (x) => x.replace(IDP, 'https://evil.example') }],
    ['to nothing', 'logout-in-response-to', { edit: (x) => x.replace(/ InResponseTo="[^"]*"/, '') }],
    ['old', 'logout-over', { edit: (x) => x.replace(/IssueInstant="[^"]*"/, 'IssueInstant="2020-01-01T00:00:00Z"') }],
    ['a request', 'logout-no-request', { edit: (x) => x.replaceAll('LogoutResponse', 'LogoutRequest') }],
    ['that it was not done', 'logout-not-done', { edit: (x) => x.replace('status:Success', 'status:Responder') }],
    [
      'that some of its sessions go on',
      'logout-not-done',
      { edit: (x) => x.replace(/(status:Success")\/>/, `$1>${PARTIAL}</samlp:StatusCode>`) },
    ],
    ['with a DTD', 'saml-doctype', { edit: (x) => `<!DOCTYPE a>${x}` }],
  ])('is not taken for done where the answer is %s (%s)', async (_, why, tricks) => {
    const answer = async () => provider.signedOut({ url: idp.logoutAnswer('_x', tricks), form: {} }, now());
    expect(await whyOf(answer())).toBe(why);
  });
});
