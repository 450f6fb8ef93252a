import type { ReportView } from '../../../application/reports/view.js';
import type { Language } from '../../words/words.js';
import { mark, title } from '../metadata.js';
import { sayReader } from '../reader-words.js';
import { infohusName } from './committee.js';
import { INK, PAGE, STYLES, WIDTH } from './look.js';
import type { Paper } from './paper.js';

/** Header and footer of a page: pages get separated, so each says which report it is of, whether it may leave the house, and how it is proved. */
export function drawRunning(paper: Paper, view: ReportView, language: Language, page: number, of: number): void {
  const say = sayReader(language);
  const { report } = view;
  const at = (y: number, align: 'left' | 'right') => ({ x: PAGE.left, y, width: WIDTH, align });
  const internal = report.publication === undefined;
  paper.put(`${title(view, language)} · ${infohusName(view, language)}`, STYLES.running, at(36, 'left'));
  paper.put(mark(view, language), internal ? STYLES.warning : STYLES.running, at(36, 'right'));
  rule(paper, 52, internal ? INK.bad : INK.line);
  const foot = PAGE.height - 44;
  rule(paper, foot, INK.line);
  const proof = [say('position', { n: report.asOf.position }), say('content', { n: report.contentHash.slice(0, 16) })];
  paper.put(proof.join(' · '), STYLES.running, at(foot + 7, 'left'));
  paper.put(say('page.of', { n: page, of }), STYLES.running, at(foot + 7, 'right'));
}

const rule = ({ pdf }: Paper, y: number, ink: string) =>
  pdf
    .lineWidth(0.75)
    .moveTo(PAGE.left, y)
    .lineTo(PAGE.left + WIDTH, y)
    .stroke(ink);
