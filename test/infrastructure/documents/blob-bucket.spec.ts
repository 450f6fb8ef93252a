import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BlobsUnavailable } from '../../../src/application/ports/blobs.js';
import { BlobBucket } from '../../../src/infrastructure/documents/blob-bucket.js';
import { type Fault, S3Double } from '../../support/s3-double.js';

let service: S3Double;
beforeAll(async () => {
  service = await S3Double.start();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.faults.length = 0;
  service.asked.length = 0;
  service.objects.clear();
});

const PATIENCE = 400;
const bucket = (more: object = {}) => {
  const { url, region, keyId, secret } = service;
  return new BlobBucket({ url, region, keyId, secret, bucket: service.bucket, prefix: 'sagsspor/', ...more }, PATIENCE);
};
const ONE = '00000000-0000-4000-8000-000000000001';
async function all(from: AsyncIterable<Uint8Array>): Promise<readonly Buffer[]> {
  const found: Buffer[] = [];
  for await (const part of from) found.push(Buffer.from(part));
  return found;
}

describe('Sealed parts in a service that speaks S3', () => {
  it('lie each under its own name, as they are, and are listed page by page', async () => {
    const parts = Array.from({ length: 12 }, () => randomBytes(2_000));
    for (const [i, part] of parts.entries()) await bucket().put(ONE, i, part);
    expect([...service.objects.keys()].slice(0, 2)).toEqual([`sagsspor/${ONE}/000000`, `sagsspor/${ONE}/000001`]);
    expect([...service.objects.values()]).toEqual(parts);
    service.asked.length = 0;
    expect(await all(bucket().parts(ONE))).toEqual(parts);
    expect(service.asked.filter((asked) => asked === 'GET ')).toHaveLength(3);
    await bucket().remove(ONE);
    expect(service.objects.size).toBe(0);
  });

  const PASSING: readonly Fault[] = ['busy', 'broken', 'silent', 'cut', 'done-and-cut'];
  it.each(PASSING)(
    'are put, read and removed where a request meets with "%s", and the next does not',
    async (fault) => {
      const part = randomBytes(100);
      service.faults.push(fault);
      await bucket().put(ONE, 0, part);
      service.faults.push(fault);
      expect(await all(bucket().parts(ONE))).toEqual([part]);
      service.faults.push(fault);
      await bucket().remove(ONE);
      expect(service.objects.size).toBe(0);
    },
  );

  it.each<Fault>(['half', 'stalls'])(
    'of which an answer brings half (%s) are asked for again, never handed on',
    async (fault) => {
      const part = randomBytes(100_000);
      const store = bucket();
      await store.put(ONE, 0, part);
      const parts = store.parts(ONE);
      service.faults.push(fault, fault);
      expect(await all(parts)).toEqual([part]);
      expect(service.asked.filter((asked) => asked.startsWith('GET')).length).toBe(4);
    },
  );

  it.each<Fault>(['busy', 'silent', 'cut'])('are said to be out of reach after three tries (%s)', async (fault) => {
    service.faults.push(fault, fault, fault);
    await expect(bucket().put(ONE, 0, Buffer.of(1))).rejects.toThrow(BlobsUnavailable);
    // One of them may end on the connection that was just cut, before it is read there.
    expect([fault === 'cut' ? 2 : 3, 3]).toContain(service.asked.length);
    expect(service.objects.size).toBe(0);
  });

  it.each<[string, object]>([
    ['a secret that is not the key’s', { secret: 'en anden' }],
    ['a key that nobody has', { keyId: 'AKANDEN' }],
    ['a bucket that is not there', { bucket: 'andre' }],
    ['another region', { region: 'us-east-1' }],
  ])('are not asked for again with %s: it would be refused again', async (_, more) => {
    await expect(bucket(more).put(ONE, 0, Buffer.of(1))).rejects.toThrow(BlobsUnavailable);
    await expect(bucket(more).look()).rejects.toThrow(BlobsUnavailable);
    expect(service.asked).toHaveLength(2);
    expect(service.objects.size).toBe(0);
  });

  it('are looked for without a trace', async () => {
    await bucket().look();
    expect(service.asked).toEqual(['GET ']);
  });
});
