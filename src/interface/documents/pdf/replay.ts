import type { Answer } from '../../../application/queries/catalogue.js';
import { localDateOf, localTimeOf } from '../../../domain/kernel/calendar.js';
import { giverOf } from '../../web/case/event-fields.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { type Language, named, type Say, sayIn } from '../../words/words.js';
import type { Chart } from '../charts/chart.js';
import { saidIn } from '../insight.js';
import { sharedIn } from '../shared.js';
import { INK, PAGE, STYLES, WIDTH } from './look.js';
import { inPieces, Paper } from './paper.js';
import { drawCharts } from './picture.js';
import { SIGNATURE_PLACE } from './seal.js';
import { drawTable } from './table.js';

export interface ReplayOnPaper {
  readonly replay: Answer<'CaseReplay'>;
  /** As the reader chose them. */
  readonly moment: { readonly at: string; readonly clock: 'recorded' | 'occurred' };
  /** Who took it out. */
  readonly by: string;
  /** The chain of responsibility, drawn. */
  readonly chain: Chart | null;
  agencyName(code: string): string;
  basisName(code: string): string;
}

/** A case as it was at a moment, on paper, with the place for its signature: the record, its chain, on what basis it was shared, who could see it, each event with its position and hash. */
export async function pdfReplay(shown: ReplayOnPaper, language: Language): Promise<Uint8Array> {
  const { replay, moment } = shown;
  const say = sayIn(language);
  const title = `${say('replay.title')} ${replay.case.number ?? ''}`.trim();
  const paper = new Paper({
    ...{ title, lang: language === 'da' ? 'da-DK' : 'en-GB', author: replay.case.infohus, creator: 'Sagsspor' },
    ...{ identity: SIGNATURE_PLACE, at: new Date(replay.made), standard: 'archival' as const },
  });
  paper.write('H1', title, STYLES.title);
  const clock = say(`replay.clock.${moment.clock}`);
  paper.write('P', `${clock}: ${momentText(moment.at, say)}`, STYLES.strong, 2);
  paper.write('P', `${say('replay.made')} ${instant(replay.made)}, ${shown.by}`, STYLES.text, 2);
  paper.write('P', say(`replay.clock.${moment.clock}.what`), STYLES.note, 4);
  drawRecord(paper, shown, say, language);
  drawChain(paper, shown, say);
  drawShared(paper, shown, say, language);
  drawSights(paper, shown, say, language);
  drawEvents(paper, shown, say, language);
  drawProof(paper, shown, say);
  return paper.finish((page, of) => {
    const at = (align: 'left' | 'right') => ({ x: PAGE.left, y: PAGE.height - 37, width: WIDTH, align });
    paper.put(`${title} · ${momentText(moment.at, say)}`, STYLES.running, at('left'));
    paper.put(`${page} / ${of}`, STYLES.running, at('right'));
    paper.pdf
      .lineWidth(0.75)
      .moveTo(PAGE.left, PAGE.height - 44)
      .lineTo(PAGE.left + WIDTH, PAGE.height - 44)
      .stroke(INK.line);
  });
}

const instant = (at: string) => `${localDateOf(at)} ${localTimeOf(at)}`;
/** A position of the log, or an instant. */
const momentText = (at: string, say: Say) => (/^\d*$/.test(at) ? `${say('replay.position')} ${at}` : instant(at));

function drawRecord(
  paper: Paper,
  { replay: { case: found, names }, agencyName }: ReplayOnPaper,
  say: Say,
  language: Language,
) {
  const person = (id: string) => names[id] ?? say('archive.erased');
  paper.section(say('replay.record'));
  paper.write('P', `${say('col.status')}: ${named(say, 'state', found.status)}`, STYLES.text, 1);
  paper.write('P', `${say('col.agency')}: ${agencyName(found.responsibleAgency)}`, STYLES.text, 4);
  const lines = [
    ...found.subjects.map(
      (s) => `${person(s.personId)}: ${codeName(s.role, language)}, ${codeName(s.ageGroup, language)}`,
    ),
    ...found.offers.map((o) => `${codeName(o.kind, language)}, ${person(o.personId)}: ${codeName(o.status, language)}`),
    ...found.courses.map(
      (c) => `${codeName(c.kind, language)}, ${person(c.personId)}: ${codeName(c.status, language)}`,
    ),
  ];
  if (lines.length > 0) paper.bullets(lines, STYLES.text);
}

