import type { Answer } from '../../../application/queries/catalogue.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { giverOf } from '../../web/case/event-fields.js';
import { nameOf } from '../../words/names.js';
import { type Language, sayIn } from '../../words/words.js';

import { saidIn } from '../insight.js';
import { PAGE, STYLES, WIDTH } from './look.js';
import { inPieces, Paper } from './paper.js';
import { drawTable } from './table.js';

/** A closed case on paper, for the archive: who answered for it, and what happened, in order. */
export async function pdfCase(
  { case: found, handovers, names }: Answer<'CaseArchive'>,
  language: Language,
): Promise<Uint8Array> {
  const say = sayIn(language);
  const title = `${say('col.case')} ${found.number ?? found.caseId}`;
  const paper = new Paper({
    ...{ title, lang: language === 'da' ? 'da-DK' : 'en-GB', author: found.infohus, creator: 'Sagsspor' },
    ...{ identity: `${found.caseId} ${found.version}`, at: new Date(found.closedAt ?? 0) },
    standard: 'archival',
  });
  paper.write('H1', title, STYLES.title);
  paper.write('P', `${found.infohus} · ${day(found.openedAt)} – ${day(found.closedAt)}`, STYLES.text, 4);
  const subjects = found.subjects.map((s) => names[s.personId] ?? say('archive.erased'));
  if (subjects.length > 0) paper.bullets(subjects, STYLES.text);
  paper.section(say('archive.chain'));
  drawTable(paper, {
    columns: [
      { head: say('col.agency') },
      { head: say('col.from') },
      { head: say('col.to') },
      { head: say('insight.basis') },
    ],
    rows: handovers.map((h) => [h.agency, day(h.from), day(h.to), h.by?.legalBasis ?? '']),
  });
  paper.section(say('archive.events'));
  for (const { type, occurredAt, recordedAt, actor, position, data, annulled } of found.timeline) {
    const marked = annulled ? ` (${nameOf('EventAnnulled', language)})` : '';
    paper.keep([
      {
        tag: 'H3',
        text: `${localDateOf(occurredAt)} · ${nameOf(type, language)}${marked}`,
        style: STYLES.subheading,
        after: 1,
      },
      {
        tag: 'P',
        text: `${actor.agency} · ${say('archive.recorded')} ${localDateOf(recordedAt)} · ${position}`,
        style: STYLES.note,
        after: 1,
      },
    ]);
    const said = saidIn(data, language, names, giverOf(type));
    for (const line of said === '' ? [] : said.split('\n').flatMap(inPieces)) paper.write('P', line, STYLES.small, 1);
    paper.y += 5;
  }
  return paper.finish((page, of) => {
    const at = (align: 'left' | 'right') => ({ x: PAGE.left, y: PAGE.height - 37, width: WIDTH, align });
    paper.put(title, STYLES.running, at('left'));
    paper.put(`${page} / ${of}`, STYLES.running, at('right'));
  });
}

const day = (instant: string | null | undefined): string => (instant ? localDateOf(instant) : '');
