import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { hosts, ourHost } from '../../../../src/interface/http/walls/hosts.js';
import { ownSite } from '../../../../src/interface/http/walls/own-site.js';
import { behind } from './small-app.js';

const BASE = 'https://sagsspor.example';

describe('A request by name', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost:3000', '[::1]:3000', 'sagsspor.example', 'SAGSSPOR.example'])(
    'of ours is answered: %s',
    (host) => expect(ourHost(host, BASE)).toBe(true),
  );
  it.each([
    undefined,
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:3000',
    'evil.example:127.0.0.1',
    'sagsspor.example:8443',
    'sagsspor.example@evil.example',
    '127.0.0.1\u0000',
  ])('of somebody else’s is not: %s', (host) => expect(ourHost(host, BASE)).toBe(false));
  it('is misdirected where it is none of ours, before anything else is done with it', async () => {
    const { status, body } = await request(behind(hosts(undefined)))
      .get('/')
      .set('Host', 'sagsspor.example');
    expect([status, body.code]).toEqual([421, 'misdirected-request']);
  });
});

describe('What comes with our cookie', () => {
  const app = behind(ownSite(BASE));
  const sent = async (headers: Record<string, string>, path = '/commands/RegisterPerson') =>
    (
      await request(app)
        .post(path)
        .set({ Host: '127.0.0.1:3000', Cookie: 'sagsspor=abc', ...headers })
    ).status;

  it('comes from our own pages', async () => {
    expect(await sent({ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:3000' })).toBe(200);
    expect(await sent({ Origin: BASE })).toBe(200);
    expect(await sent({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).toBe(200);
    expect(await sent({})).toBe(200); // the token in the form still has to be right
  });
  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://127.0.0.1:4000' },
  ])('is refused from another site: %j', async (headers) => {
    expect(await sent(headers)).toBe(403);
    expect(await sent(headers, '/api/commands/RegisterPerson')).toBe(401);
  });
  // A junk header beside the cookie let the cookie through from anywhere.
  it.each(['Bearer x', 'Basic eDp5', 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'])(
    'is refused from another site also beside the header "Authorization: %s"',
    async (Authorization) => {
      const headers = { Authorization, 'Sec-Fetch-Site': 'cross-site' };
      expect(await sent(headers, '/api/commands/RegisterPerson')).toBe(401);
    },
  );
  it('alone is guarded: a bearer token may come from anywhere, a reading too', async () => {
    const token = { Cookie: '', Authorization: 'Bearer x', 'Sec-Fetch-Site': 'cross-site' };
    expect(await sent(token, '/api/commands/RegisterPerson')).toBe(200);
    const read = await request(app).get('/api/cases').set({ Cookie: 'sagsspor=abc', 'Sec-Fetch-Site': 'cross-site' });
    expect(read.status).toBe(200);
  });
  it('is not needed to refuse a login that another site began; a provider’s own doors stay open', async () => {
    const foreign = { Cookie: '', 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    expect(await sent(foreign, '/login')).toBe(403);
    expect(await sent(foreign, '/api/session')).toBe(401);
    for (const door of ['acs', 'slo', 'backchannel']) expect(await sent(foreign, `/login/kommune/${door}`)).toBe(200);
  });
});
