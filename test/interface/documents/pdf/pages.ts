import { type Dict, isText, nameOf, type PdfFile, Reader, type Value } from './objects.js';

/** What a page paints, by what it is marked as. */
export interface Page {
  readonly ref: number;
  /** By marked-content id, line by line as drawn. */
  readonly lines: ReadonlyMap<number, readonly string[]>;
  readonly artifacts: readonly string[];
  /** Operators that paint outside any mark: neither read aloud nor said to be decoration. */
  readonly unmarked: readonly string[];
}

const PAINTS = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Do', 'EI', 'Tj', 'TJ', "'", '"']);

export function pagesOf(file: PdfFile): readonly Page[] {
  const catalog = file.object(file.trailer.Root);
  const kids = file.object(catalog.Pages).Kids as readonly Value[];
  return kids.map((kid) => read(file, file.object(kid), (kid as { ref: number }).ref));
}

function read(file: PdfFile, page: Dict, ref: number): Page {
  const fonts = file.object(file.object(page.Resources).Font);
  const decoders = new Map(Object.entries(fonts).map(([name, font]) => [name, decoder(file, file.object(font))]));
  const reader = new Reader(file.stream(page.Contents));
  const lines = new Map<number, string[]>();
  const artifacts: string[] = [];
  const unmarked: string[] = [];
  const marks: (number | 'artifact')[] = [];
  let decode = (bytes: string) => bytes;
  let operands: Value[] = [];
  while (!reader.done) {
    const token = reader.value();
    const operator = nameOf(token);
    if (!operator.startsWith('!')) {
      operands.push(token);
      continue;
    }
    const name = operator.slice(1);
    const mark = marks.at(-1);
    if (name === 'BDC' || name === 'BMC') {
      const id = (operands[1] as Dict | undefined)?.MCID;
      marks.push(nameOf(operands[0]) === 'Artifact' ? 'artifact' : Number(id));
    } else if (name === 'EMC') marks.pop();
    else if (name === 'Tf') decode = decoders.get(nameOf(operands[0])) ?? decode;
    else if (PAINTS.has(name) && mark === undefined) unmarked.push(name);
    if (name === 'TJ' && mark !== undefined) {
      const shown = (operands[0] as readonly Value[]).map((v) => (isText(v) ? decode(v.text) : '')).join('');
      if (mark === 'artifact') artifacts.push(shown);
      else lines.set(mark, [...(lines.get(mark) ?? []), shown]);
    }
    operands = [];
  }
  return { ref, lines, artifacts, unmarked };
}

/** Glyphs are numbers in a font of only those used; its ToUnicode table says which letters they are. */
function decoder(file: PdfFile, font: Dict): (glyphs: string) => string {
  const table: string[] = [];
  for (const range of file.stream(font.ToUnicode).matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/gi)) {
    const letters = [...String(range[2]).matchAll(/<([\da-f ]*)>/gi)];
    letters.forEach((l, i) => {
      const codes = Buffer.from(String(l[1]).replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
      table[Number.parseInt(String(range[1]), 16) + i] = codes;
    });
  }
  return (glyphs) => {
    const bytes = Buffer.from(glyphs, 'latin1');
    const numbers = Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16BE(2 * i));
    return numbers.map((n) => table[n] ?? '\ufffd').join('');
  };
}
