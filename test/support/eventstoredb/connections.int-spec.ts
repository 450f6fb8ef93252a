import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANY, NO_STREAM } from '@eventstore/db-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { collected, failureOf, retried, Settings, severalHappened, somethingHappened } from './spec-client.js';
import { testCertificate } from './test-certificate.js';

const settings = new Settings();
afterEach(() => settings.end());

describe('the server', () => {
  it('tells its version and what it can do', async () => {
    const { client } = await settings.start({ version: '22.10.3' });
    const { capabilities } = client as unknown as { capabilities: Promise<{ serverVersion: string }> };
    expect((await capabilities).serverVersion).toBe('22.10.3');
  });

  it('answers gossip, so that a client can discover it', async () => {
    const { double } = await settings.start();
    for (const scheme of ['esdb+discover', 'esdb']) {
      const hosts =
        scheme === 'esdb' ? `127.0.0.1:${double.port},localhost:${double.port}` : `127.0.0.1:${double.port}`;
      const client = settings.connect(`${scheme}://${hosts}?tls=false&maxDiscoverAttempts=2`);
      const result = await client.appendToStream(scheme, somethingHappened(), { expectedRevision: NO_STREAM });
      expect(result.success).toBe(true);
    }
  });

  it('keeps its log over a restart, but not the memory behind ANY', async () => {
    const { client, double } = await settings.start();
    const events = severalHappened(2);
    await client.appendToStream('a', events, { expectedRevision: NO_STREAM });
    await double.restart();
    const later = settings.connect(double.connectionString);
    const again = await retried(() => later.appendToStream('a', events, { expectedRevision: NO_STREAM }));
    expect(again).toMatchObject({ nextExpectedRevision: 1n });
    await later.appendToStream('a', events, { expectedRevision: ANY });
    expect(double.log.stream('a')).toHaveLength(4);
  });

  it('can be reached by the same client after a restart', async () => {
    const { client, double } = await settings.start();
    await client.appendToStream('a', somethingHappened(), { expectedRevision: NO_STREAM });
    await double.restart();
    await retried(() => client.appendToStream('a', somethingHappened(), { expectedRevision: 0n }));
    expect(double.log.stream('a')).toHaveLength(2);
  });

  it('goes on with the log of another double', async () => {
    const { client, double } = await settings.start();
    await client.appendToStream('a', severalHappened(2));
    await double.stop();
    const { client: next } = await settings.start({ log: double.log });
    expect(await collected(next.readStream('a'))).toHaveLength(2);
  });

  it('asks for credentials over TLS', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'eventstoredb-double-'));
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, testCertificate.cert);
    const { double } = await settings.start({
      tls: testCertificate,
      credentials: { username: 'someone', password: 'secret' },
    });
    const connect = (login: string) =>
      settings.connect(`esdb://${login}localhost:${double.port}?tls=true&tlsCAFile=${encodeURIComponent(caFile)}`);
    for (const login of ['', 'someone:wrong@']) {
      const failure = await failureOf(connect(login).appendToStream('a', somethingHappened()));
      expect(failure).toMatchObject({ type: 'access-denied', code: 16 });
      expect(await failureOf(collected(connect(login).readStream('a')))).toMatchObject({ type: 'access-denied' });
    }
    const result = await connect('someone:secret@').appendToStream('a', somethingHappened());
    expect(result.success).toBe(true);
    await rm(folder, { recursive: true });
  });
});
