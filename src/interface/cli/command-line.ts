import { Command, CommanderError, Option } from 'commander';
import type { Params } from '../../application/queries/catalogue.js';
import { accessLogVerb } from './access-log-verb.js';
import { type ArchiveFlags, archiveVerb } from './archive-verb.js';
import { events, instant, position, uuid } from './arguments.js';
import { backupVerb, restoreVerb } from './backup-verbs.js';
import { configVerb } from './config-verb.js';
import { disclosuresVerb } from './disclosures-verb.js';
import { doctor } from './doctor.js';
import { eraseVerb } from './erase-verb.js';
import { importFiles } from './import-files.js';
import { rotateVerb } from './keys-verb.js';
import { checkpointVerb, proveVerb, verifyVerb } from './ledger-verbs.js';
import { type AdoptFlags, logAdopt } from './log-adopt.js';
import { type CopyFlags, logCopy } from './log-copy.js';
import { handOver, type Machinery } from './machinery.js';
import { planCheck, planDiffVerb } from './plan-verbs.js';
import { qualityVerb } from './quality-verb.js';
import { migrateVerb, projectionsVerb, rebuildVerb } from './read-models.js';
import { momentOf, recordVerbs, show } from './record-verbs.js';
import { reportVerbs } from './report-verbs.js';
import { retentionVerb } from './retention-verb.js';
import { searchVerb } from './search-verb.js';
import { type Common, ending, explain, Interrupted, print, say, Usage, withInstallation } from './session.js';
import { type AccessFlags, subjectAccessVerb } from './subject-access-verb.js';
import { transferVerbs } from './transfer-verbs.js';
import type { WitnessFlags } from './witness.js';
import { SERVE_ROLES, type ServeRole } from './workers.js';

type Flags = Common & Readonly<Record<string, string | boolean | undefined>>;

/** The command line of commands.md: a verb, its options, JSON or a table, and the exit code. */
export async function runCommandLine(argv: readonly string[], machinery: Machinery): Promise<void> {
  handOver(machinery);
  const program = commandLine();
  // A setting that is not understood stops every start; `config` is who is asked which one.
  program.hook('preAction', (_, verb) => {
    if (verb.name() !== 'config') machinery.settings();
  });
  ending.watch(process);
  process.exitCode = await codeOf(program.parseAsync([...argv]));
  await ending.all();
}

/** Every verb with its options. */
export function commandLine(): Command {
  const program = new Command('sagsspor').description('Case coordination for Danish Infohuse').exitOverride();
  program.enablePositionalOptions(); // a verb's options are its own, also where another verb has one of that name
  program.configureOutput({
    writeOut: (text) => process.stdout.write(text),
    writeErr: (text) => process.stderr.write(text),
  });
  verbs(program);
  return program;
}

async function codeOf(parsed: Promise<unknown>): Promise<typeof process.exitCode> {
  try {
    await parsed;
    return process.exitCode;
  } catch (error) {
    if (ending.begun && !(error instanceof Interrupted)) return process.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return explain(error);
  }
}

const verb = (program: Command, name: string, what: string, data = './.data') =>
  program
    .command(name)
    .description(what)
    .exitOverride()
    .option('--data <dir>', 'the folder of the embedded database', data)
    .option('--as <user:agency:role>', 'who asks')
    .option('--json', 'JSON on standard output, nothing else there');

