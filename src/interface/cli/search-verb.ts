import type { Command } from 'commander';
import type { Params } from '../../application/queries/catalogue.js';
import { SEARCH_REASONS } from '../../application/queries/person/search-queries.js';
import { type Common, print, withInstallation } from './session.js';
import { table } from './tables.js';

interface Flags extends Common {
  readonly name?: string;
  readonly birthDate?: string;
  readonly cpr?: string;
  readonly reason: string;
}

/** `persons`: who fits, among those whom the one that asks (`--as`) may know. */
export const searchVerb = (verb: Command): Command =>
  verb
    .requiredOption('--reason <code>', SEARCH_REASONS.join(', '))
    .option('--name <name>', 'in any spelling and order')
    .option('--birth-date <date>', 'YYYY-MM-DD')
    .option('--cpr <digits>', 'the civil registration number')
    .action((flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        const { name, birthDate, cpr, reason } = flags;
        const found = await ask('FindPersons', { name, birthDate, cpr, reason } as Params<'FindPersons'>);
        if (flags.json) return print(found);
        const numbers = (records: readonly { readonly number: string | null }[]) =>
          records.map((r) => r.number).join(' ');
        const rows = found.map((r) => ({ ...r, cases: numbers(r.cases), concerns: numbers(r.concerns) }));
        process.stdout.write(`${rows.length === 0 ? 'nobody' : table(rows)}\n`);
      }),
    );
