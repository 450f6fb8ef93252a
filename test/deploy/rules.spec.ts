import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Reading } from '../../src/application/ports/telemetry.js';
import { metricName } from '../../src/application/telemetry/define-metrics.js';
import { METRICS, type MetricName } from '../../src/application/telemetry/metrics.js';
import { OpenTelemetry } from '../../src/infrastructure/telemetry/open-telemetry.js';
import { evaluated, parsed, type Scrape, scraped, used } from './promql.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const rules: readonly Rule[] = parse(readFileSync('deploy/prometheus/rules.yaml', 'utf8')).groups[0].rules;
const dashboard = JSON.parse(readFileSync('deploy/grafana/sagsspor.json', 'utf8'));
const panels: readonly { title: string; targets: { expr: string }[] }[] = dashboard.panels;
const nameOf = ({ alert }: Rule) => alert.replace('sagsspor-', '');

const APART = 300;
const TARGET = { job: 'sagsspor', instance: 'web:9464' };
const made: OpenTelemetry[] = [];
afterAll(() => Promise.all(made.map((own) => own.close())));

type Gauges = { [key: string]: Reading };
const gauge = <N extends Reading['name']>(name: N, value: number, labels: Reading<N>['labels']): Gauges => ({
  [JSON.stringify([name, labels])]: { name, value, labels } as Reading,
});
/** As everything is where nothing is wrong. */
const WELL: Gauges = {
  ...gauge('ready', 1, { part: 'database' }),
  ...gauge('part', 0, { part: 'models', state: 'wrong' }),
  ...gauge('verify_wrong', 0, {}),
  ...gauge('verify_age', 3_600, {}),
  ...gauge('read_model_stopped', 0, { model: 'figures' }),
  ...gauge('read_model_behind', 20, { model: 'figures' }),
  ...gauge('rebuild_parts', 0, { parts: 'all' }),
  ...gauge('rebuild_parts', 0, { parts: 'done' }),
  ...gauge('event_loop_delay', 0.01, { quantile: '0.99' }),
  ...gauge('memory', 2e8, { of: 'process' }),
  ...gauge('alerts_waiting', 0, {}),
  ...gauge('checkpoint_age', 60, {}),
  ...gauge('checkpoint_witnesses', 1, {}),
  ...gauge('letters', 2, { state: 'waiting' }),
  ...gauge('letters', 0, { state: 'given-up' }),
};

interface Fault {
  readonly gauges?: Gauges;
  /** What is recorded between two scrapes. */
  happens?(telemetry: OpenTelemetry): void;
  /** The process answers no scrape: Prometheus says so itself. */
  readonly gone?: true;
}
const times = (n: number, what: () => void) => {
  for (let i = 0; i < n; i++) what();
};
const append =
  (outcome: 'appended' | 'conflict' | 'unknown', seconds = 0.004) =>
  (t: OpenTelemetry) => {
    t.observe('append', seconds, {});
    t.count('appends', { outcome });
  };
const page =
  (answer: '2xx' | '5xx', seconds = 0.05) =>
  (t: OpenTelemetry) => {
    t.observe('http_request', seconds, { way: 'page' });
    t.count('http_requests', { way: 'page', answer });
  };

