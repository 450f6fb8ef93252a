import { type Dict, isRef, isText, nameOf, openPdf, type PdfFile, type Value } from './objects.js';
import { type Page, pagesOf } from './pages.js';

/** An element of the structure tree, as what reads the document aloud meets it. */
export interface Element {
  readonly tag: string;
  readonly alt: string | undefined;
  readonly scope: string;
  /** The numbers of the pages that it stands on, from 1. */
  readonly pages: readonly number[];
  /** Its own text; the lines of a block joined. */
  readonly text: string;
  readonly kids: readonly Element[];
}
export interface Tagged {
  readonly file: PdfFile;
  readonly catalog: Dict;
  readonly root: Element;
  readonly pages: readonly Page[];
}

export function tagged(bytes: Uint8Array): Tagged {
  const file = openPdf(bytes);
  const catalog = file.object(file.trailer.Root);
  const pages = pagesOf(file);
  const [document] = list(file.object(catalog.StructTreeRoot).K);
  return { file, catalog, pages, root: element(file, pages, file.object(document)) };
}

function element(file: PdfFile, pages: readonly Page[], dict: Dict): Element {
  const kids = list(dict.K);
  const marks = kids.filter((kid) => !isRef(kid)).map((kid) => place(kid, dict.Pg));
  const attributes = dict.A === undefined ? {} : file.object(dict.A);
  const found = marks.map(({ page, id }) => ({ page, at: pages.findIndex((p) => p.ref === page), id }));
  const children = kids.filter(isRef).map((kid) => element(file, pages, file.object(kid)));
  return {
    tag: nameOf(dict.S),
    alt: isText(dict.Alt) ? dict.Alt.text : undefined,
    scope: nameOf(attributes.Scope),
    pages: [...new Set([...found.map(({ at }) => at + 1), ...children.flatMap((c) => c.pages)])],
    text: found
      .flatMap(({ at, id }) => pages[at]?.lines.get(id) ?? [])
      .map((l) => l.trim())
      .join(' '),
    kids: children,
  };
}
const list = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value as Value];
const place = (kid: Value, page: Value | undefined): { page: number; id: number } => {
  if (typeof kid === 'number') return { page: isRef(page) ? page.ref : -1, id: kid };
  const { Pg, MCID } = kid as { Pg: Value; MCID: number };
  return { page: isRef(Pg) ? Pg.ref : -1, id: MCID };
};

export const every = (element: Element, ...tags: readonly string[]): readonly Element[] => [
  ...(tags.length === 0 || tags.includes(element.tag) ? [element] : []),
  ...element.kids.flatMap((kid) => every(kid, ...tags)),
];
/** Everything that is read aloud, in order. */
export const spoken = (element: Element): string =>
  every(element)
    .map((e) => e.text)
    .filter((text) => text !== '')
    .join('\n');
