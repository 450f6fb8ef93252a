import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

const [KID, CLIENT, SECRET] = ['k1', 'sagsspor', 'a secret of forty characters, made up now'];
export interface Forged {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Partial<JWTHeaderParameters>;
  readonly key?: Parameters<SignJWT['sign']>[0];
}
/** A claim that is left out. */
export const LEFT_OUT = undefined;

/**
 * An OpenID provider that signs whatever a test asks it to, with the key that it publishes or another one: what a real provider never does.
 */
export async function forger() {
  const [own, other] = [await generateKeyPair('RS256', { extractable: true }), await generateKeyPair('RS256')];
  const publicKey = await exportJWK(own.publicKey);
  let idToken = '';
  let atOnce: Forged = {};
  const asked: URLSearchParams[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const json = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url === '/jwks') return json({ keys: [{ ...publicKey, kid: KID, use: 'sig', alg: 'RS256' }] });
    // Where a browser goes: the person is known here already, and is sent back at once.
    if (request.url?.startsWith('/auth?')) {
      const asked = new URL(request.url, issuer);
      const back = await self.answer(asked.href, atOnce);
      return response.writeHead(303, { location: `${asked.searchParams.get('redirect_uri')}?${back}` }).end();
    }
    if (request.url === '/token') {
      asked.push(new URLSearchParams(await text(request)));
      return json({ access_token: 'x', token_type: 'Bearer', id_token: idToken });
    }
    return json({
      ...{
        issuer,
        jwks_uri: `${issuer}/jwks`,
        token_endpoint: `${issuer}/token`,
        authorization_endpoint: `${issuer}/auth`,
      },
      ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
      ...{ id_token_signing_alg_values_supported: ['RS256'], authorization_response_iss_parameter_supported: true },
      ...{ end_session_endpoint: `${issuer}/end`, code_challenge_methods_supported: ['S256'] },
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = () => Math.floor(Date.now() / 1000);
  /** What a test leaves out (undefined) is not in the token. */
  const sign = (claims: JWTPayload, { header = {}, key = own.privateKey }: Forged) =>
    new SignJWT(JSON.parse(JSON.stringify(claims)) as JWTPayload)
      .setProtectedHeader({ alg: 'RS256', kid: KID, ...header })
      .sign(key);
  const self = {
    ...{ issuer, client: CLIENT, secret: SECRET, otherKey: other.privateKey, publicKey: own.publicKey },
    /** The query of the next visit to our callback, for a login that went to `begun`: the provider will say so of the person. */
    async answer(begun: string, forged: Forged = {}): Promise<URLSearchParams> {
      const { searchParams } = new URL(begun);
      const standard = { iss: issuer, aud: CLIENT, sub: 'anna', nonce: searchParams.get('nonce'), sid: 's1' };
      const claims = { ...standard, iat: now(), exp: now() + 60, auth_time: now(), ...forged.claims };
      idToken = await sign(claims as JWTPayload, forged);
      return new URLSearchParams({ code: 'c', state: String(searchParams.get('state')), iss: issuer });
    },
    /** What it says of whoever comes in a browser. */
    knows(forged: Forged): void {
      atOnce = forged;
    },
    /** An identity token that is sent as it stands. */
    sends(token: string): void {
      idToken = token;
    },
    accessToken: (audience: string, forged: Forged = {}) =>
      sign(
        {
          ...{ iss: issuer, aud: audience, sub: 'robot', client_id: 'robot', jti: `${Math.random()}`, scope: 'sager' },
          ...{ iat: now(), exp: now() + 300, ...forged.claims },
        },
        { ...forged, header: { typ: 'at+jwt', ...forged.header } },
      ),
    logoutToken: (forged: Forged = {}) =>
      sign(
        {
          ...{ iss: issuer, aud: CLIENT, sid: 's1', jti: `${Math.random()}`, iat: now(), exp: now() + 60 },
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
          ...forged.claims,
        },
        { ...forged, header: { typ: 'logout+jwt', ...forged.header } },
      ),
    /** Whether the code was asked for with the verifier of that login's challenge. */
    hasProven(begun: string): boolean {
      const verifier = asked.at(-1)?.get('code_verifier') ?? '';
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      return verifier !== '' && challenge === new URL(begun).searchParams.get('code_challenge');
    },
    now,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return self;
}
