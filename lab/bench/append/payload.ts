import { randomBytes, randomUUID } from 'node:crypto';

const SIZE = 250;

/** Random, so that no peer gains by compression. */
export const payload = randomBytes(SIZE);

/** For the peers that store JSON: as many bytes, once it is written out. */
export const jsonPayload = {
  bytes: randomBytes(SIZE)
    .toString('base64')
    .slice(0, SIZE - '{"bytes":""}'.length),
};

/** A stream that nobody has written to. */
export const newStream = (): string => `bench-${randomUUID()}`;
