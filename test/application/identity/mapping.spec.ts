import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reaches, standingsOf, userIdOf } from '../../../src/application/identity/mapping.js';
import type { Privilege, ProvenLogin } from '../../../src/application/ports/identity.js';
import { checkedIdentity, IdentityFileError, secretIn } from '../../../src/infrastructure/identity/identity-file.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const plans = loadPlans('plans').map((p) => p.plan);
const ROLE = 'http://sagsspor.example/roles/usersystemrole/sagsbehandler/1';
const [KLE, UNIT] = ['http://sts.kombit.dk/constraints/KLE/1', 'http://sts.kombit.dk/constraints/orgenhed/1'];
const common = {
  ...{ protocol: 'oidc', label: 'Kommunen', issuer: 'https://idp.example', clientId: 'x', minimum: 'none' },
  stepUp: { minutes: 5 },
};
const fileOf = (rights: readonly object[], more: object = {}) => ({
  schemaVersion: 1,
  issuers: { kommune: { ...common, rights, ...more } },
});
const issuerOf = (...rights: readonly object[]) => {
  const { kommune } = checkedIdentity(fileOf(rights), plans).issuers;
  if (!kommune) throw new Error('it is there');
  return kommune;
};
const proof = (more: Partial<ProvenLogin>): ProvenLogin => ({
  ...{ issuer: 'kommune', subject: 'x', claims: {}, privileges: [], level: null, authenticatedAt: null, session: null },
  ...more,
});
const scoped = issuerOf({
  when: { privilege: ROLE, scope: '12345678', constraints: { [KLE]: { values: ['27.*'] } } },
  ...{ agency: 'SSP', role: 'caseworker' },
});
const within = (constraints: Privilege['constraints'], more: Partial<Privilege> = {}) =>
  proof({ privileges: [{ role: ROLE, scope: '12345678', constraints, ...more }] });
const gives = (p: ProvenLogin) => {
  try {
    return standingsOf(p, scoped).map((s) => s.agency);
  } catch (error) {
    return (error as { why: string }).why;
  }
};

describe('A privilege gives its right', () => {
  it('within the constraints that the configuration knows', () => {
    expect(gives(within({ [KLE]: ['27.*'] }))).toEqual(['SSP']);
  });
  it.each([
    ['where its constraint is missing', {}],
    ['where its constraint is empty', { [KLE]: [] }],
    ['where one of its values is unknown', { [KLE]: ['27.*', '28.*'] }],
    ['where there is a constraint that the configuration does not know', { [KLE]: ['27.*'], [UNIT]: ['a'] }],
    ['where a constraint has the name of something that every object has', { [KLE]: ['27.*'], toString: ['a'] }],
  ])('not %s', (_, constraints) => {
    expect(gives(within(constraints))).toBe('no-right');
  });
  it('not for another organisation, nor for another role', () => {
    const right = { [KLE]: ['27.*'] };
    expect(gives(within(right, { scope: '87654321' }))).toBe('no-right');
    expect(gives(within(right, { role: `${ROLE}0` }))).toBe('no-right');
  });
});

describe('A unit', () => {
  const units = { values: ['a', 'b', 'c'], units: { a: 'east', b: 'west' } };
  const plan = plans.flatMap((p) => p.agencies).find((a) => a.units.length > 0);
  const [first, second] = plan?.units.map((u) => u.code) ?? [];
  const issuer = issuerOf({
    when: {
      privilege: ROLE,
      scope: '12345678',
      constraints: { [UNIT]: { ...units, units: { a: first, b: second ?? first } } },
    },
    ...{ agency: plan?.code, role: 'caseworker' },
  });
  it('is the one that the constraint says', () => {
    expect(standingsOf(within({ [UNIT]: ['a'] }), issuer)[0].unit).toBe(first);
    expect(standingsOf(within({ [UNIT]: ['c'] }), issuer)[0].unit).toBeNull();
  });
});

describe('A claim gives its right', () => {
  const issuer = issuerOf(
    { when: { claim: 'groups', is: 'a' }, agency: 'SSP', role: 'caseworker' },
    { when: { claim: 'groups', is: 'b' }, agency: 'SOF', role: 'leader' },
    { when: { claim: 'groups', is: 'c' }, agency: 'SSP', role: 'caseworker' },
  );
  it('in the order of the file, each once', () => {
    const standings = standingsOf(proof({ claims: { groups: ['c', 'b', 'a'] } }), issuer);
    expect(standings.map((s) => s.agency)).toEqual(['SSP', 'SOF']);
  });
  it('only where it is exactly that: no case, no part, no other claim', () => {
    for (const claims of [{ groups: ['A'] }, { groups: ['a '] }, { groups: ['aa'] }, { group: ['a'] }])
      expect(() => standingsOf(proof({ claims }), issuer)).toThrow('no-right');
  });
});

