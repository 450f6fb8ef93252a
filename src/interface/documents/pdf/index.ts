import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { isTrend } from '../charts/chart.js';
import { charts as chartsOf } from '../charts/charts.js';
import { title } from '../metadata.js';
import { drawCommitteePage, infohusName } from './committee.js';
import { Paper } from './paper.js';
import { drawDefinitions, drawProvenance } from './proof.js';
import { drawRunning } from './running.js';
import { drawBudget, drawIndicators, drawTrends, drawYear } from './sections.js';

/** The yearly report on paper: the same view and language give the same bytes. */
export async function pdfReport(view: ReportView, language: Language): Promise<Uint8Array> {
  const charts = await chartsOf(view, language);
  const trends = charts.filter(isTrend);
  const paper = new Paper(front(view, language));
  drawCommitteePage(paper, view, language, trends);
  paper.turn();
  drawIndicators(paper, view, language);
  drawTrends(paper, view, language, trends);
  drawYear(
    paper,
    language,
    charts.filter((chart) => !isTrend(chart)),
  );
  drawBudget(paper, view, language);
  drawDefinitions(paper, view, language);
  drawProvenance(paper, view, language);
  return paper.finish((page, of) => drawRunning(paper, view, language, page, of));
}

function front(view: ReportView, language: Language) {
  const { report, clock } = view;
  const infohus = infohusName(view, language);
  return {
    title: `${title(view, language)} – ${infohus}`,
    lang: language === 'da' ? 'da-DK' : 'en-GB',
    author: infohus,
    creator: `Sagsspor ${report.codeVersion}`,
    identity: `${report.contentHash} ${report.publication ?? 'internal'}`,
    at: new Date(clock),
    standard: 'accessible' as const,
  };
}
