import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Counter,
  type Histogram,
  isSpanContextValid,
  type Link,
  type ObservableGauge,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  TraceFlags,
  trace,
  type Attributes as Written,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider,
  MetricReader,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { LRUCache } from 'lru-cache';
import type { Attributes, Reading, Readings, Step, Telemetry } from '../../application/ports/telemetry.js';
import { declaredLabels, type Metric, metricName } from '../../application/telemetry/define-metrics.js';
import { type CounterName, type HistogramName, METRICS, type MetricName } from '../../application/telemetry/metrics.js';
import { kindOf } from '../../application/telemetry/told-error.js';
import { within } from '../../application/within.js';
import { sleep } from '../clock/sleep.js';
import { attributesOf } from './attributes.js';

export interface TelemetryOptions {
  /** Which work this process does. */
  readonly role: string;
  readonly version: string;
  /** Where a collector takes OTLP over HTTP; without it nothing is sent, and nothing is traced. */
  readonly collector?: { readonly url: string; readonly token?: string | undefined } | undefined;
  /** Of how many requests a trace is sent: 0 to 1. */
  readonly share?: number;
  /** Instead of those that send to the collector. */
  readonly spans?: SpanProcessor;
}

/** Commands whose traces are remembered, so that what is done of them later is found from there. */
const REMEMBERED = 5_000;
const EVERY = 15_000;
/** Milliseconds for a group of gauges: one whose part does not answer is missing, and holds up no other. */
const PATIENCE = 3_000;
/** All declared values of the labels together: where a metric has more of them, those begin when they are first counted. */
const MOST_FROM_ZERO = 300;

/** What could not be asked for this time is missing, and does not go on as it stood before. */
const temporality = (type: InstrumentType): AggregationTemporality =>
  type === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;

class Asked extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: temporality });
  }
  protected override async onShutdown(): Promise<void> {}
  protected override async onForceFlush(): Promise<void> {}
}

const declared = Object.entries(METRICS) as readonly (readonly [MetricName, Metric])[];

/** Metrics by Prometheus and OTLP, traces by OTLP. Loaded only where one of these is configured: it is not small. */
export class OpenTelemetry implements Telemetry {
  private readonly meters: MeterProvider;
  private readonly asked = new Asked();
  private readonly counters = new Map<string, Counter>();
  private readonly histograms = new Map<string, Histogram>();
  private readonly gauges = new Map<string, ObservableGauge>();
  private readonly tracers: TracerProvider | undefined;
  private readonly underWay = new AsyncLocalStorage<Span>();
  private readonly ofCommands = new LRUCache<string, Link['context']>({ max: REMEMBERED });
  private readings: readonly Readings[] = [];
  private looking: Promise<readonly Reading[]> | undefined;
  private readonly text = new PrometheusSerializer(undefined, false, undefined, true, true);

  constructor({ role, version, collector, share = 1, spans }: TelemetryOptions) {
    const resource = resourceFromAttributes({
      'service.name': 'sagsspor',
      'service.version': version,
      'sagsspor.role': role,
    });
    const sent = collector && {
      headers: collector.token === undefined ? {} : { authorization: `Bearer ${collector.token}` },
      of: (what: string) => `${collector.url.replace(/\/+$/, '')}/v1/${what}`,
    };
    const pushed = sent
      ? [
          new PeriodicExportingMetricReader({
            exporter: Object.assign(new OTLPMetricExporter({ url: sent.of('metrics'), headers: sent.headers }), {
              selectAggregationTemporality: temporality,
            }),
            exportIntervalMillis: EVERY,
            exportTimeoutMillis: EVERY / 2,
          }),
        ]
      : [];
    this.meters = new MeterProvider({ resource, readers: [this.asked, ...pushed] });
    const processors = spans
      ? [spans]
      : sent
        ? [
            new BatchSpanProcessor({
              exporter: new OTLPTraceExporter({ url: sent.of('traces'), headers: sent.headers }),
            }),
          ]
        : [];
    const root = new TraceIdRatioBasedSampler(share);
    if (processors.length > 0)
      this.tracers = new TracerProvider({
        resource,
        // By the id alone, also where a caller says whether it is to be kept: nobody outside makes us send more, or hides.
        sampler: new ParentBasedSampler({ root, remoteParentSampled: root, remoteParentNotSampled: root }),
        spanProcessors: processors,
      });
    this.declare();
  }

