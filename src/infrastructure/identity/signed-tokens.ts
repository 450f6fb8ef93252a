import { decodeJwt, jwtVerify } from 'jose';
import type { OidcIssuer } from '../../application/identity/configuration.js';
import { LoginRefused, type TokenProvider, type VerifiedToken } from '../../application/ports/identity.js';
import { refusedAs } from './claims.js';
import { type OidcProvider, proofOf } from './oidc.js';

interface Taken {
  readonly name: string;
  readonly issuer: OidcIssuer;
  readonly provider: Pick<OidcProvider, 'keySet'>;
}
const SKEW = 60;

/**
 * Access tokens for the API (RFC 9068), of people and, by client credentials, of machines. Issuer, audience, algorithm and type are those of the
 * configuration, never the token's own word.
 */
export class SignedTokens implements TokenProvider {
  constructor(
    private readonly taken: readonly Taken[],
    /** The longest that a token may live, whatever it says. */
    private readonly hours: number,
  ) {}

  async verified(token: string): Promise<VerifiedToken> {
    const { name, issuer, provider } = this.of(token);
    const { api } = issuer;
    if (!api) throw new LoginRefused('token-issuer-unknown');
    const keys = await provider.keySet();
    const { payload } = await refusedAs('token', () =>
      jwtVerify(token, keys, {
        ...{ issuer: issuer.issuer, audience: api.audience, algorithms: [api.algorithm], typ: 'at+jwt' },
        // With the greatest age the time of issue is looked at too: a token from tomorrow would outlive its end.
        ...{ clockTolerance: SKEW, maxTokenAge: this.hours * 3600 },
        ...{ requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti'] },
      }),
    );
    const iat = Number(payload.iat);
    const until = Math.min(Number(payload.exp), iat + this.hours * 3600);
    return { proof: proofOf(name, issuer, payload), began: instantOf(iat), until: instantOf(until) };
  }

  /** Whose keys it must be signed with: its own word chooses among those that are known, and is checked afterwards. */
  private of(token: string): Taken {
    let said: unknown;
    try {
      said = decodeJwt(token).iss;
    } catch {
      throw new LoginRefused('token-unreadable');
    }
    const found = this.taken.find((t) => t.issuer.api !== undefined && t.issuer.issuer === said);
    if (!found) throw new LoginRefused('token-issuer-unknown');
    return found;
  }
}
const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
