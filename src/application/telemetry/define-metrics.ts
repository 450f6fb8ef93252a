/** A label takes these values and no other: never an id, a name or a text. What is none of them is counted as `other`. */
type Labels = Readonly<Record<string, readonly string[]>>;

interface AnyMetric {
  /** What it measures, in a sentence. */
  readonly says: string;
  readonly labels: Labels;
}
/** Only grows, while a process lives. */
export interface Counter extends AnyMetric {
  readonly kind: 'counter';
}
/** How it stands when it is asked for. */
export interface Gauge extends AnyMetric {
  readonly kind: 'gauge';
  readonly unit: Unit;
  /** `installation`: each process that is asked says the same, so take one (`max`); `process`: its own. */
  readonly of: 'installation' | 'process';
}
/** How often values were at most so large. */
export interface Histogram extends AnyMetric {
  readonly kind: 'histogram';
  readonly unit: Unit;
  readonly upTo: readonly number[];
}
export type Unit = 'seconds' | 'events' | 'bytes' | 'count' | 'yes';
export type Metric = Counter | Gauge | Histogram;

/** Metrics by their names, without the product's own in front. */
export const defineMetrics = <const M extends Readonly<Record<string, Metric>>>(declared: M): M => declared;

export type LabelsOf<M extends Metric> = { readonly [L in keyof M['labels']]: M['labels'][L][number] };

/** Of the declared labels only, each with a declared value: whatever a caller hands over, nothing else leaves the process. */
export function declaredLabels(metric: Metric, given: object): Record<string, string> {
  const labels = Object.entries(metric.labels).map(([label, values]) => {
    const value: unknown = Reflect.get(given, label);
    return [label, values.find((known) => known === value) ?? OTHER] as const;
  });
  return Object.fromEntries(labels);
}
export const OTHER = 'other';

const PREFIX = 'sagsspor';
const SUFFIX: Readonly<Record<Unit, string>> = {
  seconds: '_seconds',
  events: '_events',
  bytes: '_bytes',
  count: '',
  yes: '',
};

/** As Prometheus has it; a counter's `_total` is part of the name there. */
export const metricName = (name: string, metric: Metric): string =>
  `${PREFIX}_${name}${metric.kind === 'counter' ? '_total' : SUFFIX[metric.unit]}`;
