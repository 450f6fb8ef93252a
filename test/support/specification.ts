import { expect } from '@jest/globals';
import { z } from 'zod';
import type { AggregateType, Context, Decider, Send, Verdict } from '../../src/domain/kernel/decider.js';
import { type Recorded, streamOf } from '../../src/domain/kernel/event.js';
import { history } from '../../src/domain/kernel/history.js';
import { pastOf } from '../../src/domain/kernel/past.js';
import { inside, type Sealed } from '../../src/domain/kernel/sealed.js';
import type { Draft } from '../../src/domain/kernel/vocabulary.js';
import { planInForce } from '../../src/domain/plan/in-force.js';
import type { Plan } from '../../src/domain/plan/schema.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { actorOf, idFor } from './given.js';

export const plans = loadPlans('plans').map((p) => p.plan);
/** A local day at ten (`2024-06-03`), or an instant as it is. */
export const moment = (when: string): string =>
  when.includes('T') ? new Date(when).toISOString() : `${when}T08:00:00.000Z`;

/** What happened, when, and who recorded it (`agency:role`). */
export interface Happened {
  readonly when: string;
  readonly what: Draft;
  readonly by?: string;
}
export const on = (when: string, what: Draft, by?: string): Happened => ({ when, what, ...(by ? { by } : {}) });

/** Another aggregate that the decision may read. */
export interface Other<S = unknown> {
  readonly of: AggregateType<S>;
  readonly id: string;
  readonly state: S;
  /** The ids that its events name: by these it is found (`Naming`). */
  readonly names?: readonly string[];
}
/** The refusal's name, or the events: their type, and what matters of their data. */
export type Expected = string | readonly [type: string, data?: object];

/** A command that is sent along: to what and which, its name and data, and what is given back where it is refused. */
export type Asked = readonly [
  aggregate: string,
  id: string,
  command: string,
  data: object,
  ifRefused?: Send['ifRefused'],
];
const asked = (verdict: Verdict): readonly Asked[] =>
  'refused' in verdict
    ? [['refused', verdict.refused, '', {}]]
    : verdict.sends.map(({ to, id, command, data, ifRefused }) =>
        ifRefused ? [to.aggregate, id, command, data, ifRefused] : [to.aggregate, id, command, data],
      );

/** The id of the event that happened as the nth of those given, counted from 0. */
export const eventOf = (i: number): string => idFor(`event ${i}`);

const NOW = '2030-01-01T00:00:00.000Z';

/**
 * Specifications of a pure decider: `given(what happened).when(command).then(events | refusal)`. What a decision does not declare under `reads`
 * and `opens` it cannot see here either.
 */
export function specify<S>(
  decider: Decider<S, string>,
  id: string,
  usual = 'BIF:coordinator',
  known: readonly Plan[] = plans,
) {
  const recorded = ({ when, what, by = usual }: Happened, i: number): Recorded => ({
    eventId: eventOf(i),
    type: what.type,
    schemaVersion: what.schemaVersion,
    stream: streamOf(decider.aggregate, id),
    version: i + 1,
    position: i + 1,
    occurredAt: moment(when),
    recordedAt: NOW,
    actor: { ...actorOf(by), kind: 'person' },
    controller: '',
    regime: 'GDPR',
    commandId: `command-${i}`,
    correlationId: '',
    causationId: '',
    data: what.data,
  });

  function given(...happened: (Happened | readonly Happened[])[]) {
    const events = happened.flat().map(recorded);
    return besides([]);

    function besides(others: readonly Other[]) {
      return {
        /** Other aggregates as they stand. */
        and: (...more: Other[]) => besides([...others, ...more]),
        when: (command: string, data: object, when: string, by = usual) => ({
          // biome-ignore lint/suspicious/noThenProperty: the third word of a specification; nobody awaits it
          then: (...expected: readonly Expected[]) =>
            expect(said(decide(command, data, when, by, others), expected)).toEqual(expected),
          /** What is asked of other aggregates beside the events. */
          sends: (...expected: readonly Asked[]) =>
            expect(asked(decide(command, data, when, by, others))).toEqual(expected),
          /** The refusal, and what it says. */
          refuses: (refused: string, detail: string) =>
            expect(decide(command, data, when, by, others)).toEqual({ refused, detail }),
        }),
        /** What stands, as the decider sees it. */
        state: () => state(),
        /** What a command could be about. */
        choices: (command: string) => decider.choices(state(), command, { past: pastOf(events) }),
        /** What keeps the nth of the events given, counted from 0, from being annulled; false: nothing. */
        restsOn: (n: number) => decider.restsOn?.(events[n] as Recorded, state(), pastOf(events)) ?? false,
        /** Where other streams hold a copy of it. */
        copies: (n: number) => decider.copies?.(events[n] as Recorded, pastOf(events)) ?? [],
      };
    }

    function state(): S {
      return history(events).reduce<S>((s, e) => decider.evolve(s, e), decider.initial);
    }

    function decide(name: string, data: object, when: string, by: string, others: readonly Other[]) {
      const at = moment(when);
      const parsed = z.strictObject(decider.commands[name]?.fields ?? {}).parse(data);
      const s = state();
      const states = new Map(others.map((o) => [`${o.of.aggregate} ${o.id}`, o.state]));
      const read = new Set<string>();
      const opened = new Set<Sealed>();
      const context: Context = {
        id,
        at,
        now: NOW,
        actor: actorOf(by),
        plan: planInForce(known, decider.infohus(s) ?? 'koebenhavn', at.slice(0, 10)),
        plans: known,
        read: <T>(of: AggregateType<T>, other: string): T => {
          const key = `${of.aggregate} ${other}`;
          return read.has(key) ? ((states.get(key) as T | undefined) ?? of.initial) : of.initial;
        },
        naming: <T>(of: AggregateType<T>, other: string): ReadonlyMap<string, T> => {
          const found = others.filter((o) => o.of.aggregate === of.aggregate && o.names?.includes(other));
          return new Map(read.has(`${of.aggregate} of ${other}`) ? found.map((o) => [o.id, o.state as T]) : []);
        },
        open: <T>(sealed: Sealed<T>) => {
          const what = inside(sealed);
          return opened.has(sealed) && 'content' in what ? what.content : undefined;
        },
        planHash: () => '',
        past: pastOf(events),
      };
      for (let before = -1; before < read.size + opened.size; ) {
        before = read.size + opened.size;
        for (const asked of decider.reads(s, name, parsed, context))
          read.add('id' in asked ? `${asked.of.aggregate} ${asked.id}` : `${asked.of.aggregate} of ${asked.naming}`);
        for (const sealed of decider.opens(s, name, parsed, context)) opened.add(sealed);
      }
      return decider.decide(s, name, parsed, context);
    }
  }
  return given;
}

/** As it was expected: of an event's data only what the expectation names. */
function said(verdict: Verdict, expected: readonly Expected[]): readonly Expected[] {
  if ('refused' in verdict) return [verdict.refused];
  return verdict.events.map(({ type, data }, i): Expected => {
    const asked = expected[i];
    if (typeof asked === 'string' || asked?.[1] === undefined) return [type];
    const fields = data as Record<string, unknown>;
    return [type, Object.fromEntries(Object.keys(asked[1]).map((name) => [name, fields[name]]))];
  });
}
