import { randomBytes, randomUUID } from 'node:crypto';
import type { IdentityConfiguration, Issuer, OidcIssuer } from '../application/identity/configuration.js';
import { Logins } from '../application/identity/logins.js';
import { noteConfiguration } from '../application/identity/note-configuration.js';
import type { Installation } from '../application/installation.js';
import type { LoginProvider } from '../application/ports/identity.js';
import type { Log } from '../application/ports/log.js';
import { type DemoProvider, demoProvider } from '../infrastructure/identity/demo-provider.js';
import { hashOf, identityFrom } from '../infrastructure/identity/identity-file.js';
import { OidcProvider } from '../infrastructure/identity/oidc.js';
import { SignedTokens } from '../infrastructure/identity/signed-tokens.js';
import { assertDemoMayRun } from '../interface/http/identity/demo-login.js';
import { DEMO_USERS } from '../interface/http/identity/demo-users.js';
import type { Identity } from '../interface/http/identity/identity.js';
import type { Config } from './settings.js';

const DEMO = 'demo';
/** Nobody goes there: the demo's login is walked here. */
const NOWHERE = 'http://127.0.0.1';

type LoginSettings = Pick<
  Config,
  | 'IDENTITY_FILE'
  | 'BASE_URL'
  | 'NODE_ENV'
  | 'CALENDAR_FEEDS'
  | 'DATABASE_URL'
  | 'VAULT_DATABASE_URL'
  | 'EVENT_STORE_URL'
>;

/** Who may come in: by IDENTITY_FILE and BASE_URL, or the demo's users. @throws DemoLoginRefused, IdentityFileError */
export async function identityFor(installation: Installation, config: LoginSettings, log: Log): Promise<Identity> {
  if (!config.IDENTITY_FILE) return demoIdentity(installation, config, log);
  const baseUrl = baseOf(config);
  const configuration = identityFrom(config.IDENTITY_FILE, installation.book.plans);
  const providers = new Map<string, { readonly issuer: Issuer; readonly provider: LoginProvider }>();
  for (const [name, issuer] of Object.entries(configuration.issuers))
    providers.set(name, { issuer, provider: await providerOf(name, issuer, baseUrl) });
  const hash = hashOf(configuration);
  await noteConfiguration(keeping(installation), configuration, hash);
  const taken = [...providers].flatMap(([name, { issuer, provider }]) =>
    issuer.protocol === 'oidc' && provider instanceof OidcProvider ? [{ name, issuer, provider }] : [],
  );
  return {
    ...around(installation, configuration, hash, log),
    calendars: config.CALENDAR_FEEDS,
    providers,
    tokens: taken.some((t) => t.issuer.api) ? new SignedTokens(taken, configuration.sessions.hours) : undefined,
    demo: undefined,
    isTls: baseUrl.startsWith('https:'),
    close: async () => undefined,
  };
}

async function providerOf(name: string, issuer: Issuer, baseUrl: string): Promise<LoginProvider> {
  if (issuer.protocol === 'oidc') return new OidcProvider(name, issuer, baseUrl);
  // Loaded where it is used: who logs in otherwise does not wait for it at each start.
  const { SamlProvider } = await import('../infrastructure/identity/saml.js');
  return new SamlProvider(name, issuer, baseUrl);
}

/** @throws Error where it is no address of a site */
function baseOf({ BASE_URL }: LoginSettings): string {
  if (!BASE_URL)
    throw new Error(
      'IDENTITY_FILE is set: set BASE_URL as well, the address at which browsers reach this installation.',
    );
  const { protocol, hostname, origin } = new URL(BASE_URL);
  if (protocol !== 'https:' && hostname !== '127.0.0.1' && hostname !== 'localhost')
    throw new Error('BASE_URL must be https: a login over http can be read on its way.');
  return origin;
}

/** The seeded users, each by the name that the demo's provider knows them by. */
export function demoConfiguration(issuer: string): IdentityConfiguration & { issuers: { demo: OidcIssuer } } {
  const rights = DEMO_USERS.map(({ userId, agency, role }) => ({
    when: { claim: 'sub', is: userId },
    ...{ agency, role: role as OidcIssuer['rights'][number]['role'] },
  }));
  return {
    schemaVersion: 1,
    sessions: { idleMinutes: 480, hours: 8, most: 50 },
    issuers: {
      demo: {
        ...{ protocol: 'oidc', label: 'Demo', issuer, clientId: 'sagsspor', scope: 'openid', algorithm: 'RS256' },
        ...{ user: { pseudonym: false }, minimum: 'none', stepUp: { minutes: 480 }, acr: {}, rights },
      },
    },
  };
}

/** The demo's provider starts with the first login: an installation that nobody enters needs none. */
async function demoIdentity(installation: Installation, config: LoginSettings, log: Log): Promise<Identity> {
  assertDemoMayRun(config);
  const users = new Set(DEMO_USERS.map((u) => u.userId));
  const configuration = demoConfiguration(NOWHERE);
  const hash = hashOf(configuration);
  let started: Promise<DemoProvider> | undefined;
  let provider: Promise<OidcProvider> | undefined;
  const start = async () => {
    started ??= demoProvider(users, `${NOWHERE}/login/${DEMO}/callback`);
    const { issuer, secret } = await started;
    return new OidcProvider(DEMO, demoConfiguration(issuer).issuers.demo, NOWHERE, secret);
  };
  return {
    ...around(installation, configuration, hash, log),
    calendars: config.CALENDAR_FEEDS,
    providers: new Map(),
    tokens: undefined,
    demo: {
      async prove(user) {
        if (!users.has(user)) return undefined;
        provider ??= start().then(async (made) => {
          await noteConfiguration(keeping(installation), configuration, hash);
          return made;
        });
        const beginning = { again: false, hint: user, now: installation.clock.now() };
        const { url, kept } = await (await provider).begin(beginning);
        const back = await (await started)?.walk(url);
        return (await provider).finish({ url: String(back), form: {} }, kept, beginning);
      },
    },
    isTls: false,
    close: async () => (await started?.catch(() => undefined))?.close(),
  };
}

const keeping = ({ store, vault, book, clock }: Installation) => ({
  store,
  vault,
  book,
  clock,
  ids: { uuid: randomUUID },
});
const secret = () => randomBytes(32).toString('base64url');

function around(installation: Installation, configuration: IdentityConfiguration, hash: string, log: Log) {
  const { sessions, vault, clock } = installation;
  const ticks = () => performance.now();
  return {
    logins: new Logins({ ...keeping(installation), configuration, hash, sessions, secret, ticks }),
    sessions,
    refused: (why: string) => log.info('a login was refused', { why }),
    key: vault.digest('user', 'a login under way'),
    now: () => clock.now(),
    secret,
  };
}
