import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { createApp } from '../../../src/main/app.module.js';
import { type DemoApp, demoApp } from '../app.js';
import { forger } from './forger.js';
import { samlIdp } from './saml-idp.js';

export const BASE = 'https://sagsspor.example';
const [ENTITY, US, CVR] = ['https://idp.example/saml', `${BASE}/saml`, '12345678'];
const STEP_UP = { minutes: 5, minimum: 'high' };

/** The product with a real login: a provider by OpenID for people, the same one for machines, and one by SAML. */
export async function loginApp() {
  const [idp, folder] = [await forger(), mkdtempSync(join(tmpdir(), 'sagsspor-identity-'))];
  const saml = samlIdp({
    ...{ entityId: ENTITY, audience: US, cvr: CVR },
    ...{ acs: `${BASE}/login/politi/acs`, slo: `${BASE}/login/politi/slo` },
  });
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const openId = {
    protocol: 'oidc',
    issuer: idp.issuer,
    clientId: idp.client,
    clientSecretFile: file('secret', idp.secret),
  };
  const configuration = {
    schemaVersion: 1,
    issuers: {
      kommune: {
        ...{ ...openId, label: 'Kommunen', minimum: 'substantial', stepUp: STEP_UP },
        acr: { two: 'substantial', three: 'high' },
        rights: [{ when: { claim: 'groups', is: 'bif' }, agency: 'BIF', role: 'coordinator' }],
      },
      maskiner: {
        ...{ ...openId, label: 'Maskiner', minimum: 'none', stepUp: STEP_UP },
        api: { audience: 'sagsspor-api' },
        rights: [{ when: { claim: 'client_id', is: 'robot' }, agency: 'BIF', role: 'administrator' }],
      },
      politi: {
        ...{
          protocol: 'saml',
          label: 'Politiet',
          issuer: ENTITY,
          audience: US,
          signOn: `${ENTITY}/sso`,
          signOut: `${ENTITY}/slo`,
        },
        ...{ certificates: [file('idp.pem', saml.trusted)], keyFile: file('own.pem', saml.own), organisations: [CVR] },
        ...{ minimum: 'substantial', stepUp: STEP_UP },
        rights: [{ when: { privilege: 'urn:politi', scope: CVR, constraints: {} }, agency: 'KP', role: 'police' }],
      },
    },
  };
  const before = { IDENTITY_FILE: process.env.IDENTITY_FILE, BASE_URL: process.env.BASE_URL };
  Object.assign(process.env, { IDENTITY_FILE: file('identity.json', JSON.stringify(configuration)), BASE_URL: BASE });
  const app: DemoApp = await demoApp('nine-months');
  // A second process of the same installation: it remembers nothing of what the first has seen.
  const second = await createApp(app.installation);
  await second.init();
  return {
    ...{ app, idp, saml, http: app.http },
    other: () => request(second.getHttpServer()),
    async close() {
      await second.close();
      await app.close();
      await idp.close();
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
