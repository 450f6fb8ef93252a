import type { Actor } from '../../../src/domain/kernel/event.js';
import { takenFor } from './sights.js';
import type { World } from './world.js';

/** What an actor is answered: `404`, `403`, `given`, and after it what was shown. A rule that refuses comes after *who*: `given`. */
export type Outcome = string;
/** One question or command about one record, put to everybody. */
export interface Probe {
  readonly name: string;
  readonly on: string;
  run(world: World, who: Actor): Promise<unknown>;
  /** Of an answer: what it shows, in the words of `expects`. Left out: `given` says enough. */
  told?(answer: unknown, who: Actor): string;
  /** By the table: each of these is right. */
  expects(who: Actor): readonly Outcome[];
  /** The same about a record that is not there: a hidden one is answered as this is. */
  absent?(world: World, who: Actor): Promise<unknown>;
  /** What it leaves in the access log when it is answered. */
  readonly leaves?: string;
}
export interface Mismatch {
  readonly probe: string;
  readonly on: string;
  readonly who: string;
  readonly expected: string;
  readonly got: string;
}

/** Either of what somebody with that role, or whose role does not fit is taken for, is answered; without rights `404` is as right as `403`. */
export const either = (who: Actor, expects: (as: Actor) => Outcome | readonly Outcome[]): readonly Outcome[] => {
  const taken = takenFor(who);
  return [...new Set([...taken.flatMap(expects), ...(taken.length > 1 ? ['404', '403'] : [])])];
};

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly rule: string | null;
  readonly message: string;
  readonly errors: unknown;
}
const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && 'code' in error && 'rule' in error;

async function outcomeOf(work: Promise<unknown>, told: (answer: unknown) => string) {
  try {
    return { outcome: told(await work), problem: undefined };
  } catch (error) {
    if (!isProblem(error)) throw error;
    const { code, status, rule, message, errors } = error;
    const problem = JSON.stringify({ code, status, rule, message, errors });
    if (code === 'not-found') return { outcome: '404', problem };
    if (code === 'not-permitted') return { outcome: '403', problem };
    if (code === 'rule-violated' || code === 'already-exists') return { outcome: 'given', problem };
    return { outcome: `${code} ${message}`, problem };
  }
}

/** One cell. Undefined: as the table says. */
export async function tried(world: World, probe: Probe, who: Actor): Promise<Mismatch | undefined> {
  const { store } = world;
  store.written.length = 0;
  const { outcome, problem } = await outcomeOf(probe.run(world, who), (answer) =>
    ['given', probe.told?.(answer, who)].filter((part) => part).join(' '),
  );
  const left = [...store.written];
  const expected = probe.expects(who);
  const wrong = (got: string, wanted = expected.join(' or ')): Mismatch => ({
    ...{ probe: probe.name, on: probe.on, who: `${who.agency}:${who.role}`, expected: wanted, got },
  });
  if (!expected.includes(outcome)) return wrong(outcome);
  if (outcome === '404' && probe.absent) {
    const nothing = await outcomeOf(probe.absent(world, who), () => 'given');
    if (nothing.problem !== problem) return wrong(String(problem), `as absent: ${nothing.problem}`);
  }
  // A denial is written down as a read is; a command that is taken leaves its own events.
  const trace = outcome.startsWith('given') ? (problem === undefined ? probe.leaves : undefined) : 'AccessDenied';
  return trace && !left.includes(trace) ? wrong(`${outcome} without a trace`, trace) : undefined;
}
