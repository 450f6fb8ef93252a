import type { Command } from 'commander';
import { InputFault } from '../../application/input/fault.js';
import type { Params } from '../../application/queries/catalogue.js';
import type { Compared } from '../../application/reports/diff.js';
import { differing, type StatedFile, statedOf } from '../../application/reports/reproduce.js';
import type { ReportView } from '../../application/reports/view.js';
import { FORM_NAMES, FORMS, type FormName, isForm, printed } from '../documents/forms.js';
import { reasons } from '../documents/reasons.js';
import { sayReport } from '../documents/words.js';
import type { Language } from '../words/words.js';
import { wholeYear } from './arguments.js';
import { machinery } from './machinery.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';
import { table } from './tables.js';

type Flags = Common & Readonly<Record<string, unknown>>;
type Verb = (parent: Command, name: string, what: string) => Command;

const written = (command: Command, unsaid: FormName): Command =>
  command
    .option('--format <format>', FORM_NAMES.join(', '), unsaid)
    .option('--lang <language>', 'da or en', 'da')
    .option('--out <file>', 'default: standard output');

/** `report`, and what is done with one that is there: `report reproduce`, `report diff`, `report list`. */
export function reportVerbs(report: Command, verb: Verb): void {
  // What stands behind `reproduce` or `diff` is theirs, though `report` has options of the same name.
  written(report.enablePositionalOptions(), 'table')
    .option('--infohus <code>', 'which Infohus')
    .option('--plan <id>', 'by which action plan')
    .option('--year <year>', 'calendar year', wholeYear)
    .option('--as-of <moment>', 'a position or an instant')
    .option('--clock <clock>', 'recorded or occurred', 'recorded')
    .option('--freeze', 'keep it in the log as it is now')
    .option('--published', 'as it may leave the house: small counts withheld; that it was published is kept in the log')
    .action(reportVerb);
  const reproduce = verb(report, 'reproduce <file>', 'computes a report again from the input that it states (JSON)');
  written(reproduce, 'json').action(reproduceVerb);
  verb(
    report,
    'diff <file>',
    'holds a report against what is known now, another plan or moment; says why figures differ',
  )
    .option('--plan <id>', 'another action plan')
    .option('--as-of <moment>', 'a position or an instant; default: the head, with --plan the moment of the report')
    .option('--clock <clock>', 'recorded or occurred', 'recorded')
    .option('--lang <language>', 'da or en', 'da')
    .action(diffVerb);
  verb(report, 'list', 'frozen and published reports')
    .requiredOption('--infohus <code>', 'which Infohus')
    .action((flags: Flags) =>
      withInstallation(flags, async (_, ask) => {
        const found = await ask('Reports', { infohus: String(flags.infohus) });
        if (flags.json) print(found);
        else process.stdout.write(found.length === 0 ? 'nothing\n' : `${table(found as never)}\n`);
      }),
    );
}

const reportVerb = (flags: Flags) => {
  const form = formIn(flags);
  const { infohus, plan, year, freeze, published } = flags;
  if (typeof infohus !== 'string' || typeof plan !== 'string' || typeof year !== 'number')
    throw new Usage('report takes --infohus, --plan and --year');
  if (freeze && published) throw new Usage('what is published is kept anyway: leave out --freeze');
  const asked = { infohus, plan, year, ...momentOf(flags) };
  return withInstallation(flags, async (_, ask) => {
    if (published) return write(await ask('KeepReport', { ...asked, state: 'published' }), form, flags);
    if (freeze) return write(await ask('KeepReport', { ...asked, state: 'frozen' }), form, flags);
    if (form === 'json') return put(printed(await ask('Report', asked)), flags);
    return write(await ask('ReportView', asked), form, flags);
  });
};

const momentOf = ({ asOf, clock }: Flags) =>
  (asOf === undefined ? {} : { asOf, clock }) as Pick<Params<'Report'>, 'asOf' | 'clock'>;

const reproduceVerb = (path: string, flags: Flags) => {
  const form = formIn(flags);
  const { file, stated } = read(path);
  return withInstallation(flags, async (_, ask) => {
    const view = await ask('ReproducedView', { file: stated });
    const found = differing(file, JSON.parse(printed(view.report)));
    for (const line of found.slice(0, 5)) say(line);
    say(found.length === 0 ? 'the same report' : `NOT the same report: ${found.length} differences`);
    if (found.length > 0) process.exitCode = 1;
    await write(view, form, flags);
  });
};

const diffVerb = (path: string, flags: Flags) => {
  const { stated } = read(path);
  const language = languageIn(flags);
  const plan = typeof flags.plan === 'string' ? flags.plan : undefined;
  return withInstallation(flags, async (_, ask) => {
    const found = await ask('DiffReport', { file: stated, plan, ...momentOf(flags) });
    say(sayReport(language)('mark.internal'));
    if (flags.json) print(found);
    else process.stdout.write(`${differences(found, language)}\n`);
  });
};

function differences({ before, after, differences: found }: Compared, language: Language): string {
  const stand = ({ plan, year, asOf }: Compared['before']) => `${plan} ${year}, ${asOf.position} (${asOf.judgedAt})`;
  const head = [stand(before), stand(after), ''];
  const rows = found.map((d) => reasons(d, language));
  return [...head, rows.length === 0 ? sayReport(language)('diff.same') : table(rows)].join('\n');
}

function read(path: string): { readonly file: unknown; readonly stated: StatedFile } {
  let file: unknown;
  try {
    file = machinery().readJson(path).json;
  } catch (error) {
    const why = error instanceof InputFault ? error.message : 'cannot be read';
    throw new Usage(`${path}: ${why}. It takes what report --format json gave`);
  }
  return { file, stated: statedOf(file) };
}

function formIn(flags: Flags): FormName {
  languageIn(flags);
  if (flags.json) return 'json';
  const name = String(flags.format);
  if (!isForm(name)) throw new Usage(`--format takes ${FORM_NAMES.join(', ')}`);
  if (FORMS[name].binary && flags.out === undefined && process.stdout.isTTY)
    throw new Usage(`a ${name} is for a file: name it with --out`);
  return name;
}
function languageIn({ lang }: Flags): Language {
  if (lang !== 'da' && lang !== 'en') throw new Usage('--lang takes da or en');
  return lang;
}

const write = async (view: ReportView, form: FormName, flags: Flags): Promise<void> =>
  put(await FORMS[form].write(view, languageIn(flags)), flags);

/** Whole or not at all: a file that was there before stays until the new one is. */
function put(content: string | Uint8Array, { out }: Flags): void {
  if (typeof out !== 'string') {
    process.stdout.write(content);
    return;
  }
  machinery().writeOutput(out, Buffer.from(content));
  say(`written to ${out}`);
}
