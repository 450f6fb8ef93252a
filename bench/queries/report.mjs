import { NOT_LISTS } from './ours.mjs';

/** What the design wants (design "What we measure ourselves against"). */
const AIM = { list: 20, asOf: 100 };
/** How many milliseconds, or times, slower the median may be with the most cases for the list to be called flat. */
const FLAT = { ms: 1, times: 1.5 };

export function aimsOf({ lists, long }) {
  const names = Object.keys(lists[0].answers).filter((name) => !NOT_LISTS.has(name));
  const slowest = Math.max(long.position.p95, long.occurred.p95);
  return [
    ...names.map((name) => listAim(name, lists)),
    verdict('case as of any moment', `p95 < ${AIM.asOf} ms`, `${ms(slowest)} ms`, slowest < AIM.asOf),
  ];
}

function listAim(name, lists) {
  const all = lists.map(({ answers }) => answers[name]);
  const p95 = Math.max(...all.map((a) => a.p95));
  const [fewest, most] = [all[0].p50, all.at(-1).p50];
  const flat = most < fewest + FLAT.ms || most < fewest * FLAT.times;
  const reached = `${ms(p95)} ms, ${(most / fewest).toFixed(1)} times`;
  return verdict(name, `p95 < ${AIM.list} ms, flat`, reached, p95 < AIM.list && flat);
}

const verdict = (what, aim, reached, met) => ({ what, aim, reached, verdict: met ? 'met' : 'not met' });

/** In Markdown. */
export function report(found) {
  const { lists, long } = found;
  const rows = Object.keys(lists[0].answers).map((name) => [
    name,
    ...lists.map(({ answers }) => both(answers[name])),
    lists.at(-1).answers[name].size || '',
  ]);
  return [
    table(['p50 / p95 ms', ...lists.map(({ cases }) => `${cases} cases`), 'rows or count'], rows),
    `A case of ${long.events} events as of a position: ${both(long.position)} ms, as of an instant by the occurred clock: ${both(long.occurred)} ms.`,
    table(
      ['', 'aim', 'worst p95; median with the most cases by that with the fewest', ''],
      aimsOf(found).map(({ what, aim, reached, verdict: said }) => [what, aim, reached, said]),
    ),
  ].join('\n\n');
}

const ms = (value) => value.toFixed(value < 10 ? 2 : 1);
const both = ({ p50, p95 }) => `${ms(p50)} / ${ms(p95)}`;
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
