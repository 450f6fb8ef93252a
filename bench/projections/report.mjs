/** From this many events on memory counts more than speed. */
const VERY_LONG = 10_000_000;

/** What the design wants (design "What we measure ourselves against"). */
export function aimsOf({ rebuilt, copied, emmett, lag }) {
  const long = rebuilt.events >= VERY_LONG;
  return [
    ...Object.entries(emmett).map(([how, { rate }]) => atLeast(`rebuild ÷ emmett ${how}`, 100, rebuilt.rate / rate)),
    atLeast('rebuild ÷ COPY-out', long ? 0.1 : 0.3, rebuilt.rate / copied.rate),
    below('memory of the rebuilding process, MB', 512, rebuilt.maxRssMb),
    below('commit to visible, p99 ms', 50, lag?.p99),
  ];
}

const atLeast = (what, aim, reached) => ({ what, aim: `≥ ${aim}`, reached, verdict: verdict(reached, reached >= aim) });
const below = (what, aim, reached) => ({ what, aim: `< ${aim}`, reached, verdict: verdict(reached, reached < aim) });
const verdict = (reached, met) => (reached === undefined ? 'not measured' : met ? 'met' : 'not met');

/** In Markdown. */
export function report(found) {
  const { copied, rebuilt, late, emmett, lag, oracle, loaded } = found;
  return [
    `Read models: ${found.projections.join(', ')}. The log of ${loaded.events} events was written in ${loaded.seconds.toFixed(0)} s.`,
    table(
      ['what', 'events', 'events/s', 'seconds', 'peak MB', 'CPU s'],
      [
        ['COPY event TO STDOUT, drained', copied],
        [`ours, ${found.way}`, rebuilt],
        [`ours, ${found.way}, ${found.lateShare * 100} % late`, late],
        ...Object.entries(emmett).map(([how, run]) => [`emmett ${how}, one projection that counts`, run]),
      ].map(([name, run]) => [name, ...(run ? cells(run) : ['not measured'])]),
    ),
    late &&
      `Late ones cost ${((late.seconds / late.events / (rebuilt.seconds / rebuilt.events) - 1) * 100).toFixed(0)} %.`,
    lag &&
      `Live at ${lag.rate} events/s, ${lag.appends} appends onto ${lag.before} events: visible after p50 ${lag.p50.toFixed(1)} ms, p99 ${lag.p99.toFixed(1)} ms, at most ${lag.most.toFixed(1)} ms.`,
    `Oracle, ${oracle.ways.join(' and ')}, ${oracle.events} events with late ones: ${oracle.faults.length === 0 ? 'the same rows' : `WRONG: ${oracle.faults.join('; ')}`}.`,
    table(
      ['read model', 'rows'],
      Object.entries(oracle.contents).map(([name, { rows }]) => [name, rows]),
    ),
    table(
      ['', 'aim', 'reached', ''],
      aimsOf(found).map(({ what, aim, reached, verdict }) => [what, aim, reached?.toFixed(2) ?? '', verdict]),
    ),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const cells = ({ events, rate, seconds, maxRssMb, cpuSeconds }) => [
  events,
  Math.round(rate),
  seconds.toFixed(1),
  maxRssMb?.toFixed(0) ?? '',
  cpuSeconds?.toFixed(1) ?? '',
];

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
