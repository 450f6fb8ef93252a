import { beforeAll, describe, expect, it } from '@jest/globals';
import { Journal } from '../../src/application/identity/journal.js';
import { noteConfiguration } from '../../src/application/identity/note-configuration.js';
import { demoConfiguration } from '../../src/main/identity.js';
import { actorOf, give, readerOf, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

/** What who runs an installation sees of users and plans (screens.md section 3). Everybody is invented. */
const NOW = '2026-11-29T08:00:00.000Z';
const KBH = { infohus: 'koebenhavn' };
const ADMINISTRATOR = 'BIF:administrator';
let product: ReturnType<typeof memoryInstallation>;
const users = (who = ADMINISTRATOR, asked = KBH) => product.ask(readerOf(who), 'Users', asked);
const changesOf = (userId: string, who = ADMINISTRATOR) => product.ask(readerOf(who), 'UserChanges', { userId });

beforeAll(async () => {
  product = memoryInstallation(() => NOW);
  const { store, vault, book, clock } = product;
  let n = 0;
  const ids = { uuid: () => `00000000-0000-4000-8000-${String(++n).padStart(12, '0')}` };
  const keeping = { store, vault, book, clock, ids };
  const journal = new Journal(keeping);
  for (const who of ['SOF:caseworker:anna', 'BIF:coordinator:bo', 'VEL:coordinator:vibe']) {
    const { userId, agency, role } = actorOf(who);
    await journal.user(actorOf(who), { userId, agency, role, issuer: 'demo' });
  }
  await noteConfiguration(keeping, demoConfiguration('http://127.0.0.1'), 'a'.repeat(64));
});

describe('An administrator', () => {
  it('sees who was let in as what, of the agencies of the own Infohus, and what the file gives to whom', async () => {
    const { users: found, mapping } = await users();
    expect(found.map(({ userId, agency, role }) => [userId, agency, role])).toEqual([
      ['bo', 'BIF', 'coordinator'],
      ['anna', 'SOF', 'caseworker'],
    ]);
    expect(mapping?.issuers).toEqual([{ issuer: 'demo', protocol: 'oidc', minimum: 'none' }]);
    expect(mapping?.rights).toContainEqual({ issuer: 'demo', agency: 'SOF', role: 'caseworker', rules: 2 });
    expect(mapping?.rights.some(({ agency }) => agency === 'VEL')).toBe(false);
  });

  it('shuts somebody out, and everything that became of the user stands there with who and why', async () => {
    await give(product, ADMINISTRATOR, 'DeactivateUser', 'x', NOW, { userId: 'anna', reason: 'Opdigtet: fratrådt' });
    expect((await users()).users.find(({ userId }) => userId === 'anna')).toMatchObject({
      ...{ deactivated: true, endedBefore: NOW },
    });
    expect(await changesOf('anna')).toMatchObject([
      { type: 'UserMapped', role: 'caseworker', reason: null },
      { type: 'UserDeactivated', by: 'bif-administrator, BIF', reason: 'Opdigtet: fratrådt' },
    ]);
    expect(await changesOf('anna', 'BIF:compliance')).toHaveLength(2);
  });

  it('of another Infohus sees nothing of them, and nobody else asks', async () => {
    expect(await refusalOf(users('VEL:compliance'))).toBe('not-permitted');
    expect(await refusalOf(changesOf('anna', 'VEL:compliance'))).toBe('not-found');
    expect(await refusalOf(changesOf('nobody'))).toBe('not-found');
    for (const who of ['SOF:leader', 'BIF:coordinator', 'BIF:analyst'])
      expect(await refusalOf(users(who))).toBe('not-permitted');
  });

  it('sees by which content is worked, and before adopting one what it would change', async () => {
    const plans = await product.ask(readerOf(ADMINISTRATOR), 'Plans', KBH);
    expect(plans.contents.map(({ planId }) => planId)).toEqual(plans.all.map(({ planId }) => planId));
    const check = (planId: string) => product.ask(readerOf(ADMINISTRATOR), 'PlanCheck', { ...KBH, planId });
    expect(await check('koebenhavn-2024')).toMatchObject({ changes: [] });
    expect(await refusalOf(check('koege-2024'))).toBe('not-found');
    // A log that works by the content of a report that was kept goes on by it until the file is adopted.
    const before = product.book.asOf.bind(product.book);
    product.book.asOf = async (position) =>
      (await before(position)).map((known) => ({
        ...known,
        plan: { ...known.plan, consentAge: { ...known.plan.consentAge, years: 99 } },
      }));
    expect((await check('koebenhavn-2024')).changes).toMatchObject([
      { kind: 'limits', path: 'consentAge.years', from: 99 },
    ]);
    product.book.asOf = before;
  });
});
