import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ofAddress, ofCaller } from '../../../../src/interface/http/walls/rates.js';
import { behind } from './small-app.js';

const RATES = { address: 8, anonymous: 2, user: 3 };
/** Who is logged in says so in a header. */
const app = () => behind(ofAddress(RATES), ...ofCaller(RATES, (r) => r.headers['x-user'] as string | undefined));
const asks = async (on: ReturnType<typeof app>, user?: string, path = '/') =>
  request(on)
    .get(path)
    .set(user ? { 'X-User': user } : {});

describe('Requests a minute', () => {
  it('of nobody we know are counted by address, those of a user by user', async () => {
    const on = app();
    const statuses = async (user?: string) => [(await asks(on, user)).status, (await asks(on, user)).status];
    expect(await statuses()).toEqual([200, 200]);
    expect((await asks(on)).status).toBe(429);
    expect(await statuses('a')).toEqual([200, 200]);
    expect((await asks(on, 'b')).status).toBe(200);
    expect((await asks(on, 'a')).status).toBe(200);
    expect((await asks(on, 'a')).body).toMatchObject({ code: 'too-many-requests', status: 429 });
  });

  it('of an address have a limit of their own, whoever asks, and say how long to wait', async () => {
    const on = app();
    for (let i = 0; i < RATES.address; i++) expect((await asks(on, `user-${i}`)).status).toBe(200);
    const { status, headers } = await asks(on, 'one-more');
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await asks(on, undefined, '/health')).status).toBe(200);
  });

  it('tell nothing of the count before it is reached', async () => {
    const names = Object.keys((await asks(app())).headers);
    expect(names.filter((n) => /rate|retry/.test(n))).toEqual([]);
  });
});
