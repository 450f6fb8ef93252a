import { AccessDeniedError, DeadlineExceededError, NotLeaderError, UnavailableError } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import {
  beside,
  outageOf,
  persistently,
  reading,
} from '../../../src/infrastructure/event-store/eventstoredb/failures.js';
import { grpc } from '../../support/eventstoredb/protobuf.js';

const failed = (code: number, details: string, trailer: Readonly<Record<string, string>> = {}) => {
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(trailer)) metadata.set(name, value);
  return Object.assign(new Error(`${code} ${details}`), { code, details, metadata });
};
const unavailable = (details: string) => new UnavailableError(failed(14, details));

describe('what a failed call says about the server', () => {
  it.each([
    [
      'certificate',
      unavailable('No connection established. Last error: self-signed certificate in certificate chain'),
      true,
    ],
    [
      'does not speak TLS',
      unavailable('No connection established. Last error: SSL routines:wrong version number'),
      true,
    ],
    ['no host of that name', unavailable('Name resolution failed for target dns:nowhere:2113'), true],
    ['does not know the user', new AccessDeniedError(failed(16, 'Unauthenticated')), true],
    ['may not do this', new AccessDeniedError(failed(7, 'Access Denied', { exception: 'access-denied' })), true],
    ['not ready yet', unavailable('Server Is Not Ready'), false],
    ['has no leader', unavailable('No leader info available in response'), false],
    ['no host of the cluster answers', new Error('Failed to discover candidate in 10 attempts'), false],
    [
      'not the leader',
      new NotLeaderError(
        failed(5, 'Leader info available', { 'leader-endpoint-host': 'h', 'leader-endpoint-port': '1' }),
      ),
      false,
    ],
    ['too slowly', new DeadlineExceededError(failed(4, 'Deadline exceeded')), false],
    ['is away', unavailable('No connection established. Last error: connect ECONNREFUSED 127.0.0.1:2113'), false],
  ])('%s', (sentence, error, lasting) => {
    const outage = outageOf(error);
    expect(outage.why).toContain(sentence);
    expect(outage.lasting).toBe(lasting);
  });

  it('what lasts is said at the first try, what passes is tried again', async () => {
    let tries = 0;
    const always = (error: Error) => () => {
      tries += 1;
      return Promise.reject(error);
    };
    const denied = new AccessDeniedError(failed(16, 'Unauthenticated'));
    await expect(persistently(always(denied), 10_000)).rejects.toBe(denied);
    expect(tries).toBe(1);
    await expect(persistently(always(unavailable('Server Is Not Ready')), 100)).rejects.toThrow();
    expect(tries).toBeGreaterThan(2);
  });

  it('reaches whoever reads in one sentence, without where the server is', async () => {
    const away = unavailable('No connection established. Last error: connect ECONNREFUSED 127.0.0.1:2113');
    const error = await reading(() => Promise.reject(away), 0).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as Error).message).toBe('the event store is not available: the event store is away');
  });

  it('what the database beside it fails by is not told as a fault of the event store', async () => {
    const faulty = new Error('self-signed certificate in certificate chain');
    const error = await beside(() => Promise.reject(faulty), 0).catch((e: unknown) => e);
    expect(error).toMatchObject({
      cause: faulty,
      outage: { why: 'what PostgreSQL keeps beside the event store cannot be reached at the moment', lasting: false },
    });
  });

  it('what the event store said while the database beside it was asked stays as it was said, at the first try', async () => {
    const said = new StoreUnavailable('not-persisted', undefined, {
      why: 'no host of that name is known',
      lasting: true,
    });
    let tries = 0;
    const asking = () => {
      tries += 1;
      return Promise.reject(said);
    };
    await expect(beside(asking, 10_000)).rejects.toBe(said);
    expect(tries).toBe(1);
  });
});
