import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import type { OidcIssuer } from '../../../src/application/identity/configuration.js';
import { OidcProvider } from '../../../src/infrastructure/identity/oidc.js';
import { SignedTokens } from '../../../src/infrastructure/identity/signed-tokens.js';

const [SECRET, API] = ['a secret of forty characters, made up now', 'urn:sagsspor:api'];
const server = createServer();
let issuer: OidcIssuer;

/** A provider that nobody here wrote: what it signs for a machine must be what we take. */
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { warn } = console;
  console.warn = () => undefined; // that it keeps nothing, and of its Node
  const { Provider } = await import('oidc-provider');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(url, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'k' }] },
    cookies: { keys: ['x'.repeat(40)] },
    clients: [
      {
        ...{ client_id: 'robot', client_secret: SECRET, redirect_uris: [], response_types: [] },
        grant_types: ['client_credentials'],
      },
    ],
    ttl: { ClientCredentials: 300 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, audience) => ({
          ...{ scope: 'sager', audience, accessTokenTTL: 300, accessTokenFormat: 'jwt' as const },
          jwt: { sign: { alg: 'RS256' as const } },
        }),
      },
    },
  });
  console.warn = warn;
  server.on('request', provider.callback());
  issuer = {
    ...{ protocol: 'oidc', label: 'Maskiner', issuer: url, clientId: 'sagsspor', scope: 'openid', algorithm: 'RS256' },
    ...{ user: { pseudonym: true }, minimum: 'none', stepUp: { minutes: 5 }, acr: {}, rights: [] },
    api: { audience: API, algorithm: 'RS256' },
  };
});
afterAll(
  () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
);

const tokenFor = async (resource: string) => {
  const execute = [client.allowInsecureRequests];
  const auth = client.ClientSecretBasic(SECRET);
  const config = await client.discovery(new URL(issuer.issuer), 'robot', {}, auth, { execute });
  return (await client.clientCredentialsGrant(config, { resource, scope: 'sager' })).access_token;
};
const verified = async (token: string) => {
  const provider = new OidcProvider('maskiner', issuer, 'https://sagsspor.example', SECRET);
  return new SignedTokens([{ name: 'maskiner', issuer, provider }], 8).verified(token);
};

describe('A machine', () => {
  it('comes in by client credentials, with a token that its provider made for us', async () => {
    const { proof } = await verified(await tokenFor(API));
    expect(proof).toMatchObject({ issuer: 'maskiner', subject: 'robot', authenticatedAt: null, level: null });
    expect(proof.claims).toMatchObject({ client_id: ['robot'], scope: ['sager'] });
  });
  it('does not come in with a token that the same provider made for another API', async () => {
    await expect(verified(await tokenFor('urn:another:api'))).rejects.toMatchObject({
      why: 'token-err-jwt-claim-validation-failed',
    });
  });
});
