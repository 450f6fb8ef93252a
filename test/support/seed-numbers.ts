import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The documents of the seeds by their tags (domain.md, head) and the beginning of their file names. */
export const DOCUMENTS = { BEG: '000', K16: '001', K20: '004', K24: '002', KØ: '003' } as const;
export type Document = keyof typeof DOCUMENTS;

/** A document of that folder. */
export function textIn(folder: string, document: Document): string {
  const file = readdirSync(folder).find((name) => name.startsWith(`${DOCUMENTS[document]}_`)) ?? '';
  return readFileSync(join(folder, file), 'utf8');
}

const MONTH = /^\.? (januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b/;

/**
 * The numbers in a document that are figures, in its order: what is no year, date, file number, heading or item of a list, and does not count
 * tables, pages, paragraphs of a law or telephone numbers.
 */
export function figuresIn(document: Document, text: string): readonly string[] {
  // K16 is a page a line, its number before and after; from line 63 on there are only names of other documents.
  const pages = document === 'K16' ? text.split('\n').slice(0, 62) : [text];
  const flat = pages
    .map((page) => page.replace(/^\d+ /, '').replace(/ \d+$/, ''))
    .join(' ')
    .replace(/\s+/g, ' ');
  return [...flat.matchAll(/\d+(?:[.,]\d+)*/g)].flatMap(({ 0: token, index }) => {
    const before = flat.slice(Math.max(0, index - 45), index);
    const after = flat.slice(index + token.length, index + token.length + 45);
    return NO_FIGURE.some((is) => is(token, before, after)) ? [] : [token];
  });
}

type Is = (token: string, before: string, after: string) => boolean;
const NO_FIGURE: readonly Is[] = [
  // A year, also one that the scan ran together with a footnote (“12022”), and the second of “2020-21”.
  (token, before) => /^1?(19|20)\d\d$/.test(token) || (token.length === 2 && /(19|20)\d\d-$/.test(before)),
  (_, before, after) =>
    MONTH.test(after) || /^-\d\d-\d{4}/.test(after) || (/\d\d-$/.test(before.slice(-3)) && /^-\d{4}/.test(after)),
  // File numbers of the administration.
  (_, before) => /(Sagsnummer|Dokumentnummer) [Ii] (F|eDoc)[^A-Z]*$/.test(before) || /[Ii] F2 [\d -]*$/.test(before),
  (_, before) => /\.\.\. $/.test(before),
  // 2.1.1: a section; 1. Unge …: an item; K20's table of contents.
  (token, _, after) => /^\d+(\.\d)+$/.test(token) && !/^ mio/.test(after),
  (token, before, after) =>
    token.length === 1 && /(^|[ >:.•])$/.test(before) && /^(\. ?(\*\*)?[A-ZÆØÅ]|\.$|\. ?$)/.test(after),
  (token, before, after) => token.length <= 2 && /^ (\d\. [A-Z]|Introduktion Med)/.test(after) && !/mio/.test(before),
  (_, before) => /([Tt]abel|[Ff]igur|[Bb]ilag|nr\.|afsnit|punkt|side|Del|Delmål|[Bb]udget|\([Ff]igur) ?$/.test(before),
  (token, before, after) => token === '2' && (/KSP $/.test(before) || /^ SSP:/.test(after)),
  (token, _, after) => token === '1' && (/^-1 /.test(after) || /^ Find Sikker By/.test(after)),
  (token, before) => token === '1' && /\b1-$/.test(before),
  (_, before, after) => /^(Se PET|Center|Tilslutningen)/.test(after) || /^=/.test(after) || /desuden p$/.test(before),
  // Paragraphs, chapters and telephone numbers.
  (_, before, after) =>
    /(§+ ?|stk\.? ?|kapitel |lovens |loven |115 og |\b5-|9b-)$/.test(before) ||
    /^ ?\/ ?114|^a, som/.test(after) ||
    /112 ?\/ ?$/.test(before),
];
