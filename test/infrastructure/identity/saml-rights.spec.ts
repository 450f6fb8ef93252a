import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logins } from '../../../src/application/identity/logins.js';
import { checkedIdentity } from '../../../src/infrastructure/identity/identity-file.js';
import { MemorySessions } from '../../support/identity/memory-sessions.js';
import { PERSON, type Said } from '../../support/identity/saml-idp.js';
import { CVR, E, issuer, login, ROLE, whyOf } from '../../support/identity/saml-login.js';
import { memoryInstallation } from '../../support/installation.js';

const [KLE, UNIT] = ['http://sts.kombit.dk/constraints/KLE/1', 'http://sts.kombit.dk/constraints/orgenhed/1'];
const HERE = 'aaaaaaaa-0000-4000-8000-000000000001';
const constraints = { [KLE]: { values: ['27.*', '27.24.45'] }, [UNIT]: { values: [HERE] } };
const when = { privilege: ROLE, scope: CVR, constraints };
const now = () => new Date().toISOString();

let product: ReturnType<typeof memoryInstallation>;
let sessions: MemorySessions;
let logins: Logins;
beforeEach(() => {
  product = memoryInstallation(now);
  sessions = new MemorySessions();
  const { user: _, ...kommune } = { ...issuer, rights: [{ when, agency: 'SSP', role: 'caseworker' }] };
  const configuration = checkedIdentity({ schemaVersion: 1, issuers: { kommune } }, product.book.plans);
  logins = new Logins({
    ...{ store: product.store, vault: product.vault, book: product.book, clock: { now }, ids: { uuid: randomUUID } },
    ...{ configuration, sessions, hash: 'of the file', secret: () => randomUUID(), ticks: () => 0 },
  });
});

const FORMS = [
  ['OIOSAML', `${E}professional/uuid/${PERSON}`],
  ['a certificate', `C=DK,O=${CVR},CN=Opdigtet Person,Serial=${PERSON}`],
] as const;
const ROOTS = ['http://itst.dk', 'http://digst.dk'] as const;
const cells = FORMS.flatMap(([form, nameId]) => ROOTS.map((root) => [form, root, nameId] as const));

const group = (inside: string, scope = CVR) =>
  `<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:${scope}">${inside}</PrivilegeGroup>`;
const constraint = (name: string, value: string) => `<Constraint Name="${name}">${value}</Constraint>`;
const role = `<Privilege>${ROLE}</Privilege>`;
const [kle, unit] = [constraint(KLE, '27.*'), constraint(UNIT, HERE)];
const list = (root: string, ...groups: readonly string[]) =>
  Buffer.from(
    `<b:PrivilegeList xmlns:b="${root}/oiosaml/basic_privilege_profile">${groups.join('')}</b:PrivilegeList>`,
  ).toString('base64');

/** Signed by the provider, read from its bytes, held against the file: what comes of it, and what it leaves in the log. */
async function enters(said: Said) {
  const came = await whyOf(login({ said }).then(({ proof }) => logins.enter(proof, { way: 'page' })));
  const log = (await product.log()).map(({ type, data }) => [type, (data as { why?: string }).why]);
  return { came, log, sessions: sessions.rows.size };
}
const refusedOnce = (why: string) => ({ came: why, log: [['LoginRefused', why]], sessions: 0 });

describe.each(cells)('By a NameID of %s and privileges under the root of %s', (_, root, nameId) => {
  const by = (...groups: readonly string[]) => enters({ nameId, privileges: list(root, ...groups) });

  it('the right within its constraints lets in, whatever their order and beside what is of others', async () => {
    const entered = await by(
      group('<Privilege>urn:other</Privilege>', '87654321'),
      group(unit + role + constraint(KLE, ' 27.24.45 , 27.* ')),
    );
    expect(entered).toMatchObject({ came: 'taken', sessions: 1 });
  });

  it.each([
    ['no constraint', group(role)],
    ['one of two', group(role + kle)],
    ['one that is empty', group(role + kle + constraint(UNIT, ''))],
    ['one of commas alone', group(role + kle + constraint(UNIT, ' , ,'))],
    [
      'a value that the file does not know',
      group(role + kle + constraint(UNIT, 'aaaaaaaa-0000-4000-8000-000000000002')),
    ],
    ['a value that it knows, and one that it does not', group(role + constraint(KLE, '27.*,28.*') + unit)],
    ['a wider value', group(role + constraint(KLE, '*') + unit)],
    [
      'a constraint that the file does not know',
      group(role + kle + unit + constraint('http://sts.kombit.dk/constraints/x/1', 'a')),
    ],
    ['the name of a constraint in other letters', group(role + constraint(KLE.toUpperCase(), '27.*') + unit)],
    ['the role of another organisation', group(role + kle + unit, '87654321')],
    ['no organisation', `<PrivilegeGroup>${role}${kle}${unit}</PrivilegeGroup>`],
    [
      'its constraints in another group than its role',
      group(role) + group(`<Privilege>urn:x</Privilege>${kle}${unit}`),
    ],
    ['a longer role', group(`<Privilege>${ROLE}0</Privilege>${kle}${unit}`)],
    ['no role', group(kle + unit)],
  ])('%s gives no right, and one event says so', async (__, groups) => {
    expect(await by(groups)).toEqual(refusedOnce('no-right'));
  });

  it('nothing at all gives no right', async () => {
    expect(await enters({ nameId })).toEqual(refusedOnce('no-right'));
  });
  it.each(['Low', '', 'Højest', 'substantial', 'https://data.gov.dk/concept/core/nsis/loa/High', null])(
    'the level %j is too low for a file that asks for Substantial, and one event says so',
    async (loa) => {
      const privileges = list(root, group(role + kle + unit));
      expect(await enters({ nameId, privileges, loa })).toEqual(refusedOnce('level-too-low'));
    },
  );
});

describe('Privileges that cannot be read whole', () => {
  it.each([
    [
      'a group in a namespace',
      list(ROOTS[0], group(role + kle + unit).replace('<PrivilegeGroup', '<PrivilegeGroup xmlns="urn:x"')),
      'saml-privileges',
    ],
    [
      'an element that nobody knows beside the role',
      list(ROOTS[0], group(`${role}${kle}${unit}<Deny/>`)),
      'saml-privileges',
    ],
    ['a constraint without a name', list(ROOTS[0], group(`${role}<Constraint>27.*</Constraint>`)), 'saml-privileges'],
    ['text that is not base64', '<PrivilegeList/>', 'saml-attributes'],
    [
      'a comment within the role',
      list(ROOTS[0], group(`<Privilege>${ROLE}<!---->0</Privilege>${kle}${unit}`)),
      'saml-comment',
    ],
    ['a root of no known namespace', list('http://evil.example', group(role + kle + unit)), 'saml-privileges'],
  ])('stop the login: %s', async (_, privileges, why) => {
    expect(await enters({ privileges })).toEqual({ came: why, log: [], sessions: 0 });
  });
});
