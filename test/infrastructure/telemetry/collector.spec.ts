import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OpenTelemetry } from '../../../src/infrastructure/telemetry/open-telemetry.js';

const CANARY = 'Kanarie Fuglesang 010203-4567';
interface Taken {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}
const taken: Taken[] = [];
const collector = createServer((request, response) => {
  const { url, headers } = request;
  void json(request).then((body) => {
    taken.push({ url, authorization: headers.authorization, body: JSON.stringify(body) });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
beforeAll(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => collector.close(resolve)));

it('A collector is sent metrics and traces, with its token and nothing that was typed', async () => {
  const { port } = collector.address() as AddressInfo;
  const own = new OpenTelemetry({
    ...{ role: 'web', version: '1', collector: { url: `http://127.0.0.1:${port}/`, token: 'opdigtet' } },
  });
  own.count('refusals', { rule: 'case-closed' });
  own.watch([async () => [{ name: 'sessions', value: 3, labels: {} }]]);
  const fails = own.step('command', { command: 'OpenCase', correlation: 'c-1', route: CANARY }, async () => {
    throw new Error(CANARY);
  });
  await expect(fails).rejects.toThrow();
  await own.close(); // what waits to be sent is sent
  const of = (path: string) => taken.filter(({ url }) => url === path);
  expect(of('/v1/traces')[0]?.body).toContain('"sagsspor.command"');
  expect(of('/v1/metrics')[0]?.body).toContain('"sagsspor_sessions"');
  expect(of('/v1/metrics')[0]?.body).toContain('"case-closed"');
  for (const { authorization, body } of taken) {
    expect(authorization).toBe('Bearer opdigtet');
    expect(body).not.toContain('Kanarie');
  }
});

it('A collector that is away keeps nobody', async () => {
  const own = new OpenTelemetry({ role: 'web', version: '1', collector: { url: 'http://127.0.0.1:9' } });
  own.count('access_failures', {});
  await own.step('request', {}, async () => undefined);
  expect(await own.prometheus()).toContain('sagsspor_access_failures_total 1');
  await own.close();
});
