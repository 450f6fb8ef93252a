import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, UnsecuredJWT } from 'jose';
import type { OidcIssuer } from '../../../src/application/identity/configuration.js';
import { OidcProvider } from '../../../src/infrastructure/identity/oidc.js';
import { SignedTokens } from '../../../src/infrastructure/identity/signed-tokens.js';
import { type Forged, forger, LEFT_OUT } from '../../support/identity/forger.js';

const BASE = 'https://sagsspor.example';
let idp: Awaited<ReturnType<typeof forger>>;
let issuer: OidcIssuer;
let provider: OidcProvider;
beforeAll(async () => {
  idp = await forger();
  issuer = {
    ...{ protocol: 'oidc', label: 'Kommunen', issuer: idp.issuer, clientId: idp.client, scope: 'openid' },
    ...{
      algorithm: 'RS256',
      user: { pseudonym: true },
      minimum: 'substantial',
      stepUp: { minutes: 5, minimum: 'high' },
    },
    acr: { 'urn:example:two': 'substantial', 'urn:example:three': 'high' },
    api: { audience: 'sagsspor-api', algorithm: 'RS256' },
    rights: [],
  };
  provider = new OidcProvider('kommune', issuer, BASE, idp.secret);
});
afterAll(() => idp.close());

const now = () => new Date().toISOString();
const begin = (again = false) => provider.begin({ again, now: now() });
interface Trick {
  readonly forged?: Forged;
  /** Changes what the browser brings back. */
  readonly query?: (query: URLSearchParams) => void;
  readonly again?: boolean;
}
async function login({ forged, query, again = false }: Trick = {}) {
  const { url, kept } = await begin(again);
  const answer = await idp.answer(url, forged);
  query?.(answer);
  return provider.finish({ url: `/login/kommune/callback?${answer}`, form: {} }, kept, { again, now: now() });
}
const HOUR = 3600;
const CLIENT = 'sagsspor';

