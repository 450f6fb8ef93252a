import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { watchersServer } from '../../../src/interface/http/watchers-server.js';

let missing: readonly 'database'[] = [];
let metrics = async () => 'sagsspor_log_events 3\n';
const server = watchersServer({ metrics: () => metrics(), readiness: { look: async () => missing } });
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
const at = (path: string) => request(server).get(path);

describe('The port of those who watch', () => {
  it('has three doors and nothing else', async () => {
    const { status, text, headers } = await at('/metrics');
    expect([status, text, headers['content-type']]).toEqual([
      200,
      'sagsspor_log_events 3\n',
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect((await at('/health/live')).body).toEqual({ status: 'alive' });
    expect((await at('/health/ready')).body).toEqual({ status: 'ready', missing: [] });
    for (const path of ['/', '/login', '/health', '/api/session', '/metrics/more', '/docs', '/assets/x'])
      expect({ path, status: (await at(path)).status }).toEqual({ path, status: 404 });
    expect((await request(server).post('/metrics').send('x'.repeat(100_000))).status).toBe(404);
    expect((await request(server).head('/metrics')).status).toBe(200);
  });

  it('answers on this machine to its own names alone: a page elsewhere that made its name point here reads nothing', async () => {
    const named = async (host: string) => (await at('/metrics').set('Host', host)).status;
    expect([await named('localhost:9464'), await named('127.0.0.1'), await named('[::1]:9464')]).toEqual([
      200, 200, 200,
    ]);
    expect([await named('rebound.example'), await named('127.0.0.1.rebound.example:9464')]).toEqual([421, 421]);
  });

  it('says what is not ready', async () => {
    missing = ['database'];
    const { status, body } = await at('/health/ready');
    expect([status, body]).toEqual([503, { status: 'not-ready', missing: ['database'] }]);
  });

  it('says nothing of why it cannot tell', async () => {
    metrics = async () => {
      throw new Error('Kanarie');
    };
    const { status, text } = await at('/metrics');
    expect([status, text]).toEqual([503, 'it cannot be told now\n']);
  });
});