/** What serves pages is loaded by the verbs that serve: it takes as long to load as all the rest. */
function verbs(program: Command): void {
  verb(program, 'serve', 'web UI and API')
    .option('--port <port>', '0 = any free one; default: PORT, or 3000')
    .addOption(
      new Option('--role <role>', 'what this process does, where several share the work')
        .choices(SERVE_ROLES)
        .default('all'),
    )
    .action(async (flags: Flags) => (await import('./serve.js')).serve(flags, portOf(flags), flags.role as ServeRole));
  verb(
    program,
    'demo',
    'a fresh database with the nine-month case and the years of two cities up to today; prints the report, then serves',
    './.demo',
  )
    .option('--exit', 'stop instead of serving')
    .option('--port <port>', '0 = any free one; default: PORT, or 3000')
    .action(async (flags: Flags) => (await import('./demo.js')).demo(flags, flags.exit === true, portOf(flags)));
  program
    .command('config')
    .description('every setting as it stands, secrets masked, and what is wrong with them')
    .exitOverride()
    .option('--json', 'JSON on standard output, nothing else there')
    .action(configVerb);
  verb(program, 'import <files...>', 'runs command files')
    .option('--stop-on-error', 'stop at the first line that is refused')
    .option('--retry-refused', 'try lines again that an earlier import refused')
    .action(importVerb);
  reportVerbs(verb(program, 'report', 'the yearly indicator report'), verb);
  verb(program, 'deadlines', 'obligations and their states at an instant')
    .requiredOption('--infohus <code>', 'which Infohus')
    .option('--now <instant>', 'default: now')
    .option('--at <moment>', 'as of a position or an instant: from what was known then')
    .option('--clock <clock>', 'recorded (what was known) or occurred (what had happened)', 'recorded')
    .action(deadlinesVerb);
  qualityVerb(verb(program, 'data-quality', 'what is missing or late in the records, per agency'));
  verb(program, 'cases', 'the case list')
    .requiredOption('--infohus <code>', 'which Infohus')
    .option('--status <status>', 'open or closed')
    .option('--agency <code>', 'held by this agency')
    .option('--type <code>', 'of this type')
    .option('--from <date>', 'opened on this day or later')
    .option('--to <date>', 'opened on this day or before')
    .option('--pending', 'a handover waits for its answer')
    .option('--limit <rows>', 'a page of the list; the next one is named on standard error')
    .option('--cursor <cursor>', 'the page that this names')
    .option('--at <moment>', 'as of a position or an instant')
    .option('--clock <clock>', 'recorded (what was known) or occurred (what had happened)', 'recorded')
    .action(casesVerb);
  searchVerb(verb(program, 'persons', 'searches for a person: by name, birth date or number, with a reason'));
  recordVerbs((name, what) => verb(program, name, what));
  const plan = program.command('plan').description('action plans as data').exitOverride();
  plan
    .command('check <file>')
    .description('says what is wrong with a plan file, and what is doubtful')
    .exitOverride()
    .option('--json', 'JSON on standard output, nothing else there')
    .action((file: string, flags: { json?: boolean }) => planCheck(file, flags));
  verb(plan, 'diff <a> <b>', 'what differs between two plans (ids or files), and the cases that the change would touch')
    .option('--now <instant>', 'default: now')
    .option('--no-cases', 'compare the plans only')
    .action((a: string, b: string, flags: Flags & { cases?: boolean }) =>
      planDiffVerb(
        a,
        b,
        flags as Common & { cases?: boolean },
        flags.now === undefined ? undefined : instant(String(flags.now)),
      ),
    );
  verb(program, 'verify', 'checks the whole log')
    .option('--from <position>', 'first position', position)
    .option('--to <position>', 'last position', position)
    .option('--checkpoint <file>', 'an earlier checkpoint that somebody else has kept')
    .action(verifyVerb);
  const log = program.command('log').description('the log as a whole').exitOverride();
  log
    .command('adopt')
    .description('an event store that was restored from its own backup: says what is lost, and goes on when told to')
    .exitOverride()
    .option('--lose <events>', 'so many events are given up, as it said', events)
    .option('--data <dir>', 'the folder of the embedded database', './.data')
    .option('--json', 'JSON on standard output, nothing else there')
    .action((flags: AdoptFlags) => logAdopt(flags));
  log
    .command('copy')
    .description('copies a log into another store, goes on where it stopped, and checks that it is the same')
    .exitOverride()
    .requiredOption('--from <url>', 'postgres://…, esdb://…, or "own" for the log of this installation’s database')
    .requiredOption('--to <url>', 'the same; it need not exist yet')
    .option('--data <dir>', 'the folder of the embedded database', './.data')
    .option('--json', 'JSON on standard output, nothing else there')
    .action((flags: CopyFlags) => logCopy(flags));
  verb(program, 'projections', 'the read models: position, how far behind, rate, state').action(projectionsVerb);
  verb(program, 'rebuild [projection...]', 'builds read models beside the live ones, with progress, then swaps')
    .option('--dry-run', 'compares with the live ones and leaves those in use; exit code 1 where rows differ')
    .option('--compare', 'says how many rows differ from the live ones, and shows the first')
    .option('--abort', 'drops what a rebuild that was stopped has left')
    .option('--processes <n>', 'how many build at once (default: one a core, at most 8)')
    .action(rebuildVerb);
  const db = program.command('db').description('the databases').exitOverride();
  verb(db, 'migrate', 'brings the schema of every database to this version')
    .option('--check', 'says what it would do, and does nothing; exit code 1 where this version would not start')
    .action(migrateVerb);
  verb(program, 'doctor', 'says what is misconfigured and how to mend it').action((flags: Flags) => doctor(flags));
  verb(program, 'checkpoint', 'signs the head of the log, and has it cosigned by the witnesses').action(checkpointVerb);
  verb(
    program,
    'prove <event>',
    'an offline proof of one event, by its id or position, for verifier/sagsspor-verify.mjs',
  )
    .option('--since <file>', 'shows also that this older checkpoint is the beginning of the log')
    .option('--out <file>', 'default: standard output')
    .action(proveVerb);
  accessLogVerb(verb(program, 'access-log [record]', 'who looked at what, or who has seen a record'));
  disclosuresVerb(verb(program, 'disclosures [record]', 'who told whom what on which legal basis'));
  retentionVerb(verb(program, 'retention', 'what has been kept as long as the plan says'));
  verb(program, 'archive <case>', 'a closed case as a package that anybody reads and checks without us')
    .option('--out <folder>', 'the folder to make, or a .zip')
    .option('--lang <language>', 'of the PDF: da or en', 'da')
    .action((id: string, flags: ArchiveFlags) => archiveVerb(uuid(id), flags));
  verb(program, 'subject-access <person>', 'what is held of a person, for who asks it of the controller')
    .option('--withhold <list>', 'eventId:dbl-22-1 or eventId:dbl-22-2, parted by commas: what both officers except')
    .option('--documents <list>', 'ids of documents whose bytes go along in a .zip, the same by both officers')
    .option('--out <file>', 'a .pdf, a .zip, or else JSON')
    .option('--lang <language>', 'da or en', 'da')
    .action((person: string, flags: AccessFlags) => subjectAccessVerb(uuid(person), flags));
  verb(program, 'erase <person>', 'where the erasure of a person stands; asks for it, or authorises and carries it out')
    .option('--ground <text>', 'asks for it: why')
    .option('--clearance <text>', 'authorises it, by another officer: the clearance of the archive')
    .action((person: string, flags: Flags) => eraseVerb(uuid(person), flags));
  verb(program, 'backup', 'adds to a folder what it does not hold yet of the log, and what stands beside it')
    .requiredOption('--to <dir>', 'a folder, of this log alone')
    .option('--keys', 'the keys instead, to a folder of their own; take them after the log')
    .action(backupVerb);
  verb(program, 'restore', 'a backup into empty databases, checked against what was signed; goes on where it stopped')
    .requiredOption('--from <dir>', 'the backup of the log')
    .requiredOption('--keys-from <dir>', 'the backup of the keys')
    .option('--to <position>', 'as of this position', position)
    .option('--destroyed-keys <file>', 'a newer list of destroyed keys than the backups hold')
    .action(restoreVerb);
  const transfer = program.command('transfer').description('records that move between installations').exitOverride();
  transferVerbs(transfer, (on, name, what) => verb(on, name, what));
  const keys = program.command('keys').description('the keys that wrap the keys of sealed texts').exitOverride();
  verb(
    keys,
    'rotate',
    'wraps what lives under this month’s key, and destroys keys that no backup needs any more',
  ).action(rotateVerb);
  program
    .command('witness')
    .description('for another organisation: cosigns what extends what it saw')
    .exitOverride()
    .command('serve')
    .exitOverride()
    .requiredOption('--name <name>', 'of the witness, as it stands in the notes')
    .requiredOption('--log <keys...>', 'verifier keys of the logs it watches')
    .option('--data <dir>', 'its key and what it saw', './.witness')
    .option('--port <port>', 'on 127.0.0.1; 0 = any free one', '3100')
    .action(async (flags: WitnessFlags) => (await import('./witness.js')).witnessServe(flags));
}

