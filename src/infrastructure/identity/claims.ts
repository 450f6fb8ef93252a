import { LoginRefused, type ProvenLogin } from '../../application/ports/identity.js';
import type { Level } from '../../domain/identity/login.js';

/** A civil registration number, by whatever name a provider says it: nobody is known by it, and nothing is given for it (landscape.md 1). */
const CPR = /cpr/i;
/** Claims as lists of texts: what is neither a text nor a list of them gives nobody a right. A scope is a list in one text (RFC 8693). */
export function claimsIn(claims: Readonly<Record<string, unknown>>): ProvenLogin['claims'] {
  const texts = (name: string, value: unknown): readonly string[] => {
    if (name === 'scope' && typeof value === 'string') return value.split(' ');
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
  };
  const used = Object.entries(claims).filter(([name]) => !CPR.test(name));
  return Object.fromEntries(used.map(([name, value]) => [name, texts(name, value)]));
}

/** A word that the configuration does not know is no level. */
export const levelIn = (words: Readonly<Record<string, Level>>, said: unknown): Level | null =>
  typeof said === 'string' && Object.hasOwn(words, said) ? (words[said] ?? null) : null;

/** A library's refusal by its own name, as ours: `oidc-oauth-jwt-claim-comparison-failed`. What it looked at is left out. */
export async function refusedAs<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LoginRefused) throw error;
    const { code, name } = error as { code?: unknown; name?: unknown };
    const said = String(typeof code === 'string' ? code : name).toLowerCase();
    throw new LoginRefused(`${what}-${said.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60)}`);
  }
}