describe('A login by OpenID Connect', () => {
  it('asks for a code with PKCE, state and nonce, and for the level that is demanded', async () => {
    const { url } = await begin();
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', scope: 'openid', acr_values: 'urn:example:two' },
      redirect_uri: `${BASE}/login/kommune/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43);
    const other = new URL((await begin()).url).searchParams;
    for (const name of ['state', 'nonce', 'code_challenge']) expect(other.get(name)).not.toBe(asked[name]);
  });

  it('says who it is, by which session, at which level and since when, and proves that it began the login', async () => {
    const { url, kept } = await begin();
    const answer = await idp.answer(url, { claims: { acr: 'urn:example:three', groups: ['ssp', 7], scope: 'a b' } });
    const proof = await provider.finish({ url: `/x?${answer}`, form: {} }, kept, { again: false, now: now() });
    expect(proof).toMatchObject({ issuer: 'kommune', subject: 'anna', level: 'high', session: 's1', privileges: [] });
    expect(proof.claims).toMatchObject({ groups: ['ssp'], scope: ['a', 'b'] });
    expect(Math.abs(Date.parse(String(proof.authenticatedAt)) - Date.now())).toBeLessThan(5_000);
    expect(idp.hasProven(url)).toBe(true);
  });

  it('keeps no civil registration number, by whatever name the provider says it', async () => {
    const claims = { cpr: '9901019999', 'dk:gov:saml:attribute:CprNumberIdentifier': '9901019999', groups: ['ssp'] };
    const { claims: kept } = await login({ forged: { claims } });
    expect(kept).toMatchObject({ groups: ['ssp'] });
    expect(JSON.stringify(kept)).not.toContain('9901019999');
  });

  it('takes a word for a level that the configuration does not know for none', async () => {
    expect((await login({ forged: { claims: { acr: 'urn:example:nine' } } })).level).toBeNull();
    expect((await login({ forged: { claims: { acr: 'toString' } } })).level).toBeNull();
  });

  it.each<[string, RegExp, Trick]>([
    ['of another login (nonce)', /claim/, { forged: { claims: { nonce: 'another' } } }],
    ['without a nonce', /claim|invalid/, { forged: { claims: { nonce: LEFT_OUT } } }],
    ['for another receiver', /claim/, { forged: { claims: { aud: 'another' } } }],
    ['of another provider', /claim/, { forged: { claims: { iss: 'https://idp.example' } } }],
    [
      'for us and another, said to the other',
      /claim/,
      { forged: { claims: { aud: [CLIENT, 'another'], azp: 'another' } } },
    ],
    ['without a receiver', /claim|invalid/, { forged: { claims: { aud: LEFT_OUT } } }],
    ['without an end', /claim|invalid/, { forged: { claims: { exp: LEFT_OUT } } }],
    ['without a time', /claim|invalid/, { forged: { claims: { iat: LEFT_OUT } } }],
    ['of nobody', /claim|invalid/, { forged: { claims: { sub: LEFT_OUT } } }],
    ['of an empty name', /no-user|claim|invalid/, { forged: { claims: { sub: '' } } }],
    ['that is not to be used yet', /timestamp|claim/, { forged: { claims: { nbf: 4_000_000_000 } } }],
    ['that is over', /timestamp|claim/, { forged: { claims: { iat: 1, exp: 2 } } }],
    ['that comes back with the state of another login', /invalid|state/, { query: (q) => q.set('state', 'another') }],
    ['that comes back without a state', /invalid|state/, { query: (q) => q.delete('state') }],
    ['that another provider sent (mix-up)', /invalid|iss/, { query: (q) => q.set('iss', 'https://idp.example') }],
    ['that does not say which provider sent it', /invalid|iss/, { query: (q) => q.delete('iss') }],
    [
      'that the provider refused',
      /authorization|response/,
      {
        query: (q) => {
          q.delete('code');
          q.set('error', 'access_denied');
        },
      },
    ],
  ])('is refused where it is one %s', async (_, why, trick) => {
    await expect(login(trick)).rejects.toMatchObject({ why: expect.stringMatching(why) });
  });
  it('is refused where somebody else signed it, or where it says another algorithm of the same key', async () => {
    await expect(login({ forged: { key: idp.otherKey } })).rejects.toMatchObject({ name: 'LoginRefused' });
    // jose keeps a key to its algorithm; a forger does not.
    await expect(unsignedLogin(forgedHeader('PS256'))).rejects.toMatchObject({ name: 'LoginRefused' });
  });

  const forgedHeader = (alg: string) => (claims: object) =>
    [{ alg, kid: 'k1' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
      .concat(`.${'A'.repeat(342)}`);
  async function unsignedLogin(make: (claims: object) => string) {
    const { url, kept } = await begin();
    const answer = await idp.answer(url);
    const seconds = idp.now();
    const claims = {
      iss: idp.issuer,
      aud: idp.client,
      sub: 'anna',
      iat: seconds,
      exp: seconds + 60,
      auth_time: seconds,
    };
    idp.sends(make({ ...claims, nonce: new URL(url).searchParams.get('nonce') }));
    return provider.finish({ url: `/x?${answer}`, form: {} }, kept, { again: false, now: now() });
  }
  it('is refused where the token is signed by nobody', async () => {
    const unsigned = (claims: object) => new UnsecuredJWT(claims as never).encode();
    await expect(unsignedLogin(unsigned)).rejects.toMatchObject({ name: 'LoginRefused' });
  });
  it('is refused where the token is signed with the public key, or the secret, as if it were a password', async () => {
    const { createHmac } = await import('node:crypto');
    for (const password of [await exportSPKI(idp.publicKey), idp.secret]) {
      const hmac = (claims: object) => {
        const body = [{ alg: 'HS256', kid: 'k1' }, claims]
          .map((p) => Buffer.from(JSON.stringify(p)).toString('base64url'))
          .join('.');
        return `${body}.${createHmac('sha256', password).update(body).digest('base64url')}`;
      };
      await expect(unsignedLogin(hmac)).rejects.toMatchObject({ name: 'LoginRefused' });
    }
  });

  it('that must be fresh asks for the higher level, and is refused where the person did not prove anything anew', async () => {
    const asked = new URL((await begin(true)).url).searchParams;
    expect([asked.get('prompt'), asked.get('max_age'), asked.get('acr_values')]).toEqual([
      'login',
      '0',
      'urn:example:three',
    ]);
    const before = { claims: { auth_time: idp.now() - HOUR } };
    await expect(login({ forged: before, again: true })).rejects.toMatchObject({ why: 'not-anew' });
    await expect(login({ forged: { claims: { auth_time: LEFT_OUT } }, again: true })).rejects.toMatchObject({
      why: 'not-anew',
    });
    expect((await login({ forged: before })).subject).toBe('anna');
    expect((await login({ again: true })).subject).toBe('anna');
  });

  it('says that the provider cannot be reached, and reaches it again when it can', async () => {
    const gone = new OidcProvider('gone', { ...issuer, issuer: 'http://127.0.0.1:1' }, BASE, idp.secret);
    await expect(gone.begin({ again: false, now: now() })).rejects.toMatchObject({ why: 'provider-unavailable' });
  });
});

describe('A token for the API', () => {
  const verified = async (forged: Forged = {}) =>
    new SignedTokens([{ name: 'kommune', issuer, provider }], 8).verified(
      await idp.accessToken('sagsspor-api', forged),
    );

  it('says whose it is, from when and until when', async () => {
    const { proof, until } = await verified();
    expect(proof).toMatchObject({ issuer: 'kommune', subject: 'robot', level: null, authenticatedAt: null });
    expect(proof.claims).toMatchObject({ client_id: ['robot'], scope: ['sager'] });
    expect(Date.parse(until) - Date.now()).toBeLessThan(301_000);
  });
  it('lives for the hours of a session at most, whatever it says', async () => {
    const { began, until } = await verified({ claims: { exp: idp.now() + 1000 * HOUR } });
    expect(Date.parse(until) - Date.parse(began)).toBe(8 * HOUR * 1000);
  });
  it.each<[string, Forged]>([
    ['for somebody else', { claims: { aud: 'another-api' } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['of no type', { header: { typ: LEFT_OUT as never } }],
    ['that is over', { claims: { exp: 2 } }],
    ['from tomorrow', { claims: { iat: 4_000_000_000, exp: 4_000_000_300 } }],
    ['from long ago that goes on for ever', { claims: { iat: 1, exp: 4_000_000_000 } }],
    ['without an end', { claims: { exp: LEFT_OUT } }],
    ['of an unknown issuer', { claims: { iss: 'https://idp.example' } }],
    ['without a name of its own', { claims: { jti: LEFT_OUT } }],
    ['of no client', { claims: { client_id: LEFT_OUT } }],
    ['that is not to be used yet', { claims: { nbf: 4_000_000_000 } }],
  ])('is refused where it is one %s', async (_, forged) => {
    await expect(verified(forged)).rejects.toMatchObject({ name: 'LoginRefused' });
  });
  it('is refused where somebody else or nobody signed it', async () => {
    await expect(verified({ key: idp.otherKey })).rejects.toMatchObject({ why: expect.stringMatching(/^token-/) });
    const tokens = new SignedTokens([{ name: 'kommune', issuer, provider }], 8);
    const unsigned = new UnsecuredJWT({ iss: idp.issuer, aud: 'sagsspor-api', sub: 'x' }).encode();
    for (const token of [unsigned, 'a.b.c', 'nonsense'])
      await expect(tokens.verified(token)).rejects.toMatchObject({ name: 'LoginRefused' });
  });
  it('is not taken from a provider that is configured for people only', async () => {
    const { api: _, ...people } = issuer;
    const tokens = new SignedTokens([{ name: 'kommune', issuer: people, provider }], 8);
    await expect(tokens.verified(await idp.accessToken('sagsspor-api'))).rejects.toMatchObject({
      why: 'token-issuer-unknown',
    });
  });
});

describe("A provider's word that a session is over", () => {
  const ended = async (forged: Forged = {}) =>
    provider.ended({ url: '/', form: { logout_token: await idp.logoutToken(forged) } });
  it('names the session, or the person, and itself so that it is taken once', async () => {
    const session = await ended();
    expect(session.which).toEqual({ issuer: 'kommune', providerSession: 's1' });
    expect((await ended()).once).not.toBe(session.once);
    expect((await ended({ claims: { sid: LEFT_OUT, sub: 'anna' } })).which).toEqual({
      issuer: 'kommune',
      person: 'anna',
    });
  });
  it.each<[string, Forged]>([
    ['is an identity token', { claims: { nonce: 'n' } }],
    ['is of another type', { header: { typ: 'JWT' } }],
    ['speaks of another event', { claims: { events: {} } }],
    ['speaks of nobody', { claims: { sid: LEFT_OUT } }],
    ['is old', { claims: { iat: 1, exp: 4_000_000_000 } }],
    ['is for somebody else', { claims: { aud: 'another' } }],
    ['has no name of its own', { claims: { jti: LEFT_OUT } }],
  ])('is refused where it %s', async (_, forged) => {
    await expect(ended(forged)).rejects.toMatchObject({ why: expect.stringMatching(/^logout-/) });
  });
  it('is refused where somebody else signed it', async () => {
    await expect(ended({ key: idp.otherKey })).rejects.toMatchObject({ name: 'LoginRefused' });
  });
});
