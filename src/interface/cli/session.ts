import { userInfo } from 'node:os';
import { purposeOf } from '../../application/authorization/policy.js';
import type { Reader } from '../../application/authorization/reader.js';
import type { Installation, InstallationOptions } from '../../application/installation.js';
import { parsedParams } from '../../application/queries/asker.js';
import type { AskOptions } from '../../application/queries/asking.js';
import { type Answer, type Params, type QueryName, queryNamed } from '../../application/queries/catalogue.js';
import { Refused } from '../../application/refusal.js';
import { type Actor, INSTALLATION, ROLES, type Role } from '../../domain/kernel/event.js';
import { Ending } from './ending.js';
import { machinery } from './machinery.js';

/** Stopped by whoever started it: exit code 130. */
export class Interrupted extends Error {}

/** Wrong use of the command line: exit code 2. */
export class Usage extends Error {}

export interface Common {
  readonly data: string;
  readonly as?: string;
  readonly json?: boolean;
}

/** `--as USER:AGENCY:ROLE`; by default the operating-system user as administrator of the installation, for its operation. */
export function readerOf(as: string | undefined): Reader {
  if (as === undefined) {
    const userId = operatingUser();
    return { actor: { userId, agency: INSTALLATION, role: 'administrator' }, purpose: 'operation' };
  }
  const [userId, agency, role, ...more] = as.split(':');
  const code = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
  if (
    !userId ||
    !agency ||
    more.length > 0 ||
    !code.test(userId) ||
    !code.test(agency) ||
    !ROLES.includes(role as Role)
  ) {
    throw new Usage(`--as takes USER:AGENCY:ROLE with a role of ${ROLES.join(', ')}`);
  }
  const actor: Actor = { userId, agency, role: role as Role };
  return { actor, purpose: role === 'administrator' ? 'operation' : purposeOf(actor.role) };
}

/** Where nobody has given the user a name, as in a container that runs as a bare number, the look-up fails. */
export function operatingUser(lookUp: () => { username: string } = userInfo): string {
  let name = '';
  try {
    name = lookUp().username;
  } catch {
    name = process.getuid === undefined ? '' : `uid-${process.getuid()}`;
  }
  return (
    name
      .replace(/[^A-Za-z0-9_-]/g, '-')
      .replace(/^[-_]+/, '')
      .slice(0, 40) || 'operator'
  );
}

/** The ending of this process: all that a verb opens is handed to it. */
export const ending = new Ending((error) => explain(error));

/** An installation that is closed when the verb ends, however it ends. */
export const opened = (options: InstallationOptions): Promise<Installation> =>
  ending.open(machinery().install(options));

/** Asks a query as whoever the command line acts for. @throws Usage where an option cannot be what was meant */
export type Ask = <N extends QueryName>(name: N, params: Params<N>, options?: AskOptions) => Promise<Answer<N>>;
export type Work = (installation: Installation, ask: Ask, reader: Reader) => Promise<void>;

const askerFor =
  ({ asker }: Installation, reader: Reader): Ask =>
  (name, params, options) => {
    try {
      parsedParams(queryNamed(name), params);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      throw new Usage(error.errors.map((e) => `--${e.path}: ${e.message}`).join('; '));
    }
    return asker.ask(name, params, reader, options);
  };

/** Opens the installation, brings the read models to the head, does the work, and leaves everything as it was found. */
export interface SessionOptions {
  /** Told what is wrong with the database or a read model, instead of the work being refused. */
  readonly onUnsafe?: (fault: Error) => void;
  /** Read models stay where they are. */
  readonly asItIs?: boolean;
}

export async function withInstallation(
  common: Common,
  work: Work,
  { onUnsafe, asItIs = false }: SessionOptions = {},
): Promise<void> {
  const reader = readerOf(common.as);
  // What is to be verified may be damaged: that is said, and the verification still runs.
  const onFault = (fault: unknown) => {
    if (!onUnsafe) throw fault;
    onUnsafe(fault instanceof Error ? fault : new Error('the log could not be read'));
  };
  const installation = await opened({ data: common.data, ...(onUnsafe ? { onUnsafe } : {}) });
  if (!asItIs) await upToDate(installation).catch(onFault);
  await installation.book.refresh().catch(onFault);
  await work(installation, askerFor(installation, reader), reader);
}

/** What stands far behind, as after a new version of a read model, is built anew; then the rest is caught up. */
export async function upToDate({ readModels, projector }: Installation): Promise<void> {
  const built = await readModels.freshen(new AbortController().signal, ({ models, events, rate }) =>
    say(`building ${models.length} read models: ${events} events, ${Math.round(rate)}/s`),
  );
  if (built.length > 0) say(`${built.join(', ')}: built anew`);
  await projector.catchUp();
}

export const print = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Ends with the exit code that commands.md asks for: 1 refused or failed, 2 usage. */
export function explain(error: unknown): number {
  if (error instanceof Usage) {
    say(error.message);
    return 2;
  }
  if (error instanceof Interrupted) {
    say(error.message);
    return 130;
  }
  if (error instanceof Refused) {
    say(`${error.code}${error.rule ? ` (${error.rule})` : ''}: ${error.message}`);
    return 1;
  }
  say(error instanceof Error ? `${error.name}: ${error.message}` : 'it failed for a reason that was not said');
  return 1;
}
