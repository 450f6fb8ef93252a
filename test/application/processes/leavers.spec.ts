import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Journal } from '../../../src/application/identity/journal.js';
import { pseudonymUnder } from '../../../src/application/identity/mapping.js';
import { hourly } from '../../../src/application/processes/hourly.js';
import { Leavers } from '../../../src/application/processes/leavers.js';
import { ActiveUsersFile } from '../../../src/infrastructure/identity/active-users-file.js';
import { caseOfSof, give, idFor, readerOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-leavers-'));
const file = join(folder, 'active.json');
afterAll(() => rmSync(folder, { recursive: true }));

let now = '2026-11-29T08:00:00.000Z';
let product: ReturnType<typeof memoryInstallation>;
let ids = 0;
const journal = () => new Journal({ ...product, ids: { uuid: () => idFor(`id ${++ids}`) } });
const leavers = () => new Leavers({ ...product, models: product.live, list: new ActiveUsersFile(file) });
const letIn = (userId: string, issuer = 'kommune', agency = 'SOF') =>
  journal().user({ userId, agency, role: 'caseworker' }, { userId, agency, role: 'caseworker', issuer });
const active = (users: Readonly<Record<string, readonly string[]>>) =>
  writeFileSync(file, JSON.stringify({ activeUsers: users }));
const closed = async () =>
  (await product.live.register('user')).filter(({ state }) => state.deactivated).map(({ id }) => id);

beforeEach(async () => {
  now = '2026-11-29T08:00:00.000Z';
  product = memoryInstallation(() => now);
  for (const userId of ['anna', 'bent', 'carl']) await letIn(userId);
  await letIn('dorte', 'region', 'RHP');
});

describe('Who is on no list of active users any more', () => {
  it('is let in no longer, by the provider of that list alone', async () => {
    active({ kommune: ['anna', 'carl', 'who never came'] });
    expect(await leavers().look()).toEqual({ outcome: 'closed', known: 3, missing: 1 });
    expect(await closed()).toEqual(['bent']);
    expect((await journal().userState('bent')).deactivated).toBe(true);
  });

  it('is known also where the log has only a pseudonym of them', async () => {
    const pseudonym = pseudonymUnder(product.vault)('kommune', 'erik@example.invalid');
    await letIn(pseudonym);
    active({ kommune: ['anna', 'bent', 'carl', 'erik@example.invalid'] });
    await leavers().look();
    expect(await closed()).toEqual([]);
    active({ kommune: ['anna', 'bent', 'carl'] });
    await leavers().look();
    expect(await closed()).toEqual([pseudonym]);
  });

  it('is closed once, and again where an administrator had let them in and they are still not on it', async () => {
    active({ kommune: ['anna', 'carl'] });
    await leavers().look();
    const before = (await product.log()).length;
    expect(await leavers().look()).toEqual({ outcome: 'closed', known: 2, missing: 0 });
    expect((await product.log()).length).toBe(before);
    now = '2026-11-30T08:00:00.000Z';
    const told = { userId: 'bent', reason: 'opdigtet' };
    await give(product, 'SOF:administrator', 'ReactivateUser', 'bent', now, told);
    expect(await closed()).toEqual([]);
    now = '2026-12-01T08:00:00.000Z';
    await leavers().look();
    expect(await closed()).toEqual(['bent']);
  });

  it('leaves cases that the leader sees are theirs, and can give to a colleague at once', async () => {
    await caseOfSof(product, ['2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z', '2024-05-03T10:00:00Z']);
    await give(product, 'SOF:leader', 'AssignCaseworker', 'k', '2024-05-04T10:00:00Z', { userId: 'bent' });
    active({ kommune: ['anna', 'carl'] });
    await leavers().look();
    const workers = async () =>
      (await product.ask(readerOf('SOF:leader'), 'Team', { infohus: 'koebenhavn' })).workers
        .filter(({ open }) => open > 0)
        .map(({ userId, left }) => [userId, left]);
    expect(await workers()).toEqual([['bent', true]]);
    await give(product, 'SOF:leader', 'ReassignCases', 'batch', now, { fromUser: 'bent', toUser: 'anna' });
    expect(await workers()).toEqual([['anna', false]]);
  });
});

describe('A list that looks broken closes nobody, and says so', () => {
  it.each([
    ['empty', { kommune: [] }, 'too-few', 3, 3],
    ['of no provider', {}, 'too-few', 0, 0],
    ['halved', { kommune: ['anna', 'who never came'] }, 'too-few', 3, 2],
    ['of another provider that is halved', { kommune: ['anna', 'bent', 'carl'], region: [] }, 'too-few', 4, 1],
  ] as const)('%s', async (_, users, outcome, known, missing) => {
    active(users);
    expect(await leavers().look()).toEqual({ outcome, known, missing });
    expect(await closed()).toEqual([]);
  });

  it.each([
    ['cut off', '{"activeUsers": {"kommune": ["anna"'],
    ['of another shape', '["anna"]'],
    ['with a name twice over', '{"activeUsers": {"kommune": ["anna"], "kommune": ["anna", "bent", "carl"]}}'],
  ])('%s', async (_, written) => {
    writeFileSync(file, written);
    expect(await leavers().look()).toEqual({ outcome: 'unread', known: 0, missing: 0 });
    expect(await closed()).toEqual([]);
  });

  it('that is not there', async () => {
    rmSync(file, { force: true });
    expect(await leavers().preview()).toEqual({ outcome: 'unread', known: 0, missing: 0 });
  });
});

it('Looking at what would be closed closes nobody', async () => {
  active({ kommune: ['anna', 'carl'] });
  expect(await leavers().preview()).toEqual({ outcome: 'closed', known: 3, missing: 1 });
  expect(await closed()).toEqual([]);
});

it('What is done hourly is done at the first look, and again an hour later', async () => {
  let done = 0;
  const look = hourly({ now: () => now }, async () => void done++);
  const at = async (instant: string) => {
    now = instant;
    await look();
    return done;
  };
  expect(await at('2026-11-29T08:00:00.000Z')).toBe(1);
  expect(await at('2026-11-29T08:59:59.999Z')).toBe(1);
  expect(await at('2026-11-29T09:00:00.000Z')).toBe(2);
});
