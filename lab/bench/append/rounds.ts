import { median, quantile } from './measure.js';
import type { Load, Measured } from './peer.js';

const WARM_UP_SECONDS = 0.5;

interface Running {
  readonly name: string;
  run(load: Load): Promise<Measured>;
}
interface Round {
  /** Appends a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}
/** The median of the rounds; `ratio`: our rate divided by the peer's. */
export type Summary = Round & { readonly ratio?: number };
export interface Compared {
  readonly writers: number;
  readonly events: number;
  readonly peers: Readonly<Record<string, Summary>>;
}

/**
 * Rounds of ours, a peer, ours, the next peer …, so that each peer is compared with what we did just before it, on a machine that was
 * the same a moment ago; the median of the rounds counts.
 * @param contestants ours first
 */
export async function compare(contestants: readonly Running[], load: Load, rounds: number): Promise<Compared> {
  const { writers, events } = load;
  const [ours, ...peers] = contestants;
  if (ours === undefined) return { writers, events, peers: {} };
  const results = new Map<string, { rounds: Round[]; ratios: number[] }>();
  const resultOf = ({ name }: Running) => {
    const result = results.get(name) ?? { rounds: [], ratios: [] };
    results.set(name, result);
    return result;
  };
  for (const contestant of contestants) await measured(contestant, { ...load, seconds: WARM_UP_SECONDS });
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers.length > 0 ? peers : [undefined]) {
      const mine = await measured(ours, load);
      resultOf(ours).rounds.push(mine);
      if (peer === undefined) continue;
      const theirs = await measured(peer, load);
      resultOf(peer).rounds.push(theirs);
      resultOf(peer).ratios.push(mine.rate / theirs.rate);
    }
  }
  return { writers, events, peers: Object.fromEntries([...results].map(([name, found]) => [name, summary(found)])) };
}

async function measured(contestant: Running, load: Load): Promise<Round> {
  const { appends, seconds, latencies } = await contestant.run(load);
  return { rate: appends / seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

function summary({ rounds, ratios }: { rounds: readonly Round[]; ratios: readonly number[] }): Summary {
  const of = (key: keyof Round) => median(rounds.map((round) => round[key]));
  return { rate: of('rate'), p50: of('p50'), p99: of('p99'), ...(ratios.length > 0 && { ratio: median(ratios) }) };
}
