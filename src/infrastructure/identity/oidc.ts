import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { OidcIssuer } from '../../application/identity/configuration.js';
import {
  type Answered,
  type Beginning,
  type Begun,
  type LoginProvider,
  LoginRefused,
  type ProvenLogin,
  type ProviderEnded,
  type SigningOut,
} from '../../application/ports/identity.js';
import { claimsIn, levelIn, refusedAs } from './claims.js';
import { secretIn } from './identity-file.js';

interface OidcUnderWay {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly begun: string;
}
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';
/** How far two clocks may be apart. Seconds. */
const SKEW = 60;

/**
 * OpenID Connect: code with PKCE, state and nonce, the identity token's signature checked though it comes over TLS. The provider's tokens are looked at and
 * forgotten: no browser, table or log ever holds one.
 */
export class OidcProvider implements LoginProvider {
  private found: Promise<oidc.Configuration> | undefined;
  private keys: JWTVerifyGetKey | undefined;

  constructor(
    private readonly name: string,
    private readonly issuer: OidcIssuer,
    /** Where this installation is reached. */
    private readonly baseUrl: string,
    private readonly secret = issuer.clientSecretFile && secretIn(issuer.clientSecretFile),
  ) {}

  private get callback(): string {
    return `${this.baseUrl}/login/${this.name}/callback`;
  }

  async begin({ again, hint, now }: Beginning): Promise<Begun> {
    const config = await this.configuration();
    const [state, verifier, nonce] = [oidc.randomState(), oidc.randomPKCECodeVerifier(), oidc.randomNonce()];
    const kept: OidcUnderWay = { state, verifier, nonce, begun: now };
    const { stepUp, acr, minimum } = this.issuer;
    const wanted = (again && stepUp.minimum) || minimum;
    const words = Object.entries(acr).flatMap(([word, level]) => (level === wanted ? [word] : []));
    const url = oidc.buildAuthorizationUrl(config, {
      ...{ redirect_uri: this.callback, scope: this.issuer.scope, state, nonce },
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(words.length > 0 ? { acr_values: words.join(' ') } : {}),
      ...(again ? { prompt: 'login', max_age: '0' } : {}),
      ...(hint === undefined ? {} : { login_hint: hint }),
    });
    return { url: url.href, kept };
  }

  async finish(answered: Answered, held: unknown, { again }: Beginning): Promise<ProvenLogin> {
    const kept = held as OidcUnderWay;
    const url = new URL(answered.url, this.baseUrl);
    const config = await this.configuration();
    const claims = await refusedAs('oidc', async () => {
      const tokens = await oidc.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: kept.verifier,
        expectedState: kept.state,
        expectedNonce: kept.nonce,
        idTokenExpected: true,
      });
      return tokens.claims() as JWTPayload;
    });
    const proof = proofOf(this.name, this.issuer, claims);
    const isAnew =
      proof.authenticatedAt !== null && Date.parse(proof.authenticatedAt) >= Date.parse(kept.begun) - SKEW * 1000;
    if (again && !isAnew) throw new LoginRefused('not-anew');
    return proof;
  }

  /** Back-channel logout: the provider's server says it, not the browser. */
  async ended({ form }: Answered): Promise<ProviderEnded> {
    const config = await this.configuration();
    const { payload } = await refusedAs('logout', () =>
      jwtVerify(String(form.logout_token ?? ''), this.jwks(config), {
        ...{ issuer: this.issuer.issuer, audience: this.issuer.clientId, algorithms: [this.issuer.algorithm] },
        ...{ typ: 'logout+jwt', clockTolerance: SKEW, maxTokenAge: 300, requiredClaims: ['iat', 'jti', 'events'] },
      }),
    );
    const { sid, sub, events, nonce, jti } = payload;
    // An identity token of the same provider is no word of its end.
    if (nonce !== undefined || !Object.hasOwn(Object(events), LOGOUT)) throw new LoginRefused('logout-no-event');
    const once = `logout ${this.name} ${jti}`;
    if (typeof sid === 'string') return { which: { issuer: this.name, providerSession: sid }, once };
    if (typeof sub !== 'string') throw new LoginRefused('logout-of-nobody');
    return { which: { issuer: this.name, person: sub }, once };
  }

  async signOut(): Promise<SigningOut | undefined> {
    const config = await this.configuration().catch(() => undefined);
    if (!config?.serverMetadata().end_session_endpoint) return undefined;
    return { url: oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${this.baseUrl}/login` }).href };
  }

  /** The provider's keys; the same for its identity, logout and access tokens. @throws LoginRefused provider-unavailable */
  async keySet(): Promise<JWTVerifyGetKey> {
    return this.jwks(await this.configuration());
  }

  private jwks(config: oidc.Configuration): JWTVerifyGetKey {
    const { jwks_uri } = config.serverMetadata();
    if (!jwks_uri) throw new LoginRefused('provider-unavailable');
    this.keys ??= createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: 3_000, cooldownDuration: 5_000 });
    return this.keys;
  }

  /** Asked for once; a provider that could not be reached is asked again by the next login. */
  private configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, algorithm } = this.issuer;
    const execute = [oidc.enableNonRepudiationChecks, ...(isHere(issuer) ? [oidc.allowInsecureRequests] : [])];
    const metadata = { id_token_signed_response_alg: algorithm, [oidc.clockTolerance]: SKEW };
    const auth = this.secret ? oidc.ClientSecretBasic(this.secret) : oidc.None();
    this.found ??= oidc
      .discovery(new URL(issuer), clientId, metadata, auth, { execute, timeout: 5 })
      .catch((error: unknown) => {
        this.found = undefined;
        throw new LoginRefused('provider-unavailable', error instanceof Error ? error.name : undefined);
      });
    return this.found;
  }
}
/** The configuration lets http through on this machine only. */
const isHere = (issuer: string) => new URL(issuer).protocol === 'http:';

/** What an identity or access token says, once it has been verified. */
export function proofOf(name: string, { acr: words }: OidcIssuer, claims: JWTPayload): ProvenLogin {
  const { sub, acr, auth_time, sid } = claims;
  if (typeof sub !== 'string' || sub === '') throw new LoginRefused('no-user');
  return {
    ...{ issuer: name, subject: sub, claims: claimsIn(claims), privileges: [] },
    level: levelIn(words, acr),
    authenticatedAt: typeof auth_time === 'number' ? new Date(auth_time * 1000).toISOString() : null,
    session: typeof sid === 'string' ? sid : null,
  };
}
