import { describe, it } from '@jest/globals';
import { events, user } from '../../../src/domain/identity/user.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
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
  });
});
