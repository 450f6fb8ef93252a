import type { Command } from 'commander';
import type { Params } from '../../application/queries/catalogue.js';
import { recordNamed } from './arguments.js';
import { show } from './record-verbs.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';

type Flags = Common & Readonly<Record<string, string | boolean | undefined>>;

/** `access-log`: who looked at what in an Infohus; of one record who has seen it; with --nobody that nobody of an agency has. */
export const accessLogVerb = (verb: Command): Command =>
  verb
    .option('--infohus <code>', 'of which Infohus, where no record is named')
    .option('--from <date>', 'on this day or later; default: the last week')
    .option('--to <date>', 'on this day or before')
    .option('--user <user>', 'by this user')
    .option('--agency <code>', 'by users of this agency')
    .option('--way <way>', 'opened, listed, exported, denied or glass')
    .option('--sample <count>', 'so many looks drawn by lot from days that are over')
    .option('--seed <seed>', 'of an earlier draw, to see the same again')
    .option('--nobody <agency>', 'whether nobody of this agency has looked at the record, from the log itself')
    .action((record: string | undefined, flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        const { infohus, from, to, user: userId, agency, way, nobody, sample, seed } = flags;
        if (sample !== undefined || seed !== undefined) {
          if (record !== undefined || infohus === undefined || (userId ?? nobody) !== undefined)
            throw new Usage('--sample and --seed take --infohus, --from, --to, --agency and --way');
          const drawn = await ask('SampleAccess', {
            ...{ infohus, from, to, agency, way, count: sample, seed },
          } as Params<'SampleAccess'>);
          if (flags.json) return print(drawn);
          say(
            `${drawn.rows.length} of ${drawn.of} looks from ${drawn.from} to ${drawn.to}, seed ${drawn.seed}, drawn from ${drawn.drawnFrom}`,
          );
          return show(flags, drawn.rows.map(({ name: _, lot: __, ...row }) => row).map(withoutIds(flags)));
        }
        if (record === undefined) {
          if (infohus === undefined || nobody !== undefined) throw new Usage('name a record, or --infohus');
          const asked = { infohus, from, to, userId, agency, way } as Params<'AccessLog'>;
          return show(flags, (await ask('AccessLog', asked)).rows.map(withoutIds(flags)));
        }
        const id = recordNamed(record);
        if (nobody === undefined) return show(flags, (await ask('RecordAccess', { id })).looks.map(withoutIds(flags)));
        const proven = await ask('NobodyLooked', { id, agency: nobody, from, to } as Params<'NobodyLooked'>);
        if (flags.json) print(proven);
        else
          process.stdout.write(
            `${proven.nobody ? 'nobody' : `${proven.looks.length} looks`} of ${proven.agency} from ${proven.from} to ${proven.to}; holds up to position ${proven.position}, head ${proven.headHash}\n`,
          );
        if (!proven.nobody) process.exitCode = 1;
      }),
    );

/** JSON has them beside the number. */
const withoutIds =
  ({ json }: Flags) =>
  <R extends { readonly recordId: string | null }>(row: R): object => {
    if (json) return row;
    const { recordId: _, ...shown } = row;
    return shown;
  };
