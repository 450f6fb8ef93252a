import { LEVELS, type Level } from '../../domain/identity/login.js';
import type { Role } from '../../domain/kernel/event.js';
import { code } from '../../domain/kernel/schema.js';
import { LoginRefused, type Privilege, type ProvenLogin } from '../ports/identity.js';
import type { Vault } from '../ports/vault.js';
import type { Issuer, Right } from './configuration.js';

/** As what somebody is let in. */
export interface Assignment {
  readonly agency: string;
  readonly role: Role;
  readonly unit: string | null;
}

/** At least that level of assurance; what was not said is none. */
export const reaches = (level: Level | null, minimum: Level | 'none'): boolean =>
  minimum === 'none' || (level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(minimum));

/**
 * What a proven login gives by the configuration: every right whose condition holds, in the order of the file, each once. Nothing said gives nothing.
 * @throws LoginRefused level-too-low, no-right
 */
export function standingsOf(proof: ProvenLogin, issuer: Issuer): readonly [Assignment, ...Assignment[]] {
  if (!reaches(proof.level, issuer.minimum)) throw new LoginRefused('level-too-low');
  const given = issuer.rights.flatMap((right) => standingBy(right, proof) ?? []);
  const [first, ...others] = given.filter((s, i) => given.findIndex((o) => same(o, s)) === i);
  if (!first) throw new LoginRefused('no-right');
  return [first, ...others];
}
const same = (a: Assignment, b: Assignment) => a.agency === b.agency && a.role === b.role && a.unit === b.unit;

function standingBy(right: Right, proof: ProvenLogin): Assignment | undefined {
  const { when, agency, role } = right;
  const unit = right.unit ?? null;
  if ('claim' in when) {
    const has = Object.hasOwn(proof.claims, when.claim) && proof.claims[when.claim]?.includes(when.is);
    return has ? { agency, role, unit } : undefined;
  }
  for (const privilege of proof.privileges) {
    if (privilege.role !== when.privilege || privilege.scope !== when.scope) continue;
    const scoped = unitWithin(privilege, when.constraints);
    if (scoped !== undefined) return { agency, role, unit: scoped ?? unit };
  }
  return undefined;
}

type Constraints = Extract<Right['when'], { privilege: string }>['constraints'];
/**
 * Constraints fail closed (landscape.md 1): one that the configuration does not know, that is missing, that is empty or holds a value it does
 * not know gives no right at all (undefined). Null: none of them says a unit.
 */
function unitWithin({ constraints }: Privilege, wanted: Constraints): string | null | undefined {
  if (Object.keys(constraints).some((name) => !Object.hasOwn(wanted, name))) return undefined;
  const units = new Set<string>();
  for (const [name, { values, units: of = {} }] of Object.entries(wanted)) {
    const stated = Object.hasOwn(constraints, name) ? (constraints[name] ?? []) : [];
    if (stated.length === 0 || !stated.every((v) => values.includes(v))) return undefined;
    for (const value of stated) if (Object.hasOwn(of, value)) units.add(String(of[value]));
  }
  // One acts for one unit: who is scoped to several is scoped to none that could be chosen.
  if (units.size > 1) return undefined;
  return [...units][0] ?? null;
}

/** Makes the name that the log knows somebody by from what the provider calls them. */
export type Pseudonym = (issuer: string, subject: string) => string;

/** What a provider calls somebody, under a key of the installation. */
export const blindUnder =
  (vault: Pick<Vault, 'digest'>): Pseudonym =>
  (issuer, subject) =>
    Buffer.from(vault.digest('user', JSON.stringify([issuer, subject]))).toString('hex');
export const pseudonymUnder =
  (vault: Pick<Vault, 'digest'>): Pseudonym =>
  (issuer, subject) =>
    `u-${blindUnder(vault)(issuer, subject).slice(0, 24)}`;

/** @throws LoginRefused no-user: nothing that tells this person apart, or nothing that may stand in the log */
export function userIdOf(proof: ProvenLogin, { user }: Issuer, pseudonym: Pseudonym): string {
  const told = user.claim === undefined ? [proof.subject] : (proof.claims[user.claim] ?? []);
  const [own] = told;
  if (own === undefined || told.length !== 1) throw new LoginRefused('no-user');
  const userId = user.pseudonym ? pseudonym(proof.issuer, own) : own;
  if (!code.safeParse(userId).success) throw new LoginRefused('no-user');
  return userId;
}
