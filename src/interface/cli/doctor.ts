import { isSignedBy, parseVerifier } from '../../application/audit/note.js';
import type { Installation } from '../../application/installation.js';
import type { ModelState, RebuildProgress as Progress } from '../../application/ports/read-model-status.js';
import { APART, type WalkMark } from '../../application/ports/runtime.js';
import { NeedsMending } from '../../application/refusal.js';
import { doubtsOf } from '../../domain/plan/doubts.js';
import { machinery } from './machinery.js';
import { type Common, print, say, withInstallation } from './session.js';

export interface Finding {
  /** `wrong`: it must be mended before the record can be relied on. `look`: it works, and should be looked at. */
  readonly level: 'wrong' | 'look';
  readonly what: string;
  readonly mend: string;
}

/** `doctor`: what is misconfigured, and how to mend it. Exit code 1 where something is wrong. */
export async function doctor(flags: Common): Promise<void> {
  const faults: string[] = [];
  let found: readonly Finding[] = [];
  await withInstallation(
    flags,
    async (installation, ask) => {
      const models = await readModels(installation); // before its own question is written down, which they have not seen yet
      await ask('Operate', { what: 'doctor' });
      found = [
        ...(machinery().settings().DATABASE_URL ? [] : await lockOf(flags.data, machinery().hasKernelLocks)),
        ...plans(installation),
        ...models,
        ...headFinding(await installation.store.head(), installation.clock.now()),
        ...walkFinding(installation.walked, flags.data),
        ...(await ledger(installation)),
      ];
    },
    { onUnsafe: (fault) => faults.push(fault.message) },
  ).catch((error: unknown) => {
    if (!(error instanceof NeedsMending)) throw error;
    faults.push(error.message); // nothing goes on then, and the doctor is who is asked why
  });
  const all = [...faults.map(unsafe), ...found];
  if (flags.json) print(all);
  else {
    for (const { level, what, mend } of all) say(`${level === 'wrong' ? 'WRONG' : 'look '} ${what}\n      ${mend}`);
    if (all.length === 0) process.stdout.write('nothing is wrong\n');
  }
  if (all.some((f) => f.level === 'wrong')) process.exitCode = 1;
}

/** The store's own words: `what: how to mend it`. */
const unsafe = (message: string): Finding => {
  const named = /^[a-z]+(-[a-z]+)+: /.exec(message)?.[0] ?? ''; // the name of a refusal stands before what it is
  const at = message.indexOf(': ', named.length);
  return at < 0
    ? { level: 'wrong', what: message, mend: 'look at the database and its configuration' }
    : { level: 'wrong', what: message.slice(0, at), mend: message.slice(at + 2) };
};

/** Without a lock of the kernel, two containers on one folder do not see each other, and both would write its data. */
export async function lockOf(data: string, hasLocks: () => Promise<boolean>): Promise<readonly Finding[]> {
  if (await hasLocks()) return [];
  return [
    {
      level: 'look',
      what: `this platform (${process.platform}-${process.arch}) has no lock of the kernel for ${data}`,
      mend: 'let one container or machine alone use this folder, or use a PostgreSQL of your own (DATABASE_URL)',
    },
  ];
}

/** `recordedAt` never goes back: what a wrong clock once said dates all that follows, until that day is here. */
export function headFinding(
  { position, recordedAt }: { readonly position: number; readonly recordedAt: string },
  now: string,
): readonly Finding[] {
  if (Date.parse(recordedAt) - Date.parse(now) <= APART) return [];
  return [
    {
      level: 'wrong',
      what: `the head of the log (position ${position}) was recorded at ${recordedAt}, which lies in the future`,
      mend: 'set the clocks of this machine and of the database; until that instant all is recorded at it, so ask by positions or by the occurred clock',
    },
  ];
}

/** What a demo recorded says of nothing real when it was learned. */
export function walkFinding(walked: WalkMark | undefined, data: string): readonly Finding[] {
  if (!walked) return [];
  const what =
    walked.until === undefined
      ? 'a demo that was broken off walked the recorded clock here'
      : `a demo walked the recorded clock up to position ${walked.until}`;
  return [
    {
      level: 'look',
      what: `${what} (on ${walked.begun}): those recorded instants are made up, and its checkpoints are signed as a demo's`,
      mend: `keep nothing real in ${data}: name another folder with --data`,
    },
  ];
}

function plans({ book }: Installation): readonly Finding[] {
  return book.plans.flatMap((plan) =>
    doubtsOf(plan, book.plans).map(({ path, message }) => ({
      level: 'look' as const,
      what: `${plan.planId}: ${message}`,
      mend: `look at ${path} of its plan file, then "plan check"`,
    })),
  );
}

async function readModels({ readModels: own }: Installation): Promise<readonly Finding[]> {
  const { models, rebuild } = await own.status();
  return [...models.flatMap(modelFindings), ...(rebuild && !rebuild.running ? [interrupted(rebuild)] : [])];
}

function modelFindings({ name, position, head, failure }: ModelState): readonly Finding[] {
  if (failure)
    return [
      {
        level: 'wrong',
        what: `the read model ${name} stopped at position ${position} (${failure})`,
        mend: 'mend its fold, then start again: it goes on by itself',
      },
    ];
  return position < head
    ? [
        {
          level: 'look',
          what: `the read model ${name} is ${head - position} events behind`,
          mend: 'start "serve", which follows the log',
        },
      ]
    : [];
}

const interrupted = ({ phase, slices, slicesDone }: Progress): Finding => ({
  level: 'look',
  what: `a rebuild was cut short (${phase}, ${slicesDone} of ${slices} parts done)`,
  mend: '"rebuild" goes on, "rebuild --abort" drops it',
});

async function ledger({ ledger: own, verifier, store }: Installation): Promise<readonly Finding[]> {
  const newest = await own.newest();
  if (!newest)
    return [
      { level: 'look', what: 'no checkpoint was ever signed', mend: 'run "checkpoint", or keep "serve" running' },
    ];
  const { position } = await store.head();
  const { size, at } = newest.checkpoint;
  const witnessed = newest.signatures.length > 1;
  return [
    ...(isSignedBy(newest, parseVerifier(verifier))
      ? []
      : [
          {
            level: 'wrong' as const,
            what: 'the newest checkpoint is not signed by our key',
            mend: 'find out who wrote it; put the key back from its backup',
          },
        ]),
    ...(position < size
      ? [
          {
            level: 'wrong' as const,
            what: `the log has ${position} events, and ${size} were signed at ${at}`,
            mend: 'its end is missing: restore it, then "verify"',
          },
        ]
      : []),
    ...(witnessed
      ? []
      : [
          {
            level: 'look' as const,
            what: 'no witness has cosigned the newest checkpoint',
            mend: 'set WITNESS_URLS to another organisation’s "witness serve"',
          },
        ]),
  ];
}
