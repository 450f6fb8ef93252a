import { describe, expect, it } from '@jest/globals';
import express, { type NextFunction, type Request, type Response } from 'express';
import request from 'supertest';
import { kindOf, placesOf } from '../../../../src/application/telemetry/told-error.js';
import { type Failure, failed, failures } from '../../../../src/interface/http/walls/failures.js';

const CANARY = 'Kanarie-Fugl-010203';

function app() {
  const told: (Failure & { readonly kind: string; readonly at: readonly string[] })[] = [];
  const on = express();
  on.use(failures((failure, error) => void told.push({ ...failure, kind: kindOf(error), at: placesOf(error) })));
  on.get('/persons/:name', () => {
    throw new TypeError(`${CANARY} at (${CANARY}.js:1:1)`);
  });
  on.get('/pages/:name', (_, response) => void response.status(503).send('later'));
  on.get('/health/ready', (_, response) => void response.status(503).send('not ready'));
  on.get('/fine', (_, response) => void response.send('fine'));
  on.use((error: unknown, _: Request, response: Response, __: NextFunction) => {
    response.status(503).json({ instance: failed(response, error) });
  });
  return { on, told };
}

describe('What is our own fault', () => {
  it('is logged with a number that stands in the answer, the route and the place in the code, and nothing that was sent', async () => {
    const { on, told } = app();
    const { body, headers } = await request(on).get(`/persons/${CANARY}?q=${CANARY}`);
    expect(told).toEqual([
      {
        id: body.instance,
        status: 503,
        method: 'GET',
        route: '/persons/:name',
        kind: 'TypeError',
        at: expect.anything(),
      },
    ]);
    expect(headers['x-request-id']).toBe(body.instance);
    expect(JSON.stringify(told)).not.toContain(CANARY);
    expect(told[0]?.at[0]).toMatch(/failures\.spec\.ts:\d+:\d+/);
  });

  it('is logged whoever answered it, and nothing else is', async () => {
    const { on, told } = app();
    await request(on).get(`/pages/${CANARY}`);
    await request(on).get('/fine');
    // That something is not ready is an answer, and asked for every few seconds.
    await request(on).get('/health/ready');
    expect(told.map(({ status, route, kind }) => [status, route, kind])).toEqual([[503, '/pages/:name', 'unknown']]);
  });
});
