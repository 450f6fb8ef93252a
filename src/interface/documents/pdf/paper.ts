import PDFDocument from 'pdfkit';
import { FLOOR, faces, PAGE, STYLES, type Style, WIDTH } from './look.js';

export type Element = PDFKit.PDFStructureElement;
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Block {
  readonly tag: string;
  readonly text: string;
  readonly style: Style;
  /** Room left below. */
  readonly after: number;
}
/** What the document says of itself; `identity` tells two documents apart that differ in nothing else said here. */
export interface Front {
  readonly title: string;
  readonly lang: string;
  readonly author: string;
  readonly creator: string;
  readonly identity: string;
  readonly at: Date;
  /** What it says that it keeps to: accessible to all (PDF/UA-1), or the same for as long as it is kept (PDF/A-2a: fonts and colours in the file). */
  readonly standard: keyof typeof STANDARDS;
}

// PDF/UA is not yet in the types of pdfkit.
const STANDARDS = { accessible: { subset: 'PDF/UA' }, archival: { subset: 'PDF/A-2a' } } as const satisfies Record<
  string,
  object
>;

const SECTION = { above: 14, below: 5 };

/**
 * Tagged pages from top to bottom: what is written here goes onto the page and into the structure tree in the same order, which is the
 * order it is read aloud in. Whoever writes measures first, so that no block is split by pdfkit.
 */
export class Paper {
  readonly pdf: PDFKit.PDFDocument;
  y: number = PAGE.top;
  private readonly root: Element;
  private part: Element;

  constructor({ title, lang, author, creator, identity, at, standard }: Front) {
    this.pdf = new PDFDocument({
      ...{ size: 'A4', margin: 0, bufferPages: true, autoFirstPage: false },
      ...{ pdfVersion: '1.7', tagged: true, displayTitle: true, lang },
      ...(STANDARDS[standard] as object),
      // pdfkit makes the file's ID from these, and puts today's date where none is given.
      info: { Title: title, Author: author, Creator: creator, Keywords: identity, CreationDate: at, ModDate: at },
      // What zlib makes of the same bytes differs between versions of Node and processors.
      compress: false,
    });
    for (const [face, file] of faces()) this.pdf.registerFont(face, file);
    this.pdf.addPage();
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
    this.part = this.root;
  }

  /** A new section of the document and of its bookmarks. It begins where `needs` points of what follows the heading have room. */
  section(title: string, needs = 110): void {
    const heading = this.heightOf(title, STYLES.heading, WIDTH) + SECTION.below;
    this.room(SECTION.above + heading + needs);
    if (this.y > PAGE.top) this.y += SECTION.above;
    this.bookmark(title);
    this.part = this.within(this.root, 'Sect');
    this.write('H2', title, STYLES.heading, SECTION.below);
  }

  /** Leads to this page. */
  bookmark(title: string): void {
    this.pdf.outline.addItem(title);
  }

  /** A block of text over the whole width. */
  write(tag: string, text: string, style: Style, after = 0): void {
    const height = this.heightOf(text, style, WIDTH);
    this.room(height);
    this.tag(tag, () => this.put(text, style, { x: PAGE.left, y: this.y, width: WIDTH }));
    this.y += height + after;
  }

  /** Blocks of text that stay on one page. */
  keep(blocks: readonly Block[]): void {
    this.room(this.heightOfAll(blocks));
    for (const { tag, text, style, after } of blocks) this.write(tag, text, style, after);
  }

  /** A list of short texts. The dots are decoration; what reads it aloud says that it is a list. */
  bullets(texts: readonly string[], style: Style): void {
    const list = this.within(this.part, 'L');
    for (const text of texts) {
      const height = this.heightOf(text, style, WIDTH - 12);
      this.room(height);
      this.decorate(() => this.pdf.circle(PAGE.left + 3, this.y + style.size * 0.68, 1.7).fill(style.ink));
      const body = this.within(this.within(list, 'LI'), 'LBody');
      body.add(() => this.put(text, style, { x: PAGE.left + 12, y: this.y, width: WIDTH - 12 }));
      this.y += height + 3;
    }
  }

  /** A picture with what it shows in words. */
  figure(alt: string, { x, y, width, height }: Box, draw: () => void): void {
    this.part.add(this.pdf.struct('Figure', { alt, bbox: [x, y, x + width, y + height] }, [draw]));
  }

  tag(tag: string, draw: () => void): void {
    this.part.add(this.pdf.struct(tag, {}, [draw]));
  }
  /** An element that is filled while the pages grow; `scope` says whether a header cell speaks for its row or column. */
  within(parent: Element, tag: string, scope?: 'Row' | 'Column'): Element {
    const element = this.pdf.struct(tag, scope === undefined ? {} : { scope });
    parent.add(element);
    return element;
  }
  here(tag: string): Element {
    return this.within(this.part, tag);
  }

  /** What is seen and not read aloud: lines, colours, header and footer. */
  decorate(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.pdf.markContent('Artifact', { type });
    this.pdf.save();
    draw();
    this.pdf.restore();
    this.pdf.endMarkedContent();
  }

  put(
    text: string,
    style: Style,
    at: { x: number; y: number; width: number; align?: 'left' | 'right' | 'center' },
  ): void {
    const { x, y, ...fit } = at;
    this.pdf.font(style.face, style.size).fillColor(style.ink);
    this.pdf.text(text, x, y, { ...fit, lineGap: style.lineGap ?? 0 });
  }
  heightOf(text: string, style: Style, width: number): number {
    return this.pdf.font(style.face, style.size).heightOfString(text, { width, lineGap: style.lineGap ?? 0 });
  }
  heightOfAll(blocks: readonly Block[]): number {
    return blocks.reduce((sum, { text, style, after }) => sum + this.heightOf(text, style, WIDTH) + after, 0);
  }
  widthOf(text: string, style: Style): number {
    return this.pdf.font(style.face, style.size).widthOfString(text);
  }

  /** Begins a page where `height` points are not left. True if it did. */
  room(height: number): boolean {
    if (this.y + height <= FLOOR) return false;
    this.turn();
    return true;
  }
  turn(): void {
    this.pdf.addPage();
    this.y = PAGE.top;
  }

  /** Header and footer come last, when the number of pages is known. */
  async finish(furnish: (page: number, of: number) => void): Promise<Uint8Array> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let i = 0; i < count; i += 1) {
      this.pdf.switchToPage(start + i);
      this.decorate(() => furnish(i + 1, count), 'Pagination');
    }
    this.root.end();
    const chunks: Uint8Array[] = [];
    this.pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    const ended = new Promise<void>((resolve, reject) => this.pdf.on('end', resolve).on('error', reject));
    this.pdf.end();
    await ended;
    return new Uint8Array(Buffer.concat(chunks));
  }
}

/** What fits a page, cut between words. */
export const inPieces = (line: string): readonly string[] => line.match(/.{1,1500}(?:\s|$)|.{1,1500}/gu) ?? [line];
