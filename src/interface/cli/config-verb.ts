import { machinery } from './machinery.js';
import { print, say } from './session.js';
import { table } from './tables.js';

/** `config`: every setting as it stands, secrets masked; and what is wrong with them, exit code 1 then. Needs no database. */
export function configVerb({ json }: { readonly json?: boolean }): void {
  const { settings, faults } = machinery().shownSettings();
  if (json) print({ settings, faults });
  else {
    process.stdout.write(`${table(settings.map(({ what, ...setting }) => ({ ...setting, what })))}\n`);
    for (const fault of faults) say(`WRONG ${fault}`);
  }
  if (faults.length > 0) process.exitCode = 1;
}
