import { ms, table } from '../table.js';
import type { Leg } from './leg.js';

/** What the design wants (design "What we measure ourselves against"): our rate divided by the peer's, one event an append. */
const AIMS = [
  { writers: 64, peer: 'pgbench', ratio: 1.5 },
  { writers: 64, peer: 'emmett', ratio: 6 },
  { writers: 64, peer: 'message-db', ratio: 4 },
  { writers: 1, peer: 'pgbench', ratio: 0.5 },
  { writers: 1, peer: 'emmett', ratio: 1.4 },
];

export const aimsOf = ({ settings }: Pick<Leg, 'settings'>) =>
  AIMS.map((aim) => {
    const setting = settings.find(({ writers, events }) => writers === aim.writers && events === 1);
    const reached = setting?.peers[aim.peer]?.ratio;
    return {
      ...aim,
      reached,
      verdict: reached === undefined ? 'not measured' : reached >= aim.ratio ? 'met' : 'not met',
    };
  });

/** A leg of the benchmark in Markdown. */
export function report(title: string, found: Leg): string {
  return [
    `## ${title}`,
    `Write and fdatasync of 8 kB in the folder of the database: median ${ms(found.fsync.median)} ms, p99 ${ms(found.fsync.p99)} ms.`,
    table(['writers', 'events an append', 'who', 'appends/s', 'p50 ms', 'p99 ms', 'ours ÷ peer'], rates(found)),
    ...Object.entries(found.absent).map(([name, why]) => `${name}: not measured, ${why}.`),
    table(['who', 'events acknowledged', 'bytes an event', 'checked'], checks(found)),
    table(['writers', 'peer', 'aim', 'reached', ''], aims(found)),
  ].join('\n\n');
}

const rates = ({ settings }: Leg) =>
  settings.flatMap(({ writers, events, peers }) =>
    Object.entries(peers).map(([name, { rate, p50, p99, ratio }]) => [
      writers,
      events,
      name,
      Math.round(rate),
      ms(p50),
      ms(p99),
      ratio?.toFixed(2) ?? '',
    ]),
  );

const checks = ({ checked }: Leg) =>
  Object.entries(checked).map(([name, { acknowledged, faults, bytesPerEvent }]) => [
    name,
    acknowledged,
    Math.round(bytesPerEvent),
    faults.length === 0 ? 'right' : `WRONG: ${faults.join('; ')}`,
  ]);

const aims = (found: Leg) =>
  aimsOf(found).map(({ writers, peer, ratio, reached, verdict }) => [
    writers,
    peer,
    `≥ ${ratio}`,
    reached?.toFixed(2) ?? '',
    verdict,
  ]);
