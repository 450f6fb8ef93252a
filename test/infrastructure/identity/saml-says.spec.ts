import { describe, expect, it } from '@jest/globals';
import { PERSON, privileges, type Said, type Tricks } from '../../support/identity/saml-idp.js';
import { CVR, E, login, MINUTES, refused } from '../../support/identity/saml-login.js';

const said = (more: Said): Tricks => ({ said: more });
describe('What an assertion says is refused by name where it is', () => {
  it.each<[string, string, Tricks]>([
    ['of another provider', 'saml-issuer', said({ issuer: 'https://evil.example' })],
    ['for another receiver', 'saml-audience', said({ audience: 'https://other.example' })],
    ['handed to another address', 'saml-recipient', said({ recipient: 'https://other.example/acs' })],
    ['an answer to another request', 'saml-in-response-to', said({ inResponseTo: '_another' })],
    ['no bearer’s', 'saml-not-bearer', said({ method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' })],
    ['over', 'saml-over', said({ ends: -4 * MINUTES })],
    ['handed over too late', 'saml-confirmation-over', said({ confirmationEnds: -4 * MINUTES })],
    [
      'of a time that is no time',
      'saml-signature', // the library's own word
      { unsigned: (x) => x.replace(/(<saml:Conditions[^>]*NotOnOrAfter=")[^"]*/, '$1soon') },
    ],
    ['from the future', 'saml-too-early', said({ begins: 4 * MINUTES })],
    ['of a login in the future', 'saml-authn-instant', said({ authenticated: 4 * MINUTES })],
    ['of another profile', 'saml-spec-version', said({ spec: 'OIO-SAML-2.0' })],
    ['of no profile', 'saml-spec-version', said({ spec: null })],
    ['of an organisation that may not come', 'saml-organisation', said({ cvr: '87654321' })],
    ['of no organisation', 'saml-organisation', said({ cvr: null })],
    [
      'of a person of another organisation',
      'saml-organisation',
      said({ nameId: `C=DK,O=87654321,CN=X,Serial=${PERSON}` }),
    ],
    ['of a name of no known form', 'saml-name', said({ nameId: 'anna@example.dk' })],
    ['of a CPR number', 'saml-name', said({ nameId: `${E}person/cpr/9901019999` })],
    ['without a session', 'saml-session', { unsigned: (x) => x.replace(' SessionIndex="session1"', '') }],
    [
      'of a session that is over',
      'saml-session',
      { unsigned: (x) => x.replace(' SessionIndex=', ' SessionNotOnOrAfter="2020-01-01T00:00:00Z" SessionIndex=') },
    ],
    [
      'of two confirmations',
      'saml-subject',
      { unsigned: (x) => x.replace(/(<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>)/s, '$1$1') },
    ],
    [
      'of an attribute that is said twice',
      'saml-attributes',
      { unsigned: (x) => x.replace(/(<saml:Attribute Name=[^>]*cvr".*?<\/saml:Attribute>)/s, '$1$1') },
    ],
    [
      'with privileges of no known root',
      'saml-privileges',
      said({ privileges: privileges([], 'http://evil.example') }),
    ],
    [
      'with privileges that cannot be read',
      'saml-unreadable',
      said({ privileges: Buffer.from('<a').toString('base64') }),
    ],
    [
      'with privileges that name a file',
      'saml-doctype',
      said({
        privileges: Buffer.from('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>').toString('base64'),
      }),
    ],
    [
      'with a constraint that is said twice',
      'saml-privileges',
      said({
        privileges: Buffer.from(
          `<b:PrivilegeList xmlns:b="http://itst.dk/oiosaml/basic_privilege_profile"><PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:${CVR}"><Privilege>a</Privilege><Constraint Name="k">1</Constraint><Constraint Name="k">2</Constraint></PrivilegeGroup></b:PrivilegeList>`,
        ).toString('base64'),
      }),
    ],
  ])('%s (%s)', async (_, why, tricks) => {
    expect(await refused(tricks)).toBe(why);
  });
  it('of a level in a word that nobody knows: then it is of none', async () => {
    for (const loa of ['Highest', 'https://data.gov.dk/concept/core/nsis/loa/High', '', null])
      expect((await login(said({ loa }))).proof.level).toBeNull();
    expect((await login(said({ loa: 'High' }))).proof.level).toBe('high');
  });
});
