import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { type Line, lines } from '../lines.js';
import { provenance } from '../metadata.js';
import { sayReader } from '../reader-words.js';
import { sayReport } from '../words.js';
import { STYLES } from './look.js';
import type { Block, Paper } from './paper.js';
import { drawTable, tableHeight } from './table.js';

/** Each definition in words, whole on its page; indicators that are counted alike share it. */
export function drawDefinitions(paper: Paper, view: ReportView, language: Language): void {
  const all = lines(view, language);
  const groups = [...new Set(all.map(keyOf))].map((key) => all.filter((line) => keyOf(line) === key));
  groups.forEach((group, i) => {
    const blocks = definitionOf(group, language);
    if (i === 0) paper.section(sayReport(language)('head.definitions'), paper.heightOfAll(blocks));
    paper.keep(blocks);
  });
}

const keyOf = ({ definition }: Line): string => JSON.stringify(definition);
function definitionOf(group: readonly Line[], language: Language): readonly Block[] {
  const say = sayReader(language);
  const { counts, of, unknown, version } = (group[0] as Line).definition;
  const said = [
    [say('counted'), counts],
    [say('counted.of'), of],
    [say('counted.unknown'), unknown],
  ].flatMap(([label, text]) => (text ? [`${label}: ${text}`] : []));
  const sources = group.map(({ name, source }) =>
    group.length === 1 ? `${say('counted.plan')}: ${source}` : `${say('counted.plan-of', { n: name })}: ${source}`,
  );
  const from = [...(version === null ? [] : [`${say('counted.version')} ${version}`]), ...sources].join('\n');
  return [
    { tag: 'H3', text: group.map(({ name }) => name).join(' · '), style: STYLES.subheading, after: 1 },
    ...said.map((text) => ({ tag: 'P', text, style: STYLES.small, after: 1 })),
    { tag: 'P', text: group.length === 1 ? from.replace('\n', ' · ') : from, style: STYLES.note, after: 9 },
  ];
}

/** Where the figures come from, and how somebody else proves them. */
export function drawProvenance(paper: Paper, view: ReportView, language: Language): void {
  const [say, own] = [sayReport(language), sayReader(language)];
  const table = {
    columns: [{ head: own('col.fact') }, { head: say('col.value') }],
    rows: provenance(view, language).map(({ label, value, check }) => [label, check ? `${value}\n${check}` : value]),
  };
  const readers = view.plan.reportTo.map((r) => r[language]).join(', ');
  const how: readonly Block[] = [
    { tag: 'H3', text: own('check.head'), style: STYLES.subheading, after: 1 },
    { tag: 'P', text: own('check.how'), style: STYLES.text, after: 4 },
    { tag: 'P', text: `${say('report.to')}: ${readers}`, style: STYLES.text, after: 0 },
  ];
  paper.section(say('head.metadata'), tableHeight(paper, table) + paper.heightOfAll(how));
  drawTable(paper, table);
  paper.keep(how);
}
