import { type Language, sayIn } from '../../words/words.js';
import { type PackView, packText } from '../insight.js';
import { INK, PAGE, STYLES, WIDTH } from './look.js';
import { inPieces, Paper } from './paper.js';
import { drawTable } from './table.js';

/** A person's pack on paper, tagged; the same pack and language give the same bytes. */
export async function pdfPack(pack: PackView, language: Language): Promise<Uint8Array> {
  const say = sayIn(language);
  const text = packText(pack, language);
  const paper = new Paper({
    ...{ title: say('insight.of'), lang: language === 'da' ? 'da-DK' : 'en-GB', author: pack.controller },
    ...{ creator: 'Sagsspor', identity: `${pack.contentHash} ${pack.readByTwo}`, at: new Date(pack.at) },
    standard: 'archival',
  });
  paper.write('H1', say('insight.of'), STYLES.title);
  paper.write(
    'P',
    say(pack.readByTwo ? 'insight.final' : 'insight.draft'),
    pack.readByTwo ? STYLES.strong : STYLES.warning,
    4,
  );
  paper.write('P', say('insight.what', { agency: pack.controller }), STYLES.text, 4);
  paper.write('P', say('insight.complain'), STYLES.text);
  paper.section(say('insight.held'));
  for (const { day, what, said } of text.held) {
    paper.keep([{ tag: 'H3', text: `${day} · ${what}`, style: STYLES.subheading, after: 1 }]);
    // A text may be longer than a page: line by line it finds its place.
    for (const line of said === '' ? [] : said.split('\n').flatMap(inPieces)) paper.write('P', line, STYLES.small, 1);
    paper.y += 5;
  }
  if (text.held.length === 0) paper.write('P', say('insight.none'), STYLES.text);
  section('insight.disclosed', ['insight.day', 'col.agency', 'insight.basis', 'insight.categories'], text.disclosed);
  section(
    'insight.looks',
    ['insight.day', 'col.agency', 'insight.purpose', 'insight.record', 'insight.times'],
    text.looks,
  );
  if (pack.elsewhere.length > 0) {
    paper.section(say('insight.elsewhere'));
    paper.bullets(pack.elsewhere, STYLES.text);
  }
  if (text.withheld.length > 0) {
    paper.section(say('insight.withheld'));
    paper.bullets(text.withheld, STYLES.text);
  }
  return paper.finish((page, of) => {
    const at = (align: 'left' | 'right') => ({ x: PAGE.left, y: PAGE.height - 37, width: WIDTH, align });
    paper.put(`${pack.controller} · ${pack.contentHash.slice(0, 16)}`, STYLES.running, at('left'));
    paper.put(`${page} / ${of}`, STYLES.running, at('right'));
    paper.pdf
      .lineWidth(0.75)
      .moveTo(PAGE.left, PAGE.height - 44)
      .lineTo(PAGE.left + WIDTH, PAGE.height - 44)
      .stroke(INK.line);
  });

  function section(
    title: Parameters<typeof say>[0],
    head: readonly Parameters<typeof say>[0][],
    rows: PackTable,
  ): void {
    paper.section(say(title));
    if (rows.length === 0) paper.write('P', say('insight.none'), STYLES.text);
    else drawTable(paper, { columns: head.map((key) => ({ head: say(key) })), rows });
  }
}
type PackTable = readonly (readonly string[])[];