describe('A level of assurance', () => {
  it('that was not said reaches nothing that asks for one', () => {
    expect((['none', 'low', 'substantial', 'high'] as const).map((m) => reaches(null, m))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect((['low', 'substantial', 'high'] as const).map((l) => reaches(l, 'substantial'))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('A user', () => {
  const userOf = (user: object, p: Partial<ProvenLogin>) => {
    const { kommune } = checkedIdentity(
      fileOf([{ when: { claim: 'a', is: 'b' }, agency: 'SSP', role: 'leader' }], { user }),
      plans,
    ).issuers;
    if (!kommune) throw new Error('it is there');
    return userIdOf(proof(p), kommune, (issuer, subject) => `${issuer}-${subject.length}`);
  };
  it('is known by a pseudonym, or by a claim that is a code', () => {
    expect(userOf({}, { subject: 'Opdigtet Person' })).toBe('kommune-15');
    expect(userOf({ claim: 'alias', pseudonym: false }, { claims: { alias: ['b12'] } })).toBe('b12');
  });
  it.each([
    ['said twice', { alias: ['a', 'b'] }],
    ['not said', {}],
    ['no code', { alias: ['Opdigtet Person'] }],
  ])('whose name is %s is nobody', (_, claims) => {
    expect(() => userOf({ claim: 'alias', pseudonym: false }, { claims })).toThrow('no-user');
  });
});

describe('An identity file', () => {
  const faults = (content: unknown): readonly string[] => {
    try {
      checkedIdentity(content, plans);
      return [];
    } catch (error) {
      return (error as IdentityFileError).faults;
    }
  };
  const when = { claim: 'groups', is: 'a' };
  it('is refused with a sentence where it names an agency, a role of one or a unit that no plan on file has', () => {
    const found = faults(
      fileOf([
        { when, agency: 'NOWHERE', role: 'caseworker' },
        { when, agency: 'SSP', role: 'police' },
        { when, agency: 'SSP', role: 'coordinator' },
        { when, agency: 'SOF', role: 'caseworker', unit: 'nowhere' },
      ]),
    );
    expect(found).toEqual([
      'issuers.kommune.rights[0].agency: no plan on file names the agency NOWHERE',
      expect.stringMatching(
        /^issuers\.kommune\.rights\[1\]\.role: police are of an agency of kind police, and SSP is /,
      ),
      'issuers.kommune.rights[2].role: no plan on file names SSP as coordinating, so it has no coordinator',
      'issuers.kommune.rights[3].unit: no plan on file names the unit nowhere of SOF',
    ]);
  });
  const good = fileOf([{ when, agency: 'SSP', role: 'caseworker' }]);
  it.each([
    ['an unknown role', fileOf([{ when, agency: 'SSP', role: 'king' }])],
    ['the role of the system', fileOf([{ when, agency: 'SSP', role: 'system' }])],
    ['an unknown field', { ...good, extra: 1 }],
    ['no issuer', { ...good, issuers: {} }],
    ['a right for nobody', fileOf([])],
    [
      'a provider over plain http on another machine',
      fileOf([{ when, agency: 'SSP', role: 'leader' }], { issuer: 'http://idp.example' }),
    ],
    ['an algorithm that keeps no secret', fileOf([{ when, agency: 'SSP', role: 'leader' }], { algorithm: 'HS256' })],
    ['no minimum level', fileOf([{ when, agency: 'SSP', role: 'leader' }], { minimum: undefined })],
    ['nothing that can be read', undefined],
  ])('is refused with %s', (_, content) => {
    expect(faults(content).length).toBeGreaterThan(0);
    expect(() => checkedIdentity(content, plans)).toThrow(IdentityFileError);
  });
  it('is taken where nothing is wrong with it', () => {
    expect(faults(good)).toEqual([]);
  });
});

describe('A secret', () => {
  it('that others can read is none: its file is refused with the mend, as one that is not there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sagsspor-secret-'));
    try {
      const file = join(folder, 'secret');
      expect(() => secretIn(file)).toThrow('there is no such file');
      writeFileSync(file, 'made up\n', { mode: 0o644 });
      expect(() => secretIn(file)).toThrow('chmod go=');
      chmodSync(file, 0o600);
      expect(secretIn(file)).toBe('made up');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
