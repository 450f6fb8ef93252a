import type { CounterName, GaugeName, HistogramName, Labelled } from '../telemetry/metrics.js';

/** Steps of a trace. */
export type SpanName = 'request' | 'command' | 'decide' | 'seal' | 'open' | 'append' | 'query' | 'reach' | 'project';

/** What a step may say of itself: codes, numbers, and the id by which a command's parts are found together. Never a record, a person or a text. */
export interface Attributes {
  readonly command?: string;
  readonly query?: string;
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly outcome?: string;
  readonly events?: number;
  readonly position?: number;
  readonly correlation?: string;
}
export interface Step {
  says(attributes: Attributes): void;
}
/** Values of gauges, asked for when somebody looks. */
export interface Reading<N extends GaugeName = GaugeName> {
  readonly name: N;
  readonly value: number;
  readonly labels: Labelled<N>;
}
/** Values that are asked for together. */
export type Readings = () => Promise<readonly Reading[]>;

/** Where the program says how it is: metrics and traces. It takes no ids, names or texts, and never fails its caller. */
export interface Telemetry {
  count<N extends CounterName>(name: N, labels: Labelled<N>): void;
  observe<N extends HistogramName>(name: N, value: number, labels: Labelled<N>): void;
  /** Seconds of a clock that only goes forwards. */
  seconds(): number;
  /**
   * The work as a step of the trace that is under way; `about`: commands whose traces this step goes on with; `caller`: what another program says
   * of its own trace (`traceparent` of W3C), which the first step of ours goes on with.
   */
  step<T>(
    name: SpanName,
    attributes: Attributes,
    work: (step: Step) => Promise<T>,
    about?: readonly string[],
    caller?: string,
  ): Promise<T>;
}

const QUIET: Step = { says: () => undefined };
/** Where nobody looks: it costs nothing. */
export const SILENT: Telemetry = {
  count: () => undefined,
  observe: () => undefined,
  seconds: () => 0,
  step: (_, __, work) => work(QUIET),
};
