import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { OpenTelemetry } from '../../src/infrastructure/telemetry/open-telemetry.js';
import { type DemoApp, demoApp } from '../support/app.js';

const CANARY = 'Kanarie Fuglesang 010203-4567';
const exporter = new InMemorySpanExporter();
const telemetry = new OpenTelemetry({ role: 'all', version: '1', spans: new SimpleSpanProcessor({ exporter }) });
let app: DemoApp;
beforeAll(async () => {
  app = await demoApp({ telemetry }, 'koege-and-registers');
  telemetry.watch(app.installation.readings);
});
afterAll(async () => {
  await app.close();
  await telemetry.close();
});

const USER = 'vel-tovholder';
const give = async (body: object) =>
  app
    .http()
    .post(`/api/commands/RegisterPerson?x=${encodeURIComponent(CANARY)}`)
    .set({ Authorization: `Bearer ${await app.token(USER)}`, 'Idempotency-Key': randomUUID(), 'User-Agent': CANARY })
    .send(body);
const valueIn = (text: string, start: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.split(' ')
      .at(-1),
  );

describe('The product as those see it who watch', () => {
  it('counts what was done, refused and looked at, and says how its parts are', async () => {
    const id = randomUUID();
    expect((await give({ id, data: { name: CANARY } })).status).toBe(201);
    expect((await give({ id, data: { name: CANARY } })).status).toBe(409);
    const Authorization = `Bearer ${await app.token(USER)}`;
    expect((await app.http().get('/api/concerns?infohus=koege').set({ Authorization })).status).toBe(200);
    const text = await telemetry.prometheus();
    expect(valueIn(text, 'sagsspor_commands_total{outcome="refused"}')).toBe(1);
    expect(valueIn(text, 'sagsspor_refusals_total{rule="already-exists"}')).toBe(1);
    for (const grown of [
      'sagsspor_appends_total{outcome="appended"}',
      'sagsspor_append_group_count',
      'sagsspor_vault_calls_total{work="seal",outcome="done"}',
      'sagsspor_access_events_total{kind="NoteSearch"}',
      'sagsspor_http_requests_total{way="command",answer="2xx"}',
      'sagsspor_fold_seconds_count',
      'sagsspor_pool_wait_seconds_count{pool="log"}',
      'sagsspor_log_events',
      'sagsspor_sessions',
    ])
      expect([grown, valueIn(text, grown) > 0]).toEqual([grown, true]);
    expect(valueIn(text, 'sagsspor_ready{part="database"}')).toBe(1);
    expect(valueIn(text, 'sagsspor_read_model_behind_events{model="case_list"}')).toBeGreaterThanOrEqual(0);
    expect(valueIn(text, 'sagsspor_watching_failed')).toBe(0);
    expect((await app.http().get('/health/ready')).body).toEqual({ status: 'ready', missing: [] });
    expect((await app.http().get('/metrics')).status).toBe(404);
  });

  it('traces a command from its request through decision, seal and append to its projection', async () => {
    exporter.reset();
    const answer = await give({ id: randomUUID(), data: { name: CANARY } });
    await app.installation.projector.catchUp();
    const spans = exporter.getFinishedSpans();
    const of = (name: string, has: (attributes: Readonly<Record<string, unknown>>) => boolean = () => true) =>
      spans.find((span) => span.name === name && has(span.attributes));
    const command = of('command', (a) => a['sagsspor.command'] === 'RegisterPerson');
    const trace = command?.spanContext().traceId;
    const inside = spans.filter((span) => span.spanContext().traceId === trace).map(({ name }) => name);
    expect(new Set(inside)).toEqual(new Set(['request', 'command', 'decide', 'seal', 'append']));
    expect(of('request', (a) => a['http.response.status_code'] === 201)?.attributes).toMatchObject({
      'http.route': '/api/commands/:name',
      'http.request.method': 'POST',
    });
    const project = spans.find(
      ({ name, links }) => name === 'project' && links.some(({ context }) => context.traceId === trace),
    );
    expect(project?.attributes['sagsspor.position']).toBeGreaterThanOrEqual(answer.body.position);
  });

  it('holds nothing of what was typed, in any name, label or attribute', async () => {
    const id = randomUUID();
    const Authorization = `Bearer ${await app.token(USER)}`;
    await give({ id, data: { name: CANARY, [CANARY]: CANARY } });
    await give({ id, data: { name: CANARY } });
    await app
      .http()
      .get(`/persons/${id}?infohus=${encodeURIComponent(CANARY)}`)
      .set({ Authorization, Referer: CANARY });
    await app
      .http()
      .get(`/api/cases/${encodeURIComponent(CANARY)}`)
      .set({ Authorization });
    await app
      .http()
      .get(`/${encodeURIComponent(CANARY)}`)
      .set({ Authorization: `Bearer ${CANARY}` });
    const left = [
      await telemetry.prometheus(),
      ...exporter
        .getFinishedSpans()
        .map(({ name, attributes, events, links, status, resource }) =>
          JSON.stringify([name, attributes, events, links, status, resource.attributes]),
        ),
    ].join('\n');
    for (const secret of ['Kanarie', encodeURIComponent(CANARY), id, USER, Authorization.slice(7)])
      expect(left.includes(secret) ? secret : '').toBe('');
  });
});
