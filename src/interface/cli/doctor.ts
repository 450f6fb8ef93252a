import type { Copies, DatabaseStanding, Installation } from '../../application/installation.js';
import { StoreUnavailable } from '../../application/ports/event-store.js';
import type { PartStatus } from '../../application/ports/parts.js';
import type { WalkMark } from '../../application/ports/runtime.js';
import { NeedsMending } from '../../application/refusal.js';
import { doubtsOf } from '../../domain/plan/doubts.js';
import { filled } from '../words/filled.js';
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
      const parts = await installation.parts.parts(); // before its own question is written down, which the read models have not seen yet
      await ask('Operate', { what: 'doctor' });
      found = [
        ...(machinery().settings().DATABASE_URL ? [] : await lockOf(flags.data, machinery().hasKernelLocks)),
        ...plans(installation),
        ...parts.flatMap(partFinding),
        ...databaseFindings(installation.database),
        ...copyFindings(await installation.database.copies()),
        ...walkFinding(installation.walked, flags.data),
      ];
    },
    { onUnsafe: (fault) => faults.push(fault.message) },
  ).catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return void faults.push(away(error));
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

const away = ({ outage, message }: StoreUnavailable): string =>
  `log-unavailable: ${outage?.why ?? message}: ${outage?.lasting ? 'mend EVENT_STORE_URL' : 'wait for it, or start it'} (docs/eventstoredb.md, "When it does not answer")`;

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

/** What is read and written as one of several roles by one user can be left by who finds a way to give it a statement. */
type Behind = Omit<DatabaseStanding, 'copies'>;
export function databaseFindings({ shared, isSuperuser, unindexed }: Behind): readonly Finding[] {
  const user = `the user of DATABASE_URL or VAULT_DATABASE_URL${isSuperuser ? ', a superuser behind no wall,' : ''}`;
  const logins: Finding = {
    level: 'look',
    what: `no login of its own for ${shared.join(', ')}: these parts come in as ${user} and become their roles by \`set role\``,
    mend: 'as an administrator: alter role <that user> createrole; grant the roles sagsspor_* to it with admin option; let logins sagsspor_*__* in by pg_hba.conf; then start again',
  };
  const indexes: Finding = {
    level: 'look',
    what: 'behind row-level security no index answers which rows an agency may know of: its lists get slower as the record grows',
    mend: `as a superuser, in the database of the read models: ${unindexed.map((name) => `alter function pg_catalog.${name} leakproof;`).join(' ')}`,
  };
  return [...(shared.length > 0 ? [logins] : []), ...(unindexed.length > 0 ? [indexes] : [])];
}

/** That a machine may be lost without what it had acknowledged. */
export const copyFindings = (copies: Readonly<Record<'log' | 'keys', Copies>>): readonly Finding[] =>
  Object.entries(copies).flatMap(([name, stand]): readonly Finding[] => {
    if (stand === 'none' || stand === 'waited-for') return [];
    const what =
      stand === 'not-flushed'
        ? `a commit to the database of the ${name} waits until a standby has received it, not until it is on its disk`
        : `the database of the ${name} has a standby that no commit waits for: with the primary the newest of what was acknowledged is lost`;
    return [
      {
        level: 'look',
        what,
        mend: 'set synchronous_standby_names, and synchronous_commit to on (docs/operations.md, Failover)',
      },
    ];
  });

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

/** What is to be looked at or mended, of all that the parts say of themselves. */
export const partFinding = ({ state, says, part, values }: PartStatus): readonly Finding[] => {
  if (state === 'well' || state === 'off') return [];
  const [what, mend] = MENDING[says] ?? [`${part}: ${says}`, 'look at its configuration'];
  const named: PartStatus['values'] = { part, ...values };
  return [{ level: state, what: filled(what, named), mend: filled(mend, named) }];
};

const MENDING: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  'head-in-future': [
    'the head of the log (position {position}) was recorded at {recordedAt}, which lies in the future',
    'set the clocks of this machine and of the database; until that instant all is recorded at it, so ask by positions or by the occurred clock',
  ],
  'model-stopped': [
    'the read model {model} stopped at position {position} ({failure})',
    'mend its fold, then start again: it goes on by itself',
  ],
  'model-behind': ['the read model {model} is {events} events behind', 'start "serve", which follows the log'],
  'rebuild-cut': [
    'a rebuild was cut short ({phase}, {done} of {slices} parts done)',
    '"rebuild" goes on, "rebuild --abort" drops it',
  ],
  'alerts-refused': [
    '{refused} alerts could not be raised',
    'look at what the server says, and mend it: it tries again',
  ],
  'mail-lost': ['{lost} letters were given up', 'look at the addresses and at SMTP_URL'],
  'leavers-unread': [
    'the list of active users cannot be read, so nobody who left was closed out',
    'look at ACTIVE_USERS_FILE (docs/integrations.md)',
  ],
  'leavers-too-few': [
    'the list of active users lacks {missing} of {known} accounts, so it was taken for broken and nobody was closed out',
    'look at whoever makes it; where it is right, deactivate them by hand',
  ],
  'register-silent': ['the civil register does not answer in time', 'look at the way to CPR_URL; all else works on'],
  'register-away': ['the civil register cannot be reached', 'look at the way to CPR_URL; all else works on'],
  'register-certificate': [
    'the civil register and this installation do not trust each other',
    'look at CPR_CERTIFICATE, CPR_KEY and CPR_AUTHORITY (docs/integrations.md)',
  ],
  'register-certificate-ends': [
    'the certificate by which the civil register knows us ends on {until}',
    'renew it, and put it where CPR_CERTIFICATE and CPR_KEY say',
  ],
  'never-signed': ['no checkpoint was ever signed', 'run "checkpoint", or keep "serve" running'],
  'not-signed-since': [
    'the newest checkpoint is of {at}, and {events} events came since',
    'run "checkpoint", or keep "serve" running',
  ],
  'not-our-key': [
    'the newest checkpoint is not signed by our key',
    'find out who wrote it; put the key back from its backup',
  ],
  'end-missing': [
    'the log has {events} events, and {size} were signed at {at}',
    'its end is missing: restore it, then "verify"',
  ],
  'no-witness': [
    'no witness has cosigned the newest checkpoint',
    'set WITNESS_URLS to another organisation’s "witness serve"',
  ],
  'not-reached': ['{part} is not reached', 'look at what it stands on and at its settings ("config")'],
};
