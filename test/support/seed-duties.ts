import type { Document } from './seed-numbers.js';

/** What the documents say with when something is to be done, by whom, or how often. K24 is a scan: `arligt`. */
const DUTY =
  /(^|[^\p{L}])(skal|ansvaret|ansvar for|ansvarlig for|forpligtig?et|årligt|arligt|minimum|udarbejdes?|afrapportere[rst]|inden udgangen|orienterer|underrette[rs]|indkaldes|overleverer|opgøres)(?!\p{L})/iu;
/** A sentence is kept by its beginning: enough to be known by. */
const KEPT = 260;

/** The sentences of a document that ask for something, in its order, each once. */
export function dutiesIn(document: Document, text: string): readonly string[] {
  // K16 is a page a line; from line 63 on there are only names of other documents.
  const whole = document === 'K16' ? text.split('\n').slice(0, 62).join('\n') : text;
  const flat = whole
    .replace(/-\n/g, '')
    .replace(/\u00ac/g, '')
    .replace(/<\/?p>|\*\*/g, ' ')
    .replace(/\s+/g, ' ');
  const sentences = flat.split(/(?<=[.!?:;•]) /u).filter((sentence) => DUTY.test(sentence));
  return [...new Set(sentences.map((sentence) => aroundDuty(sentence)))];
}

/** Headings and tables run into a sentence: it begins where the duty is near. */
function aroundDuty(sentence: string): string {
  const at = sentence.search(DUTY);
  return sentence.slice(Math.max(0, at - KEPT / 2), at + KEPT / 2).trim();
}
