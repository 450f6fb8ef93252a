import { z } from 'zod';
import { LEVELS } from '../../domain/identity/login.js';
import { ROLES } from '../../domain/kernel/event.js';
import { code } from '../../domain/kernel/schema.js';
import type { Plan } from '../../domain/plan/schema.js';

/** A system acts by no login: nobody can be let in as it. */
const role = z.enum(ROLES).exclude(['system']);
const said = z.string().min(1).max(300);

/**
 * A constraint of a privilege (data scoping). Every value must be one of these, else the privilege gives nothing; `units` reads them as our units.
 */
const constraint = z.strictObject({ values: z.array(said).min(1), units: z.record(said, code).optional() });
const right = z.strictObject({
  when: z.union([
    z.strictObject({ claim: said, is: said }),
    z.strictObject({
      privilege: said,
      scope: z.string().regex(/^\d{8}$/, 'must be a CVR number'),
      /** Each must be there; one that is not named here gives nothing. */
      constraints: z.record(said, constraint).default({}),
    }),
  ]),
  agency: code,
  role,
  unit: code.optional(),
});
export type Right = z.output<typeof right>;

const common = {
  /** On the button of the login page. */
  label: z.string().min(1).max(80),
  user: z
    .strictObject({
      /** The claim that tells persons apart; left out, the provider's own name of them. */
      claim: said.optional(),
      /** Under a key of the installation, so that the log holds no name; false where it is a code that tells nobody who it is. */
      pseudonym: z.boolean().default(true),
    })
    .default({ pseudonym: true }),
  /** NSIS level below which nobody is let in. `none` lets everybody in whom the provider knows. */
  minimum: z.enum(['none', ...LEVELS]),
  /** What a few acts ask for: a login not older than this, and where it is set at this level. */
  stepUp: z.strictObject({ minutes: z.int().min(1).max(480), minimum: z.enum(LEVELS).optional() }),
  rights: z.array(right).min(1),
};
const url = z.url({ protocol: /^https?$/ }).refine((v) => {
  const { protocol, hostname } = new URL(v);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}, 'must be https, but on this machine');
const algorithm = z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']);
const oidc = z.strictObject({
  ...common,
  protocol: z.literal('oidc'),
  issuer: url,
  clientId: said,
  /** A file with the secret: it never stands in a configuration that is passed around. */
  clientSecretFile: said.optional(),
  scope: said.default('openid'),
  /** One algorithm, for everything that the provider signs. */
  algorithm: algorithm.default('RS256'),
  /** What `acr` may be, and the level that it stands for; the first ones of a level are asked for. */
  acr: z.record(said, z.enum(LEVELS)).default({}),
  /** Tokens for the API: whom they are for. Left out, none are taken from this provider. */
  api: z.strictObject({ audience: said, algorithm: algorithm.default('RS256') }).optional(),
});
const saml = z.strictObject({
  ...common,
  protocol: z.literal('saml'),
  /** entityID of the provider, and ours. */
  issuer: said,
  audience: said,
  signOn: url,
  signOut: url.optional(),
  /** Files: the provider's certificates (two while it changes keys), and our private key. */
  certificates: z.array(said).min(1).max(2),
  keyFile: said,
  /** A file: a certificate of that key, for our metadata. */
  certificateFile: said.optional(),
  /** CVR numbers of the organisations whose people may come. */
  organisations: z.array(z.string().regex(/^\d{8}$/)).min(1),
});
const issuer = z.discriminatedUnion('protocol', [oidc, saml]);
export type OidcIssuer = z.output<typeof oidc>;
export type SamlIssuer = z.output<typeof saml>;
export type Issuer = z.output<typeof issuer>;

export const identitySchema = z.strictObject({
  schemaVersion: z.literal(1),
  sessions: z
    .strictObject({
      idleMinutes: z.int().min(5).max(480).default(30),
      hours: z.int().min(1).max(24).default(8),
      /** Of one user at the same time. */
      most: z.int().min(1).max(50).default(5),
    })
    .default({ idleMinutes: 30, hours: 8, most: 5 }),
  issuers: z.record(code, issuer).refine((all) => Object.keys(all).length > 0, 'names nobody who may log in'),
});
export type IdentityConfiguration = z.output<typeof identitySchema>;

/** What is wrong with a configuration beside the plans, each in a sentence with its place. */
export function faultsOf({ issuers }: IdentityConfiguration, plans: readonly Plan[]): readonly string[] {
  return Object.entries(issuers).flatMap(([name, { rights }]) =>
    rights.flatMap((right, i) => faultsIn(right, plans).map((fault) => `issuers.${name}.rights[${i}].${fault}`)),
  );
}

function faultsIn({ agency, role, unit, when }: Right, plans: readonly Plan[]): readonly string[] {
  const named = plans.flatMap((p) => p.agencies.find((a) => a.code === agency) ?? []);
  if (named.length === 0) return [`agency: no plan on file names the agency ${agency}`];
  const scoped =
    'privilege' in when ? Object.values(when.constraints).flatMap((c) => Object.values(c.units ?? {})) : [];
  const units = new Set(named.flatMap((a) => a.units.map((u) => u.code)));
  const kinds = [...new Set(named.map((a) => a.kind))];
  return [
    ...(role === 'coordinator' && !named.some((a) => a.coordinating)
      ? [`role: no plan on file names ${agency} as coordinating, so it has no coordinator`]
      : []),
    ...(role === 'police' && !kinds.includes('police')
      ? [`role: police are of an agency of kind police, and ${agency} is ${kinds.join(', ')}`]
      : []),
    ...[...(unit === undefined ? [] : [unit]), ...scoped]
      .filter((u) => !units.has(u))
      .map((u) => `unit: no plan on file names the unit ${u} of ${agency}`),
  ];
}
