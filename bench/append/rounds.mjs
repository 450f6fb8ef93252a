import { median, quantile } from './measure.mjs';

const WARM_UP_SECONDS = 0.5;

/**
 * Rounds of ours, a peer, ours, the next peer …, so that each peer is compared with what we did just before it, on a machine that was
 * the same a moment ago; the median of the rounds counts.
 * @param contestants ours first
 */
export async function compare([ours, ...peers], load, rounds) {
  const results = new Map([ours, ...peers].map(({ name }) => [name, { rounds: [], ratios: [] }]));
  const measured = async (contestant, seconds) => {
    const { appends, seconds: taken, latencies } = await contestant.run({ ...load, seconds });
    return { rate: appends / taken, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  };
  for (const contestant of [ours, ...peers]) await measured(contestant, WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round++) {
    for (const peer of peers.length > 0 ? peers : [undefined]) {
      const mine = await measured(ours, load.seconds);
      results.get(ours.name).rounds.push(mine);
      if (peer === undefined) continue;
      const theirs = await measured(peer, load.seconds);
      results.get(peer.name).rounds.push(theirs);
      results.get(peer.name).ratios.push(mine.rate / theirs.rate);
    }
  }
  const { writers, events } = load;
  return { writers, events, peers: Object.fromEntries([...results].map(([name, found]) => [name, summary(found)])) };
}

function summary({ rounds, ratios }) {
  const of = (key) => median(rounds.map((round) => round[key]));
  return { rate: of('rate'), p50: of('p50'), p99: of('p99'), ...(ratios.length > 0 && { ratio: median(ratios) }) };
}
