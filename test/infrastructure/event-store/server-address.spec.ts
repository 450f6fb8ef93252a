import { describe, expect, it } from '@jest/globals';
import { NeedsMending } from '../../../src/application/refusal.js';
import { serverAddress } from '../../../src/infrastructure/event-store/eventstoredb/address.js';

const refusal = (url: string): string => {
  try {
    serverAddress(url);
  } catch (error) {
    expect(error).toBeInstanceOf(NeedsMending);
    return (error as Error).message;
  }
  throw new Error(`${url} was taken`);
};

describe('the address of an EventStoreDB', () => {
  it.each([
    ['esdb://one:2113', ['one:2113'], true],
    ['kurrentdb://one', ['one:2113'], true],
    ['esdb://h1:2113,h2:2114,h3?tls=false', ['h1:2113', 'h2:2114', 'h3:2113'], false],
    ['esdb+discover://user:secret@cluster.example:2113/?nodePreference=leader', ['cluster.example:2113'], true],
  ])('%s names its hosts', (url, hosts, encrypted) => {
    expect(serverAddress(url)).toMatchObject({ hosts, encrypted });
  });

  it('is given to the client under the name that it knows, hosts and all', () => {
    expect(serverAddress('kurrentdb+discover://u:p@h1,h2?tls=false').connectionString).toBe(
      'esdb+discover://u:p@h1,h2?tls=false',
    );
  });

  it('gives credentials with each call: those of the user, none behind a certificate, empty ones over an open connection', () => {
    expect(serverAddress('esdb://us%40er:p%3Aw@h').credentials).toEqual({ username: 'us@er', password: 'p:w' });
    expect(serverAddress('esdb://h').credentials).toBeUndefined();
    expect(serverAddress('esdb://h?tls=false').credentials).toEqual({ username: '', password: '' });
  });

  it.each([
    'esdb://user:s3cr3t@h?tlsVerifyCert=false',
    'esdb://user:s3cr3t@h?unknown=1',
    'esdb://user:s3cr3t@h?t%6cs=true',
    'esdb://user:s3cr3t@h?throwOnAppendFailure=false',
    'esdb://user:s3cr3t@h:2113:2114',
    'esdb://user:s3cr3t@h one',
    'esdb://us%er:s3cr3t@h',
    'esdb://user:s3cr3t:more@h',
    'https://user:s3cr3t@h',
  ])('%s is refused by name, and its password is not repeated', (url) => {
    expect(refusal(url)).toMatch(/^event-store-address: /);
    expect(refusal(url)).not.toContain('s3cr3t');
  });
});
