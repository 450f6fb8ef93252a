import type { Command } from 'commander';
import type { Params } from '../../application/queries/catalogue.js';
import { type Common, print, withInstallation } from './session.js';
import { table } from './tables.js';

type Flags = Common & { readonly infohus: string; readonly state?: string };

/** `retention`: what compliance is to dispose of, or with --state all that stands there. */
export const retentionVerb = (verb: Command): Command =>
  verb
    .requiredOption('--infohus <code>', 'which Infohus')
    .option('--state <state>', 'kept, due, blocked-by-archive, cleared or disposed')
    .action((flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        const rows = await ask('Retention', { infohus: flags.infohus, state: flags.state } as Params<'Retention'>);
        if (flags.json) return print(rows);
        const shown = rows.map(({ kind, recordId, state, of, endedOn, until }) => ({
          kind,
          recordId,
          state,
          of,
          endedOn,
          until,
        }));
        process.stdout.write(`${rows.length === 0 ? 'nothing is due' : table(shown)}\n`);
      }),
    );
