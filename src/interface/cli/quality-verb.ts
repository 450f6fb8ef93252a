import type { Command } from 'commander';
import { type Common, print, withInstallation } from './session.js';
import { table } from './tables.js';

type Flags = Common & { readonly infohus: string };

/** `data-quality`: what is missing or late in the records, as far as whoever asks may see it. */
export const qualityVerb = (verb: Command): Command =>
  verb.requiredOption('--infohus <code>', 'which Infohus').action((flags: Flags) =>
    withInstallation(flags, async (_, ask) => {
      const found = await ask('DataQuality', { infohus: flags.infohus });
      if (flags.json) return print(found);
      const { counts } = found;
      process.stdout.write(`${counts.length === 0 ? 'nothing is missing' : table(counts.map((c) => ({ ...c })))}\n`);
      if (found.shows === 'cases' && found.findings.length > 0)
        process.stdout.write(`\n${table(found.findings.map((f) => ({ ...f })))}\n`);
    }),
  );
