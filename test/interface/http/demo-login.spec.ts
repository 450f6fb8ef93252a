import { describe, expect, it } from '@jest/globals';
import type { Installation } from '../../../src/application/installation.js';
import { sentences } from '../../../src/infrastructure/telemetry/sentences.js';
import { assertDemoMayRun, DemoLoginRefused } from '../../../src/interface/http/identity/demo-login.js';
import { DEMO_USERS } from '../../../src/interface/http/identity/demo-users.js';
import { LoginController } from '../../../src/interface/web/login/login.controller.js';
import { identityFor } from '../../../src/main/identity.js';

describe('The login without a password', () => {
  it.each([{}, { NODE_ENV: 'development' }, { NODE_ENV: 'test' }])('runs on the embedded database with %j', (env) => {
    expect(() => assertDemoMayRun(env)).not.toThrow();
  });

  it.each(['production', 'Production', 'prod', 'staging', 'live', ' test', ''])(
    'is never served with NODE_ENV "%s"',
    (NODE_ENV) => {
      expect(() => assertDemoMayRun({ NODE_ENV })).toThrow(DemoLoginRefused);
      expect(() => assertDemoMayRun({ NODE_ENV })).toThrow(`demo-login-refused: NODE_ENV is "${NODE_ENV}"`);
    },
  );

  it.each(['DATABASE_URL', 'VAULT_DATABASE_URL', 'EVENT_STORE_URL'])(
    'is never served with an external database: %s',
    (name) => {
      for (const NODE_ENV of [undefined, 'development', 'test'])
        expect(() => assertDemoMayRun({ NODE_ENV, [name]: 'postgres://own:pw1@host/log' })).toThrow(
          /^demo-login-refused: [A-Z_]+ is set/,
        );
    },
  );

  it('has two officers of compliance in each Infohus: a disposal, an erasure and a sealed text take two', () => {
    const officers = DEMO_USERS.filter(({ role }) => role === 'compliance').map(({ infohus }) => infohus);
    for (const infohus of new Set(DEMO_USERS.map((user) => user.infohus)))
      expect(officers.filter((of) => of === infohus)).toHaveLength(2);
  });

  it('has no sessions where it may not run', async () => {
    const env = { NODE_ENV: 'staging', CALENDAR_FEEDS: false };
    await expect(identityFor({} as Installation, env, sentences())).rejects.toThrow(DemoLoginRefused);
  });

  it('says of a database that does not answer what every door says, and not that there is no such user', async () => {
    const prove = () => Promise.reject(new Error('the database is silent'));
    const door = new LoginController(null as never, null as never);
    Object.assign(door, { identity: { demo: { prove } } });
    await expect(door.enter({ user: 'bif-tovholder' }, {} as never, {} as never)).rejects.toThrow('silent');
  });
});
