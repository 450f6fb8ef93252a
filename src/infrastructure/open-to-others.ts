import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A secret lies open, or what says who may come in can be changed by anybody: nothing is begun on that. */
export class OpenToOthers extends Error {
  override readonly name = 'OpenToOthers';
  constructor(readonly paths: readonly string[]) {
    super(`open-to-others: ${paths.join(', ')}: ${mendOf(paths)}`);
  }
}
const mendOf = (paths: readonly string[]): string => `chmod -R go= ${paths.join(' ')}`;

/** Keys, and the passwords of the database: nobody else reads them. */
const SECRET = ['kms', 'ledger-key', 'pg-password', 'database-logins'];
/** What was signed may be read by whoever checks it. */
const SIGNED = ['ledger'];
/** Files that say who may come in, whose account is closed, and who is written to. */
const SAY_WHO = ['IDENTITY_FILE', 'ACTIVE_USERS_FILE', 'MAIL_DIRECTORY'] as const;
/** A file with private keys in it. */
const HOLDS_KEYS = ['INSTALLATIONS_FILE', 'CPR_KEY'] as const;
type SaysWho = { readonly [N in (typeof HOLDS_KEYS)[number]]?: string | undefined } & {
  readonly [N in (typeof SAY_WHO)[number]]?: string | undefined;
};

/** What of an installation others than its user can read, or may change; Windows has other rights than these. */
export function openToOthers(data: string, settings: SaysWho = {}): readonly string[] {
  if (process.platform === 'win32') return [];
  const below = (names: readonly string[]) => names.flatMap((name) => withFiles(join(data, name)));
  const named = SAY_WHO.flatMap((name) => settings[name] ?? []);
  return [
    ...below(SECRET).filter((path) => has(path, 0o077)),
    ...below(SIGNED).filter((path) => has(path, 0o022)),
    ...named.filter((path) => has(path, 0o002)),
    ...HOLDS_KEYS.flatMap((name) => settings[name] ?? []).filter((path) => has(path, 0o077)),
  ];
}
function withFiles(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory() ? [path, ...readdirSync(path).map((name) => join(path, name))] : [path];
}

const has = (path: string, rights: number): boolean =>
  ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & rights) !== 0;

/** @throws OpenToOthers, which says what to do; it is told instead of thrown where somebody looks for what is wrong */
export function assertClosed(data: string, told?: (fault: Error) => void, settings?: SaysWho): void {
  const paths = openToOthers(data, settings);
  if (paths.length === 0) return;
  const fault = new OpenToOthers(paths);
  if (!told) throw fault;
  told(fault);
}
