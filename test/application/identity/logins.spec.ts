import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IdentityConfiguration } from '../../../src/application/identity/configuration.js';
import { actorOf, Logins } from '../../../src/application/identity/logins.js';
import { noteConfiguration } from '../../../src/application/identity/note-configuration.js';
import type { ProvenLogin } from '../../../src/application/ports/identity.js';
import type { Role } from '../../../src/domain/kernel/event.js';
import { checkedIdentity } from '../../../src/infrastructure/identity/identity-file.js';
import { give, refusalOf } from '../../support/given.js';
import { MemorySessions } from '../../support/identity/memory-sessions.js';
import { memoryInstallation } from '../../support/installation.js';

const START = Date.parse('2026-03-02T08:00:00.000Z');
const GROUPS = [
  { when: { claim: 'groups', is: 'ssp' }, agency: 'SSP', role: 'caseworker' },
  { when: { claim: 'groups', is: 'sof-lead' }, agency: 'SOF', role: 'leader' },
] as const;
const FILE = {
  schemaVersion: 1,
  sessions: { idleMinutes: 30, hours: 8, most: 2 },
  issuers: {
    kommune: {
      ...{ protocol: 'oidc', label: 'Kommunen', issuer: 'https://idp.example', clientId: 'x', minimum: 'substantial' },
      ...{ stepUp: { minutes: 5, minimum: 'high' }, rights: GROUPS },
    },
  },
};
const configured = () => checkedIdentity(FILE, memoryInstallation(() => '').book.plans);
const proof = (more: Partial<ProvenLogin> = {}): ProvenLogin => ({
  ...{ issuer: 'kommune', subject: 'anna', claims: { groups: ['ssp'] }, privileges: [], level: 'high' },
  ...{ authenticatedAt: new Date(START).toISOString(), session: 'idp-1' },
  ...more,
});

let minutes: number;
let product: ReturnType<typeof memoryInstallation>;
let sessions: MemorySessions;
const now = () => new Date(START + minutes * 60_000).toISOString();
/** One process of the installation: its own memory, the same log and sessions. */
function aProcess(configuration: IdentityConfiguration = configured()) {
  let secrets = 0;
  return new Logins({
    ...{ store: product.store, vault: product.vault, book: product.book, clock: { now }, ids: { uuid: randomUUID } },
    ...{ configuration, sessions, hash: hashOf(configuration) },
    secret: () => createHash('sha256').update(`${randomUUID()} ${secrets++}`).digest('base64url'),
    ticks: () => minutes * 60_000,
  });
}
const hashOf = (c: IdentityConfiguration) => createHash('sha256').update(JSON.stringify(c)).digest('hex');
const typesOf = async () => (await product.log()).map((e) => e.type);
const isIn = async (logins: Logins, token: string) => (await logins.present(token)).row !== undefined;

beforeEach(() => {
  minutes = 0;
  product = memoryInstallation(now);
  sessions = new MemorySessions();
});

describe('The address of a calendar', () => {
  const DAY = 24 * 60;
  /** Made at a login, and whether it is answered. */
  async function made() {
    const logins = aProcess();
    const { row } = await logins.enter(proof(), { way: 'page' });
    const secret = (await logins.calendar(row)) ?? '';
    return { logins, isAnswered: async () => (await logins.ofCalendar(secret)) !== undefined };
  }

  it('goes on while its owner logs in, however often the calendar comes', async () => {
    const { logins, isAnswered } = await made();
    for (const day of [20, 40]) {
      minutes = day * DAY;
      expect(await isAnswered()).toBe(true);
      await logins.enter(proof(), { way: 'page' });
    }
    for (const day of [50, 60, 69]) {
      minutes = day * DAY;
      expect([day, await isAnswered()]).toEqual([day, true]);
    }
    minutes = 70 * DAY;
    expect(await isAnswered()).toBe(false);
  });

  it('is kept alive by no token for the API, and made by none', async () => {
    const { logins, isAnswered } = await made();
    minutes = 29 * DAY;
    const { row } = await logins.enter(proof(), { way: 'session-token' });
    expect(await logins.calendar(row)).toBeUndefined();
    minutes = 30 * DAY;
    expect(await isAnswered()).toBe(false);
  });

  it('ends, with all that stands of its owner, when the provider states no right of theirs any more; a token that states fewer ends nothing', async () => {
    const { logins, isAnswered } = await made();
    const none = proof({ claims: { groups: ['another'] } });
    const until = new Date(START + DAY * 60_000).toISOString();
    const signed = { token: 'signed elsewhere', began: now(), until };
    await expect(logins.enter(none, { way: 'signed-token', signed })).rejects.toThrow('no-right');
    expect(await isAnswered()).toBe(true);
    await expect(logins.enter(none, { way: 'page' })).rejects.toThrow('no-right');
    expect(await isAnswered()).toBe(false);
    expect(await logins.of([...sessions.rows.values()][0]?.userId ?? '')).toEqual([]);
  });
});