  count(name: CounterName, labels: object): void {
    this.counters.get(name)?.add(1, declaredLabels(METRICS[name], labels));
  }

  observe(name: HistogramName, value: number, labels: object): void {
    this.histograms.get(name)?.record(value, declaredLabels(METRICS[name], labels));
  }

  seconds(): number {
    return performance.now() / 1000;
  }

  step<T>(
    name: string,
    attributes: Attributes,
    work: (step: Step) => Promise<T>,
    about: readonly string[] = [],
    caller?: string,
  ): Promise<T> {
    if (!this.tracers) return work({ says: () => undefined });
    const parent = this.underWay.getStore()?.spanContext() ?? callersTrace(caller);
    const links = about.flatMap((command) => {
      const context = this.ofCommands.get(command);
      return context ? [{ context }] : [];
    });
    const span = this.tracers
      .getTracer('sagsspor')
      .startSpan(
        name,
        { attributes: attributesOf(attributes), links },
        parent && trace.setSpanContext(ROOT_CONTEXT, parent),
      );
    if (attributes.correlation !== undefined) this.ofCommands.set(attributes.correlation, span.spanContext());
    return this.underWay.run(span, () => ended(span, work));
  }

  /** Which gauges there are is declared; how they stand is asked of these whenever somebody looks. */
  watch(readings: readonly Readings[]): void {
    this.readings = [...this.readings, ...readings];
  }

  /** All there is, as Prometheus takes it. */
  async prometheus(): Promise<string> {
    return this.text.serialize((await this.asked.collect()).resourceMetrics);
  }

  async close(): Promise<void> {
    // A collector that is away must not keep the process.
    await Promise.allSettled([this.meters.shutdown({ timeoutMillis: 2_000 }), this.tracers?.shutdown()]);
  }

  private declare(): void {
    const meter = this.meters.getMeter('sagsspor');
    for (const [key, metric] of declared) {
      const name = metricName(key, metric).replace(/_total$/, '');
      const description = metric.says;
      if (metric.kind === 'counter') {
        const counter = meter.createCounter(name, { description });
        this.counters.set(key, counter);
        // A counter that is first seen at 1 has grown by nothing, as Prometheus counts.
        for (const labels of combinations(metric)) counter.add(0, labels);
      } else if (metric.kind === 'histogram') {
        const advice = { explicitBucketBoundaries: [...metric.upTo] };
        this.histograms.set(key, meter.createHistogram(name, { description, advice }));
      } else this.gauges.set(key, meter.createObservableGauge(name, { description }));
    }
    meter.addBatchObservableCallback(
      async (result) => {
        for (const { name, value, labels } of await this.look()) {
          const gauge = this.gauges.get(name);
          if (gauge) result.observe(gauge, value, declaredLabels(METRICS[name], labels));
        }
      },
      [...this.gauges.values()],
    );
  }

  /** Once for all who look at the same time. */
  private look(): Promise<readonly Reading[]> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async lookOnce(): Promise<readonly Reading[]> {
    const found = await Promise.all(
      this.readings.map((readings) =>
        within(
          sleep,
          PATIENCE,
          readings().catch(() => undefined),
          () => undefined,
        ),
      ),
    );
    const failed = found.filter((group) => group === undefined).length;
    return [...found.flatMap((group) => group ?? []), { name: 'watching_failed', value: failed, labels: {} }];
  }
}

/** Of another program, by the header `traceparent`; what is none, or of a version that we do not know, is let go. */
function callersTrace(text: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const found = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(found) ? found : undefined;
}

async function ended<T>(span: Span, work: (step: Step) => Promise<T>): Promise<T> {
  try {
    return await work({ says: (attributes) => span.setAttributes(attributesOf(attributes)) });
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kindOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Every set of labels that a metric can have. */
function combinations({ labels }: Metric): readonly Written[] {
  let found: Written[] = [{}];
  for (const [label, values] of Object.entries(labels))
    found = found.flatMap((made) => values.map((value) => ({ ...made, [label]: value })));
  return found.length > MOST_FROM_ZERO ? [] : found;
}
