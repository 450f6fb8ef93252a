import type { Command } from 'commander';
import { referenceIn } from '../../application/numbers/record-numbers.js';
import type { Params } from '../../application/queries/catalogue.js';
import { notFound, Refused } from '../../application/refusal.js';
import { recordNamed } from './arguments.js';
import { type Common, print, withInstallation } from './session.js';
import { table } from './tables.js';

type Flags = Common & Readonly<Record<string, string | boolean | undefined>>;

/** What is asked of one record, by its id or its number: one case, its chain, what can be done. */
export function recordVerbs(verb: (name: string, what: string) => Command): void {
  verb('case <id>', 'one case as of any moment, by its id or its number (koebenhavn:S-2026-0317)')
    .option('--at <moment>', 'a position or an instant')
    .option('--clock <clock>', 'recorded or occurred', 'recorded')
    .action(caseVerb);
  verb('handovers <id>', "a case's chain of responsibility").action((id: string, flags: Flags) =>
    withInstallation(flags, async (_, ask) => show(flags, await ask('CaseHandovers', { id: recordNamed(id) }))),
  );
  verb(
    'actions <id>',
    'what can be done with a case, a concern, a meeting or a person, and what stands against the rest',
  ).action(actionsVerb);
}

const caseVerb = (id: string, flags: Flags) =>
  withInstallation(flags, async (_, ask) => {
    const view = await ask('CaseAsOf', { id: recordNamed(id), ...momentOf(flags) } as Params<'CaseAsOf'>);
    if (flags.json) return print(view);
    const { timeline, ...head } = view;
    process.stdout.write(
      `${table([head])}\n\n${table(timeline.map(({ occurredAt, recordedAt, type, actor }) => ({ occurredAt, recordedAt, type, by: actor.agency })))}\n`,
    );
  });

/** An id says nothing of what it is the id of, a number does. */
const ACTIONS = {
  case: ['CaseActions'],
  concern: ['ConcernActions'],
  meeting: ['MeetingActions'],
  any: ['CaseActions', 'ConcernActions', 'MeetingActions', 'PersonActions'],
} as const;
const actionsVerb = (id: string, flags: Flags) =>
  withInstallation(flags, async (_, ask) => {
    const found = await firstThere(
      ACTIONS[referenceIn(id)?.kind ?? 'any'].map((name) => () => ask(name, { id: recordNamed(id) })),
    );
    show(
      flags,
      flags.json ? found : found.map(({ about, ...act }) => ({ ...act, about: Object.values(about).join(' ') })),
    );
  });

/** The first that is there. @throws Refused not-found */
async function firstThere<T>([first, ...others]: readonly (() => Promise<T>)[]): Promise<T> {
  if (!first) throw notFound();
  try {
    return await first();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'not-found' || others.length === 0) throw error;
    return firstThere(others);
  }
}

export const momentOf = ({ at, clock }: Flags) => (at === undefined ? {} : { at, clock });

export function show(flags: Flags, rows: readonly object[]): void {
  if (flags.json) print(rows);
  else process.stdout.write(`${rows.length === 0 ? 'nothing' : table(rows as readonly Record<string, unknown>[])}\n`);
}
