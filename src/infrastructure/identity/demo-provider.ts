import type { AsyncLocalStorage } from 'node:async_hooks';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adapter, AdapterPayload, Configuration, default as Provider } from 'oidc-provider';

/** Seconds: nothing of a login is needed any longer when it is over. */
const BRIEF = 60;

export interface DemoProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  /** Walks a login as a browser would, from the provider's first page to where it sends the browser back. */
  walk(from: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * A real OpenID provider on a loopback port of its own, that knows the seeded users and asks none of them for a password: only where `assertDemoMayRun`
 * lets it. Keys and secret are made at each start.
 */
export async function demoProvider(users: ReadonlySet<string>, callback: string): Promise<DemoProvider> {
  const server = createServer();
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  server.unref(); // it keeps no process alive
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, secret] = ['sagsspor', randomBytes(32).toString('base64url')];
  const Made = await quietly(async () => (await import('oidc-provider')).Provider);
  const provider = new Made(issuer, settings(users, { clientId, secret, callback }));
  const answer = provider.callback();
  const storage = await storageOfProvider();
  let underWay = 0;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    underWay++;
    response.once('close', () => {
      underWay--;
      if (underWay === 0) storage.disable();
    });
    if (request.url?.startsWith('/interaction/')) void choose(provider, users, request, response);
    else void answer(request, response);
  });
  return { issuer, clientId, secret, walk: (from) => walk(issuer, from), close: () => closed(server) };
}

const STORAGE = 'oidc-provider/lib/helpers/als.js';
/** Where it keeps what a request is about. In use, it makes every `await` of the process dearer for good (render-storage.ts), until it is told to stop. */
async function storageOfProvider(): Promise<AsyncLocalStorage<unknown>> {
  const { default: storage } = (await import(STORAGE)) as { readonly default: AsyncLocalStorage<unknown> };
  return storage;
}

/** Whoever was chosen is logged in: the product's own page has shown the users. */
async function choose(
  provider: Provider,
  users: ReadonlySet<string>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  try {
    const { params } = await provider.interactionDetails(request, response);
    const user = String(params.login_hint ?? '');
    const result = users.has(user) ? { login: { accountId: user } } : { error: 'access_denied' };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch {
    response.writeHead(400).end();
  }
}

function settings(users: ReadonlySet<string>, { clientId, secret, callback }: Record<string, string>): Configuration {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  return {
    adapter: InMemory.together(),
    jwks: { keys: [{ ...key, kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'demo' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        ...{ client_id: String(clientId), client_secret: String(secret), redirect_uris: [String(callback)] },
        ...{ response_types: ['code'], grant_types: ['authorization_code'], require_auth_time: true },
      },
    ],
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_, id) => (users.has(id) ? { accountId: id, claims: async () => ({ sub: id }) } : undefined),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: BRIEF,
      AuthorizationCode: BRIEF,
      IdToken: BRIEF,
      Interaction: BRIEF,
      Session: BRIEF,
      Grant: BRIEF,
    },
    /** Nobody is asked what the product may know: it learns which seeded user it is. */
    async loadExistingGrant({ oidc: { provider, client, session } }) {
      const grant = new provider.Grant({ clientId: String(client?.clientId), accountId: String(session?.accountId) });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}

/** What the provider remembers of logins under way. */
class InMemory implements Adapter {
  private constructor(
    private readonly kind: string,
    private readonly all: Map<string, AdapterPayload>,
  ) {}
  /** Kinds of one provider, in one memory: what is over is dropped when something new comes. */
  static together(): (kind: string) => InMemory {
    const all = new Map<string, AdapterPayload>();
    return (kind) => new InMemory(kind, all);
  }
  async upsert(id: string, payload: AdapterPayload) {
    const now = Math.floor(Date.now() / 1000);
    for (const [key, { exp }] of this.all) if (exp !== undefined && exp < now) this.all.delete(key);
    this.all.set(`${this.kind} ${id}`, payload);
  }
  async find(id: string) {
    return this.all.get(`${this.kind} ${id}`);
  }
  async findByUid(uid: string) {
    return [...this.all].find(([key, p]) => key.startsWith(`${this.kind} `) && p.uid === uid)?.[1];
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id: string) {
    const found = await this.find(id);
    if (found) found.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string) {
    this.all.delete(`${this.kind} ${id}`);
  }
  async revokeByGrantId(grantId: string) {
    for (const [key, payload] of this.all) if (payload.grantId === grantId) this.all.delete(key);
  }
}

/** At most so many pages: a login has five. */
const PAGES = 12;
async function walk(issuer: string, from: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = from;
  for (let page = 0; page < PAGES && url.startsWith(`${issuer}/`); page++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie }, signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null) throw new Error(`the demo's provider stopped at ${response.status}`);
    url = new URL(next, url).href;
  }
  return url;
}

const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/** The library says at its import that it was made for a newer Node; it runs on this one (stack.md), and the demo's reader need not be told. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    if (!String(said[0]).includes('Unsupported runtime')) warn(...said);
  };
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}