/** What makes each rule speak, recorded as the product records it. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'process-gone': { gone: true },
  'not-ready': { gauges: gauge('ready', 0, { part: 'database' }) },
  'part-wrong': { gauges: gauge('part', 1, { part: 'models', state: 'wrong' }) },
  'log-wrong': { gauges: gauge('verify_wrong', 1, {}) },
  'access-log-unwritable': { happens: (t) => t.count('access_failures', {}) },
  'append-failing': { happens: append('unknown') },
  'vault-failing': { happens: (t) => t.count('vault_calls', { work: 'open', outcome: 'failed' }) },
  'requests-failing': {
    happens: (t) => times(4, () => page('5xx')(t)),
  },
  'read-model-stopped': { gauges: gauge('read_model_stopped', 1, { model: 'figures' }) },
  'read-model-behind': { gauges: gauge('read_model_behind', 1_001, { model: 'figures' }) },
  'rebuild-stands': {
    gauges: { ...gauge('rebuild_parts', 8, { parts: 'all' }), ...gauge('rebuild_parts', 3, { parts: 'done' }) },
  },
  'append-slow': { happens: (t) => times(5, () => append('appended', 0.9)(t)) },
  conflicts: { happens: (t) => times(60, () => append('conflict')(t)) },
  'pages-slow': {
    happens: (t) => times(20, () => page('2xx', 4)(t)),
  },
  'vault-slow': { happens: (t) => times(20, () => t.observe('vault', 2, { work: 'seal' })) },
  'pool-waits': { happens: (t) => times(20, () => t.observe('pool_wait', 2, { pool: 'reader' })) },
  'event-loop-late': { gauges: gauge('event_loop_delay', 0.3, { quantile: '0.99' }) },
  memory: { gauges: gauge('memory', 1.7e9, { of: 'process' }) },
  'alerts-refused': { gauges: gauge('alerts_waiting', 2, {}) },
  'alerts-late': { happens: (t) => times(5, () => t.observe('alert_lateness', 4_000, { state: 'overdue' })) },
  'checkpoint-old': { gauges: gauge('checkpoint_age', 1_801, {}) },
  'no-witness': { gauges: gauge('checkpoint_witnesses', 0, {}) },
  'not-verified': { gauges: gauge('verify_age', 8 * 86_400, {}) },
  'letters-lost': { happens: () => undefined, gauges: gauge('letters', 1, { state: 'given-up' }) },
  'letters-waiting': { gauges: gauge('letters', 101, { state: 'waiting' }) },
  denials: { happens: (t) => times(51, () => t.count('access_events', { kind: 'NoteDenial' })) },
  'watching-blind': {},
};

/** Two scrapes of the product's own telemetry, between which ordinary things happen, and the fault. */
async function scrapes(name?: string): Promise<readonly [Scrape, Scrape]> {
  const fault = name === undefined ? {} : (FAULTS[name] ?? {});
  const telemetry = new OpenTelemetry({ role: 'web', version: '1' });
  made.push(telemetry);
  let gauges: Gauges = WELL;
  // A rebuild that stands has stood before.
  if (name === 'rebuild-stands') gauges = { ...gauges, ...fault.gauges };
  telemetry.watch([async () => Object.values(gauges)]);
  let isBlind = false;
  telemetry.watch([() => (isBlind ? Promise.reject(new Error('away')) : Promise.resolve([]))]);
  const ordinary = () => {
    times(100, () => append('appended')(telemetry));
    times(100, () => page('2xx')(telemetry));
    times(100, () => telemetry.observe('vault', 0.002, { work: 'seal' }));
    times(100, () => telemetry.observe('pool_wait', 0.0002, { pool: 'reader' }));
    telemetry.observe('alert_lateness', 2, { state: 'overdue' });
    telemetry.count('access_events', { kind: 'NoteDenial' });
  };
  ordinary();
  const before = scraped(await telemetry.prometheus(), TARGET);
  ordinary();
  fault.happens?.(telemetry);
  gauges = { ...gauges, ...fault.gauges };
  isBlind = name === 'watching-blind';
  const now = fault.gone ? new Map() : scraped(await telemetry.prometheus(), TARGET);
  return [before, new Map([...now, ['up', [{ labels: TARGET, value: fault.gone ? 0 : 1 }]]])];
}
const speaks = (rule: Rule, at: readonly [Scrape, Scrape]) => evaluated(parsed(rule.expr), at, APART).length > 0;

describe('The alert rules of deploy/', () => {
  it('are silent where nothing is wrong', async () => {
    const at = await scrapes();
    expect(rules.filter((rule) => speaks(rule, at)).map(nameOf)).toEqual([]);
  });

  it.each(rules.map((rule) => [nameOf(rule), rule] as const))('%s speaks of its fault', async (name, rule) => {
    expect(Object.keys(FAULTS)).toContain(name);
    expect(speaks(rule, await scrapes(name))).toBe(true);
  });

  it('have a fault each, a severity, and a section that says what to do', () => {
    expect(Object.keys(FAULTS).sort()).toEqual(rules.map(nameOf).sort());
    const sections = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^#+ (sagsspor-[\w-]+)$/gm)].map(
      ([, section]) => section,
    );
    expect([...sections].sort()).toEqual(rules.map(({ alert }) => alert).sort());
    for (const { alert, labels, annotations } of rules) {
      expect(['page', 'look']).toContain(labels.severity);
      expect(annotations.runbook).toBe(`docs/operations.md#${alert}`);
    }
  });
});

const SERIES = new Map(
  Object.entries(METRICS).flatMap(([key, metric]) => {
    const name = metricName(key, metric);
    const names = metric.kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name];
    return names.map((one) => [one, key as MetricName] as const);
  }),
);
const ADDED = ['job', 'instance', 'le'];

describe('What the dashboard and the rules ask for', () => {
  const expressions = [
    ...rules.map(({ alert, expr }) => [alert, expr] as const),
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];
  it.each(expressions)('%s: is what the product tells, by labels that it has', (_, expr) => {
    const { selectors, by } = used(parsed(expr));
    expect(selectors.length).toBeGreaterThan(0);
    const labels = new Set(ADDED);
    for (const { name, match } of selectors) {
      if (name === 'up') continue;
      const key = SERIES.get(name);
      expect([name, key !== undefined]).toEqual([name, true]);
      const declared: Readonly<Record<string, readonly string[]>> = key ? METRICS[key].labels : {};
      for (const label of Object.keys(declared)) labels.add(label);
      for (const { label, text } of match)
        for (const value of text.split('|')) expect([label, declared[label]?.includes(value)]).toEqual([label, true]);
    }
    expect(by.filter((label) => !labels.has(label))).toEqual([]);
  });

  it('shows every metric that the product tells', () => {
    const shown = new Set(
      expressions.flatMap(([, expr]) => used(parsed(expr)).selectors.map(({ name }) => SERIES.get(name))),
    );
    const NOT_SHOWN = ['uptime'];
    expect(Object.keys(METRICS).filter((key) => !shown.has(key as MetricName))).toEqual(NOT_SHOWN);
  });
});
