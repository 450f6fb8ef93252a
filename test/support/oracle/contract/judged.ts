// What was answered, beside what the contract answers: only where they differ.
import type { Due, Scenario } from './scenario.js';

const open = (state: string): string => (/^(upcoming|due-soon)$/.test(state) ? 'open' : state);

/** Whether it is one of the answers that the contract leaves open; how it was met is said as far as it matters. */
const fits = (was: string, right: string): boolean =>
  right.split('|').some((one) => {
    const is = open(one);
    return was === is || was.startsWith(`${is} met `) || (is.includes(' met ') && was.startsWith(is));
  });

/** `answers`: a rule, a code or `ok` for each line. */
export function judgedLines({ lines, expect = {} }: Scenario, answers: readonly string[]): string[] {
  return lines.flatMap(({ command, actor }, index) => {
    const [was, right] = [answers[index] ?? 'nothing', expect[index + 1] ?? 'ok'];
    if (right.split('|').includes(was)) return [];
    return [`line ${index + 1} ${command} by ${actor.agency}:${actor.role} was ${was}, is ${right}`];
  });
}

export interface Row {
  readonly obligation: string;
  readonly dueAt: string;
  readonly state: string;
  readonly metAt?: string | undefined;
}

export function judgedDue({ of, short, rows }: Due, all: readonly Row[]): string[] {
  const was = all
    .filter(({ obligation }) => obligation === of)
    .map(({ dueAt, state, metAt }) =>
      short ? open(state) : `${new Date(dueAt).toISOString()} ${open(state)}${metAt ? ` met ${metAt}` : ''}`,
    )
    .sort();
  const right = [...rows].sort();
  const same = was.length === right.length && was.every((row, index) => fits(row, right[index] ?? ''));
  return same ? [] : [`${of} was ${JSON.stringify(was)}, is ${JSON.stringify(right)}`];
}