const importVerb = (files: string[], flags: Flags) =>
  withInstallation(flags, async (installation, ask) => {
    const result = await importFiles(installation, ask, files, {
      stopOnError: flags.stopOnError === true,
      retryRefused: flags.retryRefused === true,
    });
    print(result);
    if (flags.stopOnError && result.refused.length > 0) process.exitCode = 1;
  });

const deadlinesVerb = (flags: Flags) =>
  withInstallation(flags, async (_, ask) => {
    const { infohus, now } = flags;
    show(flags, await ask('Deadlines', { infohus, now, ...momentOf(flags) } as Params<'Deadlines'>));
  });

const casesVerb = (flags: Flags) =>
  withInstallation(flags, async (_, ask) => {
    const { infohus, status, agency, type, from, to, pending, limit, cursor } = flags;
    if (status !== undefined && status !== 'open' && status !== 'closed')
      throw new Usage('--status takes open or closed');
    const moment = momentOf(flags);
    if ((limit ?? cursor) !== undefined && moment.at !== undefined)
      throw new Usage('--at shows the whole list: leave out --limit and --cursor');
    const asked = { infohus, status, agency, type, from, to, pending, limit, cursor, ...moment };
    const { rows, next } = await ask('Cases', asked as Params<'Cases'>);
    show(flags, rows);
    if (next) say(`the next page: --cursor ${next}`);
  });

const portOf = ({ port }: Flags) => (port === undefined ? undefined : String(port));
