import { describe, expect, it } from '@jest/globals';
import { events, goesOn, type UserState, user } from '../../../src/domain/identity/user.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { INSTALLATION } from '../../../src/domain/kernel/event.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { on, specify } from '../../support/specification.js';

const given = specify(user as unknown as Decider<unknown, string>, idFor('a user'), 'BIF:administrator');
const told = { userId: 'u1', reason: 'rejst' };
const mapped = on('2024-06-03', events.UserMapped({ userId: 'u1', agency: 'SOF', role: 'caseworker', issuer: 'idp' }));
const deactivated = on('2024-06-04', events.UserDeactivated({ ...told, reason: Sealed.of('rejst') }));

describe('A user', () => {
  it('is deactivated once, and comes back only from there', () => {
    given(mapped).when('DeactivateUser', told, '2024-06-05').then(['UserDeactivated']);
    given(mapped, deactivated).when('DeactivateUser', told, '2024-06-05').then('already-deactivated');
    given(mapped).when('ReactivateUser', told, '2024-06-05').then('not-deactivated');
    given(mapped, deactivated).when('ReactivateUser', told, '2024-06-05').then(['UserReactivated']);
  });

  it('is an administrator’s of the same Infohus', () => {
    for (const command of ['DeactivateUser', 'EndSessions'])
      given(mapped).when(command, told, '2024-06-05', 'VEL:administrator').then('user-of-another-infohus');
    // Who was never seen here is of no Infohus yet; the installation itself acts for every one.
    given().when('DeactivateUser', told, '2024-06-05', 'VEL:administrator').then(['UserDeactivated']);
    given(mapped).when('EndSessions', told, '2024-06-05', `${INSTALLATION}:administrator`).then(['SessionsEnded']);
    // The prison service is of two Infohuse: one in common is enough.
    const prison = on(
      '2024-06-03',
      events.UserMapped({ userId: 'u2', agency: 'KRIM', role: 'caseworker', issuer: 'idp' }),
    );
    given(prison)
      .when('EndSessions', { ...told, userId: 'u2' }, '2024-06-05', 'BIF:administrator')
      .then(['SessionsEnded']);
  });

  it('is noted as the login says it', () => {
    const said = { userId: 'u1', agency: 'SOF', role: 'caseworker', issuer: 'idp' };
    given().when('NoteUser', said, '2024-06-03').then(['UserMapped', said]);
  });
});

describe('A session that began', () => {
  const known = (...happened: Parameters<typeof given>) => given(...happened).state() as UserState;
  const reactivated = on('2024-06-05', events.UserReactivated({ ...told, reason: Sealed.of('tilbage') }));
  // Events of these specifications are recorded at the first instant of 2030.
  const [BEFORE, THEN, AFTER] = ['2029-12-31T23:59:59.999Z', '2030-01-01T00:00:00.000Z', '2030-01-01T00:00:00.001Z'];
  const going = (s: UserState) => [BEFORE, THEN, AFTER].map((began) => goesOn(s, began as string));

  it('goes on until the user is deactivated; after that, and where sessions were ended, only a later one does', () => {
    expect(going(known(mapped))).toEqual([true, true, true]);
    expect(going(known(mapped, deactivated))).toEqual([false, false, false]);
    expect(going(known(mapped, deactivated, reactivated))).toEqual([false, false, true]);
    const ended = on('2024-06-04', events.SessionsEnded({ ...told, reason: Sealed.of('tabt') }));
    expect(going(known(mapped, ended))).toEqual([false, false, true]);
  });

  it('is of a user whom the log knows: mapped, deactivated or sent away', () => {
    const ended = on('2024-06-04', events.SessionsEnded({ ...told, reason: Sealed.of('tabt') }));
    expect([known(), known(mapped), known(deactivated), known(ended)].map((s) => user.exists(s))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
