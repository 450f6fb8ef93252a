import type { Loaded } from '../../scenarios/load-log.js';
import { table } from '../table.js';
import type { BuildRun } from './build.js';
import type { Contents } from './contents.js';
import type { Copied } from './copy-out.js';
import type { EmmettRun } from './emmett.js';
import type { Lag } from './lag.js';
import type { RunWay } from './ours.js';

/** From this many events on memory counts more than speed. */
const VERY_LONG = 10_000_000;

export type Built = BuildRun & { readonly events: number; readonly rate: number };
export interface ProjectionTimings {
  readonly projections: readonly string[];
  readonly way: RunWay;
  readonly lateShare: number;
  readonly loaded: Loaded;
  readonly copied: Copied;
  readonly rebuilt: Built;
  /** The same from a log with late events. */
  readonly late?: Built | undefined;
  readonly emmett: Readonly<Record<string, EmmettRun>>;
  readonly lag?: (Lag & { readonly rate: number; readonly before: number }) | undefined;
  readonly oracle: {
    readonly ways: readonly RunWay[];
    readonly events: number;
    readonly contents: Contents;
    readonly faults: readonly string[];
  };
}

/** What the design wants (design "What we measure ourselves against"). */
export function aimsOf({
  rebuilt,
  copied,
  emmett,
  lag,
}: Pick<ProjectionTimings, 'rebuilt' | 'copied' | 'emmett' | 'lag'>) {
  const long = rebuilt.events >= VERY_LONG;
  return [
    ...Object.entries(emmett).map(([how, { rate }]) => atLeast(`rebuild ÷ emmett ${how}`, 100, rebuilt.rate / rate)),
    atLeast('rebuild ÷ COPY-out', long ? 0.1 : 0.3, rebuilt.rate / copied.rate),
    below('memory of the rebuilding process, MB', 512, rebuilt.maxRssMb),
    below('commit to visible, p99 ms', 50, lag?.p99),
  ];
}

const atLeast = (what: string, aim: number, reached: number) => {
  return { what, aim: `≥ ${aim}`, reached, verdict: reached >= aim ? 'met' : 'not met' };
};
const below = (what: string, aim: number, reached: number | undefined) => {
  const verdict = reached === undefined ? 'not measured' : reached < aim ? 'met' : 'not met';
  return { what, aim: `< ${aim}`, reached, verdict };
};

/** In Markdown. */
export function report(found: ProjectionTimings): string {
  const { copied, rebuilt, late, emmett, lag, oracle, loaded } = found;
  const runs: readonly (readonly [string, Run | undefined])[] = [
    ['COPY event TO STDOUT, drained', copied],
    [`ours, ${found.way}`, rebuilt],
    [`ours, ${found.way}, ${found.lateShare * 100} % late`, late],
    ...Object.entries(emmett).map(([how, run]) => [`emmett ${how}, one projection that counts`, run] as const),
  ];
  return [
    `Read models: ${found.projections.join(', ')}. The log of ${loaded.events} events was written in ${loaded.seconds.toFixed(0)} s.`,
    table(
      ['what', 'events', 'events/s', 'seconds', 'peak MB', 'CPU s'],
      runs.map(([name, run]) => [name, ...(run ? cells(run) : ['not measured'])]),
    ),
    ...(late
      ? [
          `Late ones cost ${((late.seconds / late.events / (rebuilt.seconds / rebuilt.events) - 1) * 100).toFixed(0)} %.`,
        ]
      : []),
    ...(lag
      ? [
          `Live at ${lag.rate} events/s, ${lag.appends} appends onto ${lag.before} events: visible after p50 ${lag.p50.toFixed(1)} ms, p99 ${lag.p99.toFixed(1)} ms, at most ${lag.most.toFixed(1)} ms.`,
        ]
      : []),
    `Oracle, ${oracle.ways.join(' and ')}, ${oracle.events} events with late ones: ${oracle.faults.length === 0 ? 'the same rows' : `WRONG: ${oracle.faults.join('; ')}`}.`,
    table(
      ['read model', 'rows'],
      Object.entries(oracle.contents).map(([name, { rows }]) => [name, rows]),
    ),
    table(
      ['', 'aim', 'reached', ''],
      aimsOf(found).map(({ what, aim, reached, verdict }) => [what, aim, reached?.toFixed(2) ?? '', verdict]),
    ),
  ].join('\n\n');
}

type Run = Pick<Built, 'events' | 'rate' | 'seconds'> & Partial<Built>;
const cells = ({ events, rate, seconds, maxRssMb, cpuSeconds }: Run) => [
  events,
  Math.round(rate),
  seconds.toFixed(1),
  maxRssMb?.toFixed(0) ?? '',
  cpuSeconds?.toFixed(1) ?? '',
];