describe('A login', () => {
  it('lets in as what the configuration gives, and leaves who, as what and until when, under a name that tells nobody who it is', async () => {
    const { row } = await aProcess().enter(proof(), { way: 'page' });
    expect(row).toMatchObject({ agency: 'SSP', role: 'caseworker', level: 'high' });
    expect(row.userId).toMatch(/^u-[0-9a-f]{24}$/);
    const log = await product.log();
    expect(log.map((e) => [e.stream, e.type])).toEqual([
      [`user-${row.userId}`, 'UserMapped'],
      ['login-2026-03-02', 'LoggedIn'],
    ]);
    expect(log[1]?.data).toMatchObject({ userId: row.userId, agency: 'SSP', until: '2026-03-02T16:00:00.000Z' });
    expect(JSON.stringify([log, [...sessions.rows.values()]])).not.toContain('anna');
  });

  it('stands until its own time is over or nothing is asked of it for long enough, whichever comes first: the page says so beforehand', async () => {
    const logins = aProcess();
    const { row } = await logins.enter(proof(), { way: 'page' });
    expect(logins.standsUntil(row)).toBe('2026-03-02T08:30:00.000Z');
    minutes = 7 * 60 + 45;
    expect(logins.standsUntil(row)).toBe('2026-03-02T16:00:00.000Z');
    expect(logins.standsUntil({ ...row, way: 'signed-token' })).toBe('2026-03-02T16:00:00.000Z');
  });

  it('of another provider is another user, whatever it calls them', async () => {
    const two = { ...FILE, issuers: { ...FILE.issuers, other: FILE.issuers.kommune } };
    const logins = aProcess(checkedIdentity(two, product.book.plans));
    const [a, b] = [
      await logins.enter(proof(), { way: 'page' }),
      await logins.enter(proof({ issuer: 'other' }), { way: 'page' }),
    ];
    expect(a.row.userId).not.toBe(b.row.userId);
  });

  it.each([
    ['below the level that is demanded', 'level-too-low', { level: 'low' as const }],
    ['that says no level', 'level-too-low', { level: null }],
    ['that no right of the configuration is for', 'no-right', { claims: { groups: ['everybody'] } }],
    ['that says nothing', 'no-right', { claims: {} }],
    ['of a provider that is not configured', 'unknown-issuer', { issuer: 'constructor' }],
  ])('%s is refused by name (%s), and nobody is in', async (_, why, more) => {
    await expect(aProcess().enter(proof(more), { way: 'page' })).rejects.toMatchObject({ why });
    expect(sessions.rows.size).toBe(0);
    if (why !== 'unknown-issuer')
      expect((await product.log()).map((e) => [e.type, e.data])).toEqual([
        ['LoginRefused', expect.objectContaining({ why })],
      ]);
  });

  it('by a token that is sent again and again is refused in writing once, in whatever process', async () => {
    const signed = { token: 'made.up.now', began: now(), until: new Date(START + 3_600_000).toISOString() };
    for (const logins of [aProcess(), aProcess(), aProcess()])
      await expect(logins.enter(proof({ claims: {} }), { way: 'signed-token', signed })).rejects.toMatchObject({
        why: 'no-right',
      });
    expect(await typesOf()).toEqual(['LoginRefused']);
  });

  it('is recorded before there is a session: with the log unwritable there is none', async () => {
    const append = product.store.append.bind(product.store);
    product.store.append = async () => {
      throw new Error('the disk is full');
    };
    await expect(aProcess().enter(proof(), { way: 'page' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(sessions.rows.size).toBe(0);
    product.store.append = append;
  });

  it('that gives something else than before says so in the log, once', async () => {
    const logins = aProcess();
    for (const groups of [['ssp'], ['ssp'], ['sof-lead']])
      await logins.enter(proof({ claims: { groups } }), { way: 'page' });
    expect((await typesOf()).filter((t) => t === 'UserMapped')).toHaveLength(2);
  });

  it('takes the place of the session that it was begun with', async () => {
    const logins = aProcess();
    const before = await logins.enter(proof(), { way: 'page' });
    const after = await logins.enter(proof(), { way: 'page', instead: before.row.hash });
    expect([await isIn(logins, before.token), await isIn(logins, after.token)]).toEqual([false, true]);
  });
});

describe('A session', () => {
  it('ends when nothing was done for as long as the configuration says, and goes on where something was', async () => {
    const logins = aProcess();
    const { token } = await logins.enter(proof(), { way: 'page' });
    for (minutes of [29, 58, 87]) expect(await isIn(logins, token)).toBe(true);
    minutes = 118;
    expect(await isIn(logins, token)).toBe(false);
  });

  it('ends after its hours however busy it is', async () => {
    const logins = aProcess();
    const { token } = await logins.enter(proof(), { way: 'page' });
    for (minutes = 20; minutes < 480; minutes += 20) expect(await isIn(logins, token)).toBe(true);
    expect(await isIn(logins, token)).toBe(false);
  });

  it('lasts no longer than the provider says', async () => {
    const sessionUntil = new Date(START + 60 * 60_000).toISOString();
    const logins = aProcess();
    const { token } = await logins.enter(proof({ sessionUntil }), { way: 'page' });
    for (minutes of [25, 50]) expect(await isIn(logins, token)).toBe(true);
    minutes = 60;
    expect(await isIn(logins, token)).toBe(false);
  });

  it('of a user who logs in once too often is the oldest one, and its end is in the log', async () => {
    const logins = aProcess();
    const tokens: string[] = [];
    for (minutes of [0, 1, 2]) tokens.push((await logins.enter(proof(), { way: 'page' })).token);
    expect(await Promise.all(tokens.map((t) => isIn(logins, t)))).toEqual([false, true, true]);
    expect((await product.log()).at(-1)).toMatchObject({ type: 'LoggedOut', data: { how: 'too-many' } });
  });

  it('given by another configuration is worth nothing: rights that were taken away are gone', async () => {
    const { token } = await aProcess().enter(proof(), { way: 'page' });
    const fewer = { issuers: { kommune: { ...FILE.issuers.kommune, rights: [GROUPS[1]] } } };
    expect(await isIn(aProcess(checkedIdentity({ ...FILE, ...fewer }, product.book.plans)), token)).toBe(false);
  });

  it('that the provider ends is over in every process, within a second in those that had seen it', async () => {
    const [here, there] = [aProcess(), aProcess()];
    const { token } = await here.enter(proof(), { way: 'page' });
    expect(await isIn(there, token)).toBe(true);
    await here.end({ issuer: 'kommune', providerSession: 'idp-1' }, 'provider');
    expect(await isIn(here, token)).toBe(false);
    minutes += 1 / 60;
    expect(await isIn(there, token)).toBe(false);
  });

  it('is fresh for as many minutes as the configuration says, and only at its level', async () => {
    const logins = aProcess();
    const { row } = await logins.enter(proof(), { way: 'page' });
    const low = await logins.enter(proof({ level: 'substantial' }), { way: 'page' });
    const silent = await logins.enter(proof({ authenticatedAt: null }), { way: 'page' });
    expect([row, low.row, silent.row].map((r) => logins.isFresh(r))).toEqual([true, false, false]);
    minutes = 5;
    expect(logins.isFresh(row)).toBe(false);
  });
});

const REASON = { reason: 'opdigtet' };
const asAdministrator = (name: string, userId: string, who = 'BIF:administrator') =>
  give(product, who, name, 'any', now(), { userId, ...REASON });

describe('A user', () => {
  it('who is deactivated has no session left in any process within a second, and cannot log in', async () => {
    const [here, there] = [aProcess(), aProcess()];
    const { token, row } = await here.enter(proof(), { way: 'page' });
    expect([await isIn(here, token), await isIn(there, token)]).toEqual([true, true]);
    minutes = 1;
    await asAdministrator('DeactivateUser', row.userId);
    minutes += 1 / 60;
    expect([await isIn(here, token), await isIn(there, token)]).toEqual([false, false]);
    await expect(here.enter(proof(), { way: 'page' })).rejects.toMatchObject({ why: 'user-deactivated' });
  });

  it('who comes back logs in anew: what they had before stays worth nothing', async () => {
    const logins = aProcess();
    const { token, row } = await logins.enter(proof(), { way: 'page' });
    for (const [at, name] of [
      [1, 'DeactivateUser'],
      [2, 'ReactivateUser'],
    ] as const) {
      minutes = at;
      await asAdministrator(name, row.userId);
    }
    minutes = 3;
    expect(await isIn(logins, token)).toBe(false);
    expect(await isIn(logins, (await logins.enter(proof(), { way: 'page' })).token)).toBe(true);
  });

  it('is not let in by a deactivation that is dated before a reactivation', async () => {
    const { row } = await aProcess().enter(proof(), { way: 'page' });
    minutes = 60;
    await asAdministrator('DeactivateUser', row.userId);
    await asAdministrator('ReactivateUser', row.userId);
    const back = give(product, 'BIF:administrator', 'DeactivateUser', 'any', new Date(START).toISOString(), {
      userId: row.userId,
      ...REASON,
    });
    expect(await refusalOf(back)).toBe('out-of-order');
  });

  it('has all sessions ended by an administrator of their own Infohus, and by nobody else', async () => {
    const logins = aProcess();
    const { token, row } = await logins.enter(proof(), { way: 'page' });
    expect(await refusalOf(asAdministrator('EndSessions', row.userId, 'VEL:administrator'))).toBe(
      'user-of-another-infohus',
    );
    expect(await refusalOf(asAdministrator('EndSessions', row.userId, 'SSP:leader'))).toBe('not-permitted');
    minutes = 1;
    await asAdministrator('EndSessions', row.userId);
    minutes = 2;
    expect(await isIn(logins, token)).toBe(false);
  });
});

describe('The configuration', () => {
  it('is an event when it changes, with who gives what to whom, and none when it stands', async () => {
    const keeping = {
      store: product.store,
      vault: product.vault,
      book: product.book,
      clock: { now },
      ids: { uuid: randomUUID },
    };
    const first = configured();
    const other = { ...first, sessions: { ...first.sessions, most: 3 } };
    for (const c of [first, first, other, first]) await noteConfiguration(keeping, c, hashOf(c));
    const log = await product.log();
    expect(log.map((e) => e.type)).toEqual(Array(3).fill('IdentityConfigured'));
    expect(log[0]).toMatchObject({
      stream: 'login-configuration',
      data: {
        issuers: [{ issuer: 'kommune', protocol: 'oidc', minimum: 'substantial' }],
        rights: [
          { issuer: 'kommune', agency: 'SSP', role: 'caseworker', rules: 1 },
          { agency: 'SOF', role: 'leader' },
        ],
      },
    });
  });
});

describe('Who was logged in when', () => {
  const reader = (agency: string, role: Role) => ({
    actor: { userId: 'reader', agency, role },
    purpose: role === 'compliance' ? ('audit' as const) : ('casework' as const),
  });
  it('is told to compliance of their own Infohus, with who was refused and the configuration', async () => {
    const logins = aProcess();
    const { row } = await logins.enter(proof(), { way: 'page' });
    await logins.end({ hash: row.hash }, 'user');
    await expect(logins.enter(proof({ level: 'low' }), { way: 'page' })).rejects.toThrow('level-too-low');
    const day = { from: '2026-03-01', to: '2026-03-02' };
    const told = await product.ask(reader('BIF', 'compliance'), 'Logins', day);
    expect(told.logins.map((l) => l.type)).toEqual(['LoggedIn', 'LoggedOut', 'LoginRefused']);
    const own = await product.ask(reader('BIF', 'compliance'), 'Logins', { ...day, userId: row.userId });
    expect(own.logins).toHaveLength(3);
    const elsewhere = await product.ask(reader('VEL', 'compliance'), 'Logins', day);
    expect(elsewhere.logins.map((l) => l.type)).toEqual(['LoginRefused']);
    expect((await product.log()).at(-1)).toMatchObject({ type: 'SearchPerformed', data: { list: 'logins', count: 1 } });
  });
  it('says who is deactivated, on whatever day it is asked, to compliance of their own Infohus alone', async () => {
    const { row } = await aProcess().enter(proof(), { way: 'page' });
    const told = async (agency = 'BIF') =>
      (await product.ask(reader(agency, 'compliance'), 'Logins', { from: '2025-03-01', to: '2025-03-01' })).deactivated;
    expect(await told()).toEqual([]);
    minutes = 1;
    await asAdministrator('DeactivateUser', row.userId);
    expect(await told()).toEqual([{ userId: row.userId, agency: row.agency, role: row.role, since: now() }]);
    expect(await told('VEL')).toEqual([]);
    minutes = 2;
    await asAdministrator('ReactivateUser', row.userId);
    expect(await told()).toEqual([]);
  });
  it('is told to nobody else, and of a month at most', async () => {
    expect(await refusalOf(product.ask(reader('BIF', 'coordinator'), 'Logins', {}))).toBe('not-permitted');
    const long = product.ask(reader('BIF', 'compliance'), 'Logins', { from: '2026-01-01', to: '2026-03-02' });
    expect(await refusalOf(long)).toBe('validation-failed');
  });
});

describe('From where a session is used', () => {
  const said = async () =>
    (await product.log()).filter((e) => e.type === 'LoggedIn' || e.type === 'SessionSeenFrom').map(({ type }) => type);

  it('is written down with the login and whenever it is another, once, without the address', async () => {
    const logins = aProcess();
    const { row } = await logins.enter(proof(), { way: 'page', address: '192.0.2.7' });
    await logins.usedFrom(row, '192.0.2.7');
    await logins.usedFrom(row, '::ffff:192.0.2.7');
    expect(await said()).toEqual(['LoggedIn']);
    await logins.usedFrom(row, '2001:db8:0:0::1');
    await logins.usedFrom(row, '2001:DB8::1');
    expect(await said()).toEqual(['LoggedIn', 'SessionSeenFrom']);
    // Another process, or the same after a start, knows it from the log.
    await aProcess().usedFrom(row, '2001:db8::1');
    expect(await said()).toEqual(['LoggedIn', 'SessionSeenFrom']);
    const bytes = (await product.store.readStream('login-2026-03-02')).map((e) => Buffer.from(e.bytes).toString());
    expect(bytes.join()).toContain('SessionSeenFrom');
    for (const address of ['192.0.2.7', '2001:db8']) expect(bytes.join()).not.toContain(address);
  });

  it('is known to compliance after a breach: what was seen from there, by whichever account, and in no other session', async () => {
    const logins = aProcess();
    const officer = { actor: { userId: 'u1', agency: 'BIF', role: 'compliance' }, purpose: 'audit' } as const;
    const { row } = await logins.enter(proof(), { way: 'page', address: '198.51.100.1' });
    const reader = { actor: actorOf(row), purpose: 'casework' } as const;
    const look = () => product.ask(reader, 'Cases', { infohus: 'koebenhavn' });
    minutes = 5;
    await look();
    minutes = 10;
    await logins.usedFrom(row, '192.0.2.7');
    minutes = 15;
    await look();
    const day = now().slice(0, 10);
    const from = (address: string) => product.ask(officer, 'SeenFrom', { address, from: day, to: day });
    expect((await from('192.0.2.7')).searches).toMatchObject([{ list: 'cases' }]);
    // What came later in that session may have come from either.
    expect((await from('198.51.100.1')).searches).toHaveLength(2);
    expect(await from('203.0.113.9')).toMatchObject({ searches: [], sessions: [] });
    const [export_] = (await product.log()).filter((e) => e.type === 'ExportMade');
    expect(export_?.data).toMatchObject({ export: 'seen-from', criteria: { from: day, to: day } });
  });
});
