import { beforeAll, describe, expect, it } from '@jest/globals';
import { gained, grantsOf } from '../../src/application/authorization/grants.js';
import { Journal } from '../../src/application/identity/journal.js';
import { noteConfiguration } from '../../src/application/identity/note-configuration.js';
import type { Role } from '../../src/domain/kernel/event.js';
import { demoConfiguration } from '../../src/main/identity.js';
import { K24 } from '../domain/indicators/facts.js';
import { actorOf, give, readerOf, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

/** Compliance sees, for a change of role, plan or agency, who can see more than before (B-10). Everybody is invented. */
let now = '2026-11-02T08:00:00.000Z';
let product: ReturnType<typeof memoryInstallation>;
let journal: Journal;
const asked = (params: object = {}, who = 'BIF:compliance') =>
  product.ask(readerOf(who), 'Widenings', { infohus: 'koebenhavn', ...params });
const letIn = async (at: string, who: string) => {
  now = at;
  const { userId, agency, role } = actorOf(who);
  await journal.user(actorOf(who), { userId, agency, role, issuer: 'demo' });
};
const ofUser = async (userId: string) =>
  (await asked()).filter(({ cause, users }) => cause === 'user' && users.includes(userId));

beforeAll(async () => {
  product = memoryInstallation(() => now);
  const { store, vault, book, clock } = product;
  let n = 0;
  const ids = { uuid: () => `00000000-0000-4000-8000-${String(++n).padStart(12, '0')}` };
  const keeping = { store, vault, book, clock, ids };
  journal = new Journal(keeping);
  await letIn('2026-11-02T08:00:00.000Z', 'SOF:caseworker:anna');
  await letIn('2026-11-03T08:00:00.000Z', 'BIF:coordinator:bo');
  await letIn('2026-11-03T09:00:00.000Z', 'BIF:caseworker:bo');
  await letIn('2026-11-04T08:00:00.000Z', 'SOF:compliance:anna');
  await letIn('2026-11-04T09:00:00.000Z', 'VEL:coordinator:vibe');
  await letIn('2026-11-04T10:00:00.000Z', 'SSP:caseworker:dan');
  await letIn('2026-11-04T11:00:00.000Z', 'SOF:caseworker:dan');
  const file = demoConfiguration('http://127.0.0.1');
  now = '2026-11-05T08:00:00.000Z';
  await noteConfiguration(keeping, { ...file, issuers: {} }, 'a'.repeat(64));
  now = '2026-11-06T08:00:00.000Z';
  await noteConfiguration(keeping, file, 'b'.repeat(64));
  now = '2026-11-29T08:00:00.000Z';
});

describe('Who can see more than before', () => {
  it('is who was let in for the first time, with what the role sees of all, or of what the own agency has to do with', async () => {
    const [coordinator] = await ofUser('bo');
    expect(coordinator).toMatchObject({ cause: 'user', agency: 'BIF', roles: ['coordinator'] });
    expect(coordinator?.sees).toEqual(
      expect.arrayContaining([
        { object: 'case', scope: 'all' },
        { object: 'concern', scope: 'all' },
      ]),
    );
    const caseworker = (await ofUser('anna')).find(({ roles }) => roles.includes('caseworker'));
    expect(caseworker?.sees).toEqual(expect.arrayContaining([{ object: 'case', scope: 'own' }]));
    expect(caseworker?.sees.filter(({ scope }) => scope === 'all').map(({ object }) => object)).toEqual([
      'register',
      'mentor',
    ]);
  });

  it('is not who lost a role: a coordinator who works on as a caseworker sees no more', async () => {
    expect(await ofUser('bo')).toHaveLength(1);
  });

  it('is who changes to a role that sees other records', async () => {
    const [changed] = await ofUser('anna');
    expect(changed).toMatchObject({ at: '2026-11-04T08:00:00.000Z', roles: ['compliance'] });
    expect(changed?.sees).toEqual(expect.arrayContaining([{ object: 'breach', scope: 'all' }]));
  });

  it('is who changes to another agency in the same role: its own records are others', async () => {
    const [moved, first] = await ofUser('dan');
    expect([moved?.agency, first?.agency]).toEqual(['SOF', 'SSP']);
    expect(moved?.sees).toEqual(first?.sees.filter(({ scope }) => scope === 'own'));
  });

  it('is who is let in again after a deactivation, and not before', async () => {
    now = '2026-11-10T08:00:00.000Z';
    const told = { userId: 'bo', reason: 'Opdigtet' };
    await give(product, 'BIF:administrator', 'DeactivateUser', 'out', now, told);
    now = '2026-11-29T08:00:00.000Z';
    expect(await ofUser('bo')).toHaveLength(1);
    await give(product, 'BIF:administrator', 'ReactivateUser', 'in', now, told);
    const again = (await ofUser('bo'))[0];
    expect(again).toMatchObject({ at: now, roles: ['caseworker'] });
    expect(again?.sees).toEqual(expect.arrayContaining([{ object: 'case', scope: 'own' }]));
  });

  it('are the roles that the file of rights gives since another content of it, with those who hold them', async () => {
    const given = (await asked()).filter(({ cause }) => cause === 'mapping');
    expect(new Set(given.map(({ at }) => at))).toEqual(new Set(['2026-11-06T08:00:00.000Z']));
    const compliance = given.find(({ agency, roles }) => agency === 'BIF' && roles.includes('compliance'));
    expect(compliance?.sees).toEqual(expect.arrayContaining([{ object: 'access', scope: 'all' }]));
    expect(given.some(({ agency }) => agency === 'VEL')).toBe(false);
    expect(given.find(({ agency, roles }) => agency === 'BIF' && roles.includes('caseworker'))?.users).toEqual(['bo']);
  });

  it('are the agencies that a plan lets coordinate: police of København from 2020', async () => {
    const [row, ...others] = await asked({ from: '2019-12-31', to: '2020-01-02' });
    expect([row, others]).toMatchObject([
      { at: '2019-12-31T23:00:00.000Z', cause: 'plan', agency: 'KP', roles: ['coordinator'] },
      [],
    ]);
    expect(row?.sees).toEqual(expect.arrayContaining([{ object: 'case', scope: 'all' }]));
  });

  it('is asked for by days, and by nobody but compliance and who runs it, each of the own Infohus', async () => {
    expect(await asked({ from: '2026-11-07', to: '2026-11-09' })).toEqual([]);
    expect((await asked({}, 'BIF:administrator')).length).toBeGreaterThan(3);
    for (const who of ['SOF:caseworker', 'SOF:leader', 'BIF:coordinator', 'BIF:analyst', 'VEL:compliance'])
      expect(await refusalOf(asked({}, who))).toBe('not-permitted');
  });
});

describe('What a role sees by the plan', () => {
  const of = (agency: string, role: Role) => grantsOf({ agency, role }, K24);
  it('is nothing of an Infohus that the agency is not of, and nothing for the installation itself', () => {
    expect([of('VEL', 'coordinator'), of('installation', 'system')]).toEqual([[], []]);
  });
  it('goes by the agency as well: a role of police or coordinator at another sees its own only', () => {
    expect(of('SOF', 'coordinator')).toContainEqual({ object: 'case', scope: 'own' });
    expect(of('SOF', 'police')).toContainEqual({ object: 'concern', scope: 'own' });
    expect(of('KP', 'police')).toContainEqual({ object: 'concern', scope: 'all' });
  });
  it('is more where all is seen of what was seen in part, and not the other way round', () => {
    const [own, all] = [[{ object: 'case', scope: 'own' }], [{ object: 'case', scope: 'all' }]] as const;
    expect([gained(own, all), gained(all, own), gained(own, own), gained([], own)]).toEqual([all, [], [], own]);
  });
});