function drawChain(paper: Paper, { replay: { handovers }, chain, agencyName, basisName }: ReplayOnPaper, say: Say) {
  paper.section(say('picture.chain'));
  if (chain) drawCharts(paper, [chain]);
  drawTable(paper, {
    columns: (['col.agency', 'col.from', 'col.to', 'insight.basis'] as const).map((key) => ({ head: say(key) })),
    rows: handovers.map((h) => [
      ...[agencyName(h.agency), instant(h.from), h.to ? instant(h.to) : say('picture.goes-on')],
      basisName(h.by?.legalBasis ?? ''),
    ]),
  });
}

function drawShared(paper: Paper, { replay, agencyName, basisName }: ReplayOnPaper, say: Say, language: Language) {
  const shared = sharedIn(replay.case.timeline);
  paper.section(say('replay.shared'));
  if (shared.length === 0) return paper.write('P', say('replay.shared.none'), STYLES.text);
  drawTable(paper, {
    columns: (['col.what', 'col.occurred', 'replay.shared.from', 'replay.shared.to', 'insight.basis'] as const).map(
      (key) => ({ head: say(key) }),
    ),
    rows: shared.map((s) => [
      ...[nameOf(s.type, language), instant(s.occurredAt), agencyName(s.from), agencyName(s.to)],
      basisName(s.legalBasis),
    ]),
  });
}

function drawSights(paper: Paper, { replay: { visibility }, agencyName }: ReplayOnPaper, say: Say, language: Language) {
  paper.section(say('replay.who'));
  const rows = [
    ...visibility.agencies.map((s) => [
      agencyName(s.agency),
      s.roles.map((role) => codeName(role, language)).join(', '),
      say(`replay.sees.${s.sees}`),
      s.because.map((relation) => named(say, 'relation', relation)).join(', '),
    ]),
    ...visibility.brokenGlass.map((g) => [
      agencyName(g.agency),
      '',
      say('replay.sees.glass'),
      `${say('replay.until')} ${instant(g.until)}`,
    ]),
  ];
  if (rows.length === 0) paper.write('P', say('replay.nobody'), STYLES.text);
  else
    drawTable(paper, {
      columns: (['col.agency', 'col.role', 'replay.sees', 'col.why'] as const).map((key) => ({ head: say(key) })),
      rows,
    });
  paper.write('P', say('replay.compliance'), STYLES.note);
}

function drawEvents(
  paper: Paper,
  { replay: { case: found, names }, agencyName }: ReplayOnPaper,
  say: Say,
  language: Language,
) {
  paper.section(say('archive.events'));
  for (const e of found.timeline) {
    const marked = `${e.corrected ? ` (${say('case.corrected')})` : ''}${e.annulled ? ` (${say('case.annulled')})` : ''}`;
    const by = `${agencyName(e.actor.agency)}, ${codeName(e.actor.role, language)}`;
    const proof = `${say('archive.recorded')} ${instant(e.recordedAt)} · ${say('replay.position')} ${e.position} · ${e.hash}`;
    paper.keep([
      {
        tag: 'H3',
        text: `${instant(e.occurredAt)} · ${nameOf(e.type, language)}${marked}`,
        style: STYLES.subheading,
        after: 1,
      },
      {
        tag: 'P',
        text: `${by} · ${say('col.controller')}: ${agencyName(e.controller)}`,
        style: STYLES.small,
        after: 1,
      },
      { tag: 'P', text: proof, style: STYLES.note, after: 1 },
    ]);
    const said = saidIn(e.data, language, names, giverOf(e.type));
    for (const line of said === '' ? [] : said.split('\n').flatMap(inPieces)) paper.write('P', line, STYLES.small, 1);
    paper.y += 5;
  }
}

function drawProof(paper: Paper, { replay: { signed, verifier } }: ReplayOnPaper, say: Say) {
  paper.section(say('replay.proof'));
  paper.write('P', say('replay.proof.what'), STYLES.text, 4);
  if (signed)
    paper.write('P', say('replay.proof.log', { position: signed.position, at: instant(signed.at) }), STYLES.text, 4);
  paper.write('P', `${say('integrity.key')}: ${verifier}`, STYLES.small, 4);
  paper.write('P', "node sagsspor-verify.mjs FILE.pdf --key '…'", STYLES.small);
}
