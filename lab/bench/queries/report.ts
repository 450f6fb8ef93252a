import { ms, table } from '../table.js';
import type { Timed } from '../timed.js';
import { NOT_LISTS } from './ours.js';

/** `size`: rows, or what was counted. */
export type Answer = Timed & { readonly size: number };
/** Each question, of so many cases. */
export interface ListTimings {
  readonly cases: number;
  readonly answers: Readonly<Record<string, Answer>>;
}
export interface QueryTimings {
  /** With ever more cases. */
  readonly lists: readonly ListTimings[];
  /** One case of so many events, as of a position and as of an instant by the occurred clock. */
  readonly long: { readonly events: number; readonly position: Timed; readonly occurred: Timed };
}

/** What the design wants (design "What we measure ourselves against"). */
const AIM = { list: 20, asOf: 100 };
/** How many milliseconds, or times, slower the median may be with the most cases for the list to be called flat. */
const FLAT = { ms: 1, times: 1.5 };

const namesIn = ({ lists }: QueryTimings) => Object.keys(lists[0]?.answers ?? {});
const answersTo = (name: string, { lists }: QueryTimings) => lists.flatMap(({ answers }) => answers[name] ?? []);

export function aimsOf(found: QueryTimings) {
  const { long } = found;
  const slowest = Math.max(long.position.p95, long.occurred.p95);
  return [
    ...namesIn(found)
      .filter((name) => !NOT_LISTS.has(name))
      .map((name) => listAim(name, answersTo(name, found))),
    verdict('case as of any moment', `p95 < ${AIM.asOf} ms`, `${ms(slowest)} ms`, slowest < AIM.asOf),
  ];
}

function listAim(name: string, answers: readonly Answer[]) {
  const p95 = Math.max(...answers.map((a) => a.p95));
  const [fewest, most] = [answers[0]?.p50 ?? Number.NaN, answers.at(-1)?.p50 ?? Number.NaN];
  const flat = most < fewest + FLAT.ms || most < fewest * FLAT.times;
  const reached = `${ms(p95)} ms, ${(most / fewest).toFixed(1)} times`;
  return verdict(name, `p95 < ${AIM.list} ms, flat`, reached, p95 < AIM.list && flat);
}

const verdict = (what: string, aim: string, reached: string, met: boolean) => {
  return { what, aim, reached, verdict: met ? 'met' : 'not met' };
};

/** In Markdown. */
export function report(found: QueryTimings): string {
  const { lists, long } = found;
  const rows = namesIn(found).map((name) => {
    const answers = answersTo(name, found);
    return [name, ...answers.map(both), answers.at(-1)?.size || ''];
  });
  return [
    table(['p50 / p95 ms', ...lists.map(({ cases }) => `${cases} cases`), 'rows or count'], rows),
    `A case of ${long.events} events as of a position: ${both(long.position)} ms, as of an instant by the occurred clock: ${both(long.occurred)} ms.`,
    table(
      ['', 'aim', 'worst p95; median with the most cases by that with the fewest', ''],
      aimsOf(found).map(({ what, aim, reached, verdict: said }) => [what, aim, reached, said]),
    ),
  ].join('\n\n');
}

const both = ({ p50, p95 }: Timed) => `${ms(p50)} / ${ms(p95)}`;
