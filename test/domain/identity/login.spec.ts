import { describe, expect, it } from '@jest/globals';
import { events, type LoginState, login } from '../../../src/domain/identity/login.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { idFor } from '../../support/given.js';
import { on, specify } from '../../support/specification.js';

const given = specify(login as unknown as Decider<unknown, string>, 'a day');
const session = { session: idFor('a session'), userId: 'u1' };
const hash = 'a'.repeat(64);

describe('The book of logins', () => {
  it('says what the login says, word for word', () => {
    const until = '2024-06-03T20:00:00.000Z';
    const entered = { ...session, agency: 'SOF', role: 'caseworker', issuer: 'idp', way: 'page', until };
    for (const [command, event, data] of [
      ['NoteLogin', 'LoggedIn', entered],
      ['NoteSource', 'SessionSeenFrom', { ...session, source: 'digest' }],
      ['NoteLogout', 'LoggedOut', { ...session, how: 'too-many' }],
      ['NoteRefusedLogin', 'LoginRefused', { issuer: 'idp', why: 'no-role' }],
      ['NoteConfiguration', 'IdentityConfigured', { hash, issuers: [], rights: [] }],
    ] as const)
      given().when(command, data, '2024-06-03').then([event, data]);
  });

  it('is there from its first line on, and knows the newest configuration', () => {
    const known = (...happened: Parameters<typeof given>) => given(...happened).state() as LoginState;
    const left = on('2024-06-03', events.LoggedOut({ ...session, how: 'user' }));
    const configured = (of: string) =>
      on('2024-06-03', events.IdentityConfigured({ hash: of, issuers: [], rights: [] }));
    expect([login.exists(known()), login.exists(known(left))]).toEqual([false, true]);
    expect(known(left, configured('b'.repeat(64)), configured(hash), left)).toEqual({ count: 4, configuration: hash });
  });
});
