import { TEXT_SIZE } from '../../../../src/interface/documents/charts/look.js';

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of its corner in the picture, all moves of what it stands in added up. */
  readonly x: number;
  readonly y: number;
}

const TOKEN = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ENTITY = /&(?:#(\d+)|(\w+));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text: string) =>
  text.replace(ENTITY, (_, code, name) => (code ? String.fromCharCode(code) : (NAMED[name] ?? '?')));

/** The elements of a picture in their order; throws where the SVG is not well-formed. */
export function elementsOf(svg: string): readonly Element[] {
  const done: Element[] = [];
  const open: (Element & { text: string })[] = [];
  let end = 0;
  for (const match of svg.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const [, closing, tag = '', attributes = '', alone, text] = match;
    const within = open.at(-1);
    if (text !== undefined) {
      if (/&(?!(?:#\d+|amp|lt|gt|quot);)/.test(text)) throw new Error(`a bare & in ${text}`);
      if (within) within.text += unescaped(text);
    } else if (closing) {
      if (open.pop()?.tag !== tag) throw new Error(`</${tag}> closes what is not open`);
    } else {
      const element = placed(tag, attributes, within);
      done.push(element);
      if (!alone) open.push(element);
    }
  }
  if (end !== svg.length || open.length > 0) throw new Error(`no SVG from ${svg.slice(end, end + 40)}`);
  return done;
}

function placed(tag: string, written: string, within: Element | undefined): Element {
  const pairs = [...written.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    unescaped(value),
  ]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length)
    throw new Error(`<${tag}${written}> says a thing twice`);
  const attributes: Record<string, string> = Object.fromEntries(pairs);
  const [, x = 0, y = 0] = /^translate\((-?[\d.]+),(-?[\d.]+)\)/.exec(attributes.transform ?? '') ?? [];
  const dy = Number(attributes.dy ?? 0);
  return { tag, attributes, text: '', x: (within?.x ?? 0) + Number(x), y: (within?.y ?? 0) + Number(y) + dy };
}

export interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
/** Of IBM Plex Sans at the size of one; bold is wider. */
const WIDTH = { normal: 0.53, bold: 0.58 };

/** How much of a text stands left of its place. */
const BEFORE: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 };

/** About where each line of text stands that reads from left to right. What is drawn twice (with its halo) stands there once. */
export function textBoxes(svg: string): readonly Box[] {
  const boxes = new Map<string, Box>();
  let above: Element | undefined;
  for (const element of elementsOf(svg)) {
    if (element.tag === 'text') above = element;
    const { text, x, y } = element;
    const style = element.tag === 'tspan' ? above?.attributes : element.tag === 'text' ? element.attributes : undefined;
    if (!style || text === '' || style.transform?.includes('rotate')) continue;
    const size = Number.parseFloat(style['font-size'] ?? String(TEXT_SIZE));
    const width = text.length * size * (style['font-weight'] === 'bold' ? WIDTH.bold : WIDTH.normal);
    const left = x - width * (BEFORE[style['text-anchor'] ?? 'start'] ?? 0);
    boxes.set(`${text} ${x} ${y}`, { text, left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.2 });
  }
  return [...boxes.values()];
}

export const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
