import type { CaseQuality, FigureQuality } from '../../../application/queries/registers/quality.js';
import { OTHER_AGENCY } from '../../../domain/quality/counts.js';
import { FINDINGS, type Finding, type FindingKind } from '../../../domain/quality/finding.js';
import { number } from '../../words/format.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { dayAt } from '../dates.js';
import { AboutLink } from '../home/due.js';
import { Layout, type Page, Table } from '../layout.js';

/** What is missing or came late, a table a kind: with the cases for those who may read them, with protected figures for those who may not. */
export function QualityPage({ page, found }: { page: Page; found: Answer<'DataQuality'> }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('nav.quality')}>
      <p>{say('quality.what')}</p>
      {found.shows === 'cases' ? <WithCases page={page} found={found} /> : <FiguresOnly page={page} found={found} />}
    </Layout>
  );
}

function WithCases({ page, found }: { page: Page; found: CaseQuality }) {
  const { say } = page;
  const kinds = FINDINGS.filter((kind) => found.counts.some((c) => c.kind === kind));
  return (
    <>
      <p>{say('quality.yours')}</p>
      {kinds.length === 0 ? <p>{say('quality.none')}</p> : <Summary page={page} found={found} kinds={kinds} />}
      {kinds.map((kind) => (
        <section>
          <Heading page={page} kind={kind} />
          <Table
            caption={instruction(page, kind, found.limits)}
            head={[say('quality.agency'), say('col.count'), say('quality.longest')]}
            rows={found.counts
              .filter((c) => c.kind === kind)
              .map((c) => [agencyName(page, c.agency), shown(page, c.count), shown(page, c.longest)])}
          />
          <Listed page={page} kind={kind} found={found.findings.filter((f) => f.kind === kind)} />
          {kind === 'late-registration' ? <Months page={page} found={found} /> : null}
        </section>
      ))}
    </>
  );
}

function Summary({ page, found, kinds }: { page: Page; found: CaseQuality; kinds: readonly FindingKind[] }) {
  const { say } = page;
  const rows = kinds.map((kind) => {
    const own = found.counts.filter((c) => c.kind === kind);
    const count = own.reduce((sum, c) => sum + c.count, 0);
    const longest = Math.max(...own.map((c) => c.longest));
    return [<a href={`#${kind}`}>{say(`quality.${kind}`)}</a>, shown(page, count), shown(page, longest)];
  });
  const head = [say('quality.found'), say('col.count'), say('quality.longest')];
  return <Table caption={say('quality.summary')} head={head} rows={rows} />;
}

function FiguresOnly({ page, found }: { page: Page; found: FigureQuality }) {
  const { say } = page;
  return (
    <>
      <p>{say('quality.figures-only')}</p>
      {FINDINGS.map((kind) => {
        const { told, rest } = countsOf(found, kind);
        const every = say(told.length === 0 ? 'quality.every' : 'quality.every-other');
        return (
          <section>
            <Heading page={page} kind={kind} />
            <Table
              caption={instruction(page, kind, found.limits)}
              head={[say('quality.agency'), say('col.count')]}
              rows={[
                ...told.map((c) => [agencyName(page, c.agency), shown(page, c.count)]),
                ...(rest ? [[every, String(rest.count)]] : []),
              ]}
            />
          </section>
        );
      })}
    </>
  );
}

/** The same at a glance, a line a kind, for who begins the day with figures. */
export function QualityFigures({ page, found }: { page: Page; found: FigureQuality }) {
  const { say, infohus } = page;
  const rows = FINDINGS.flatMap((kind) => {
    const { told, rest } = countsOf(found, kind);
    const every = say(told.length === 0 ? 'quality.every' : 'quality.every-other');
    const said = told.map((c) => `${agencyName(page, c.agency)}: ${shown(page, c.count)}`);
    if (rest) said.push(`${every}: ${rest.count}`);
    const link = <a href={`/data-quality?infohus=${infohus}#${kind}`}>{say(`quality.${kind}`)}</a>;
    return said.length === 0 ? [] : [[link, said.join('; ')]];
  });
  if (rows.length === 0) return <p>{say('quality.none')}</p>;
  return <Table caption={say('quality.summary')} head={[say('quality.found'), say('col.count')]} rows={rows} />;
}

/** What may be told of each agency, and what is said of the others. */
function countsOf({ counts }: FigureQuality, kind: FindingKind) {
  const own = counts.filter((c) => c.kind === kind);
  const told = own.flatMap(({ agency, count }) => (typeof count === 'number' ? [{ agency, count }] : []));
  return { told, rest: own.find(({ count }) => typeof count === 'string') };
}

const Heading = ({ page, kind }: { page: Page; kind: FindingKind }) => <h2 id={kind}>{page.say(`quality.${kind}`)}</h2>;

/** Those that have waited longest: what a person can go through; the API has them all. */
const LISTED = 50;

function Listed({ page, kind, found }: { page: Page; kind: FindingKind; found: readonly Finding[] }) {
  const { say } = page;
  if (found.length === 0) return <span />;
  const windowed = found.some((f) => f.windowGone !== undefined);
  const head = [say('col.about'), say('quality.agency'), say('quality.since'), say('quality.days')];
  const inTime = (f: Finding) => (f.windowGone ? say('quality.gone') : say('quality.in-time'));
  const rows = found
    .slice(0, LISTED)
    .map((f) => [
      <AboutLink page={page} about={f} />,
      agencyName(page, f.agency),
      dayAt(page, f.since),
      shown(page, f.days),
      ...(windowed ? [inTime(f)] : []),
    ]);
  return (
    <details>
      <summary>{say('quality.show')}</summary>
      <Table
        caption={
          found.length > LISTED
            ? `${say('quality.longest-shown')} ${shown(page, found.length)}`
            : say(`quality.${kind}`)
        }
        head={windowed ? [...head, say('quality.mendable')] : head}
        rows={rows}
      />
    </details>
  );
}

function Months({ page, found }: { page: Page; found: CaseQuality }) {
  const { say } = page;
  return (
    <Table
      caption={say('quality.by-month')}
      head={[say('quality.month'), say('quality.agency'), say('col.count'), say('quality.longest')]}
      rows={found.lateByMonth.map((m) => [
        m.month,
        agencyName(page, m.agency),
        shown(page, m.count),
        shown(page, m.days),
      ])}
    />
  );
}

const LIMITS: Partial<Record<FindingKind, (limits: CaseQuality['limits']) => number>> = {
  'offer-unanswered': (l) => l.unansweredDays,
  'no-next-step': (l) => l.lingeringDays,
  'late-registration': (l) => l.lateDays,
  'late-import': (l) => l.lateDays,
};
/** What the kind means, and what to do. */
const instruction = ({ say }: Page, kind: FindingKind, limits: CaseQuality['limits']): string =>
  say(`quality.${kind}.do`, { days: LIMITS[kind]?.(limits) ?? '' });

const shown = ({ language }: Page, count: number): string => number(count, language, false);
const agencyName = ({ plan, language, say }: Page, code: string): string =>
  code === OTHER_AGENCY ? say('quality.other') : planName(plan?.agencies, code, language);
