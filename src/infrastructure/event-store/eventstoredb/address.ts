import type { Credentials } from '@eventstore/db-client';
import { NeedsMending } from '../../../application/refusal.js';

/** Keys that the client knows. It prints the whole string, password included, for any other, so no other comes near it. */
const KNOWN = new Set(
  `maxDiscoverAttempts connectionName defaultDeadline discoveryInterval gossipTimeout nodePreference tls tlsCAFile
   keepAliveInterval keepAliveTimeout userCertFile userKeyFile`.split(/\s+/),
);

/** What a connection string says, taken apart as the client does: several hosts are no URL. */
export interface ServerAddress {
  /** As the client takes it. A secret: it may hold a password. */
  readonly connectionString: string;
  /** `host:port` of each, to be shown. */
  readonly hosts: readonly string[];
  /** By its own rule the client lets another node than the leader answer. Reads and appends of ours go to the leader. */
  readonly encrypted: boolean;
  /**
   * Given with the call they make the client append by a call of its own. Its other way, one stream of batches shared by all appends, waits for
   * ever when a connection ends without an error, and fails all appends of a process together (test/support/eventstoredb/README.md). Over an open
   * connection the client sends none, whatever they are. A certificate needs no user; then appends go the other way.
   */
  readonly credentials: Credentials | undefined;
}

/**
 * @param url `esdb://`, `kurrentdb://`, each also with `+discover`, and one host or several
 * @throws NeedsMending event-store-address: what is wrong with it, without the string itself
 */
export function serverAddress(url: string): ServerAddress {
  const parts = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^@/]*)@)?([^/?]*)\/?(?:\?(.*))?$/.exec(url.trim());
  if (!parts) throw wrongAddress('it is not esdb://host:port');
  const [, discover = '', user, list = '', query] = parts;
  const hosts = list.split(',').map(host);
  const parameters = new URLSearchParams(query);
  // Told apart as the client does, which does not decode them.
  for (const pair of query?.split('&') ?? []) checkKey(pair.split('=')[0] ?? '');
  const encrypted = parameters.get('tls') !== 'false';
  return {
    connectionString: `esdb${discover}://${user === undefined ? '' : `${user}@`}${list}${query ? `?${query}` : ''}`,
    hosts,
    encrypted,
    credentials: credentialsOf(user, encrypted),
  };
}

function host(text: string): string {
  const [name = '', port = '2113', ...more] = text.trim().split(':');
  if (!/^[\w.-]+$/.test(name) || !/^\d{1,5}$/.test(port) || more.length > 0)
    throw wrongAddress('a host is not host:port');
  return `${name}:${port}`;
}

function checkKey(name: string): void {
  if (name === 'tlsVerifyCert')
    throw wrongAddress('tlsVerifyCert has no effect in the client; give the authority of the certificate by tlsCAFile');
  if (!KNOWN.has(name)) throw wrongAddress('it has a parameter that the client does not know');
}

function credentialsOf(user: string | undefined, encrypted: boolean): Credentials | undefined {
  if (user === undefined || user === '') return encrypted ? undefined : { username: '', password: '' };
  const [name, password, ...more] = user.split(':');
  if (!name || password === undefined || more.length > 0)
    throw wrongAddress('what stands before the @ is not user:password');
  try {
    return { username: decodeURIComponent(name), password: decodeURIComponent(password) };
  } catch {
    throw wrongAddress('what stands before the @ is not percent-encoded');
  }
}

export const wrongAddress = (why: string) =>
  new NeedsMending(`event-store-address: EVENT_STORE_URL cannot be used: ${why}.`);
