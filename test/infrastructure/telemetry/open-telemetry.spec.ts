import { afterEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import type { Telemetry } from '../../../src/application/ports/telemetry.js';
import { metricName } from '../../../src/application/telemetry/define-metrics.js';
import { METRICS } from '../../../src/application/telemetry/metrics.js';
import { OpenTelemetry } from '../../../src/infrastructure/telemetry/open-telemetry.js';
import { processReadings } from '../../../src/infrastructure/telemetry/process-readings.js';

const CANARY = 'Kanarie Fuglesang 010203-4567';
let exporter: InMemorySpanExporter;
const made: OpenTelemetry[] = [];
function telemetry() {
  exporter = new InMemorySpanExporter();
  const own = new OpenTelemetry({ role: 'all', version: '1', spans: new SimpleSpanProcessor({ exporter }) });
  made.push(own);
  return own;
}
afterEach(async () => {
  for (const own of made.splice(0)) await own.close();
});
const line = (text: string, start: string) => text.split('\n').find((one) => one.startsWith(start));

describe('Metrics', () => {
  it('are told by their declared names and labels, counters from 0', async () => {
    const own = telemetry();
    own.observe('vault', 0.003, { work: 'seal' });
    own.count('access_events', { kind: 'NoteSearch' });
    own.watch([async () => [{ name: 'sessions', value: 7, labels: {} }], processReadings()]);
    const text = await own.prometheus();
    expect(line(text, 'sagsspor_vault_seconds_bucket{work="seal",le="0.005"}')).toMatch(/ 1$/);
    expect(line(text, 'sagsspor_vault_seconds_bucket{work="seal",le="0.0025"}')).toMatch(/ 0$/);
    expect(line(text, 'sagsspor_access_events_total{kind="NoteSearch"}')).toMatch(/ 1$/);
    expect(line(text, 'sagsspor_access_events_total{kind="NoteExport"}')).toMatch(/ 0$/);
    expect(line(text, 'sagsspor_refusals_total{rule="case-closed"}')).toMatch(/ 0$/);
    expect(line(text, 'sagsspor_sessions')).toBe('sagsspor_sessions 7');
    const declared = Object.entries(METRICS).map(([key, metric]) => metricName(key, metric));
    const told = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    expect(told.filter((name) => !declared.includes(name ?? ''))).toEqual([]);
  });

  it('hold nothing that nobody declared, whatever a caller hands over', async () => {
    const own = telemetry();
    const loose = own as unknown as { count(name: string, labels: object): void; observe: Telemetry['observe'] };
    loose.count('access_events', { kind: CANARY, who: CANARY });
    loose.observe('vault', 1, { work: CANARY } as never);
    loose.count(CANARY, { kind: CANARY });
    own.watch([async () => [{ name: 'read_model_behind', value: 1, labels: { model: CANARY } }]]);
    const text = await own.prometheus();
    expect(text).not.toContain('Kanarie');
    expect(text).not.toContain('who=');
    expect(text).toContain('sagsspor_access_events_total{kind="other"} 1');
  });

  it('are missing where they cannot be asked for, which is counted; they do not stand as they did before', async () => {
    const own = telemetry();
    let away = false;
    const readings = async () => {
      if (away) throw new Error(CANARY);
      return [{ name: 'log', value: 5, labels: {} } as const];
    };
    own.watch([readings, async () => [{ name: 'sessions', value: 1, labels: {} }]]);
    expect(await own.prometheus()).toMatch(/^sagsspor_log_events 5$/m);
    away = true;
    const text = await own.prometheus();
    expect(text).not.toMatch(/^sagsspor_log_events /m);
    expect(text).toMatch(/^sagsspor_sessions 1$/m);
    expect(text).toMatch(/^sagsspor_watching_failed 1$/m);
  });

  it('are asked for once for all who look at the same time', async () => {
    const own = telemetry();
    let times = 0;
    own.watch([
      async () => {
        times++;
        return [];
      },
    ]);
    await Promise.all([own.prometheus(), own.prometheus()]);
    expect(times).toBe(1);
  });
});

describe('Traces', () => {
  it('follow a command from its request to what is done of it later', async () => {
    const own = telemetry();
    await own.step('request', { method: 'POST' }, async (request) => {
      await own.step('command', { command: 'RegisterPerson', correlation: 'c-1' }, () =>
        own.step('append', { events: 2 }, async (append) => append.says({ position: 9 })),
      );
      request.says({ route: '/api/commands/:name', status: 201 });
    });
    await own.step('project', { events: 2 }, async () => undefined, ['c-1', 'unknown']);
    const spans = exporter.getFinishedSpans();
    const [append, command, request, project] = spans;
    expect(spans.map(({ name }) => name)).toEqual(['append', 'command', 'request', 'project']);
    expect(append?.parentSpanContext?.spanId).toBe(command?.spanContext().spanId);
    expect(command?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(project?.links.map(({ context }) => context.spanId)).toEqual([command?.spanContext().spanId]);
    expect(append?.attributes).toEqual({ 'sagsspor.events': 2, 'sagsspor.position': 9 });
    expect(command?.attributes['sagsspor.correlation_id']).toBe('c-1');
  });

  it('go on with the trace of a caller that says so by traceparent, and with no other words of one', async () => {
    const own = telemetry();
    const [theirs, span] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    const requested = (caller?: string) =>
      own.step('request', {}, () => own.step('query', {}, async () => undefined), [], caller);
    for (const flags of ['01', '00']) await requested(`00-${theirs}-${span}-${flags}`);
    const found = exporter.getFinishedSpans();
    expect(found.map((one) => one.spanContext().traceId)).toEqual([theirs, theirs, theirs, theirs]);
    expect(found[1]?.parentSpanContext?.spanId).toBe(span);
    expect(found[0]?.parentSpanContext?.spanId).toBe(found[1]?.spanContext().spanId);
    exporter.reset();
    for (const no of [undefined, CANARY, `01-${theirs}-${span}-01`, `00-${'0'.repeat(32)}-${span}-01`])
      await requested(no);
    expect(exporter.getFinishedSpans().filter((one) => one.spanContext().traceId === theirs)).toEqual([]);
    expect(exporter.getFinishedSpans()).toHaveLength(8);
  });

  it('say the kind of what failed, and nothing that was typed', async () => {
    const own = telemetry();
    const fails = () =>
      own.step('query', { query: CANARY, who: CANARY } as never, async () => {
        throw Object.assign(new Error(CANARY), { code: '23505', detail: CANARY });
      });
    await expect(fails()).rejects.toThrow(CANARY);
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes).toEqual({ 'sagsspor.query': 'other', 'error.type': 'Error 23505' });
    expect(JSON.stringify([span?.events, span?.status, span?.links])).not.toContain('Kanarie');
  });
});
