import type { Command } from 'commander';
import { referenceIn } from '../../application/numbers/record-numbers.js';
import type { Params } from '../../application/queries/catalogue.js';
import { recordNamed } from './arguments.js';
import { show } from './record-verbs.js';
import { type Common, say, Usage, withInstallation } from './session.js';

type Flags = Common & Readonly<Record<string, string | boolean | undefined>>;

/** `disclosures`: who told whom what on which basis, in an Infohus or of one case or concern. */
export const disclosuresVerb = (verb: Command): Command =>
  verb
    .requiredOption('--infohus <code>', 'of which Infohus')
    .option('--from <date>', 'passed on on this day or later')
    .option('--to <date>', 'passed on on this day or before')
    .option('--from-agency <code>', 'by this agency')
    .option('--to-agency <code>', 'to this agency')
    .option('--basis <code>', 'on this legal basis')
    .option('--category <code>', 'of this category, such as health')
    .option('--kind <kind>', 'of cases or of concerns: case or concern')
    .option('--limit <n>', 'a page of so many, the newest first')
    .option('--cursor <cursor>', 'the page that begins there')
    .action((record: string | undefined, flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        const { infohus, from, to, fromAgency, toAgency, basis, category, kind, limit, cursor } = flags;
        const filters = { from, to, fromAgency, toAgency, basis, category, kind, limit, cursor, ...ofRecord(record) };
        const { rows, next } = await ask('Disclosures', { infohus, ...filters } as Params<'Disclosures'>);
        show(flags, flags.json ? rows : rows.map(({ eventId: _e, recordId: _r, recordedAt: _a, ...shown }) => shown));
        if (next) say(`the next page: --cursor ${next}`);
      }),
    );

/** A number says of what it is; an id does not. */
function ofRecord(record: string | undefined) {
  if (record === undefined) return {};
  const named = recordNamed(record);
  const kind = referenceIn(record)?.kind;
  if (kind === undefined) throw new Usage('name the case or concern by its number, such as koebenhavn:S-2026-0317');
  return kind === 'case' ? { caseId: named } : { concernId: named };
}
