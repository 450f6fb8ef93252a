/** A PDF file's objects as values. Enough for an uncompressed file of our own making: what it cannot read is an error. */
export interface Name {
  readonly name: string;
}
export interface Ref {
  readonly ref: number;
}
export interface Text {
  readonly text: string;
}
export type Dict = { readonly [key: string]: Value };
export type Value = Name | Ref | Text | number | boolean | null | readonly Value[] | Dict;

export interface PdfFile {
  readonly trailer: Dict;
  object(ref: Value | undefined): Dict;
  /** The bytes of a stream as latin-1 text. */
  stream(ref: Value | undefined): string;
}

export function openPdf(bytes: Uint8Array): PdfFile {
  const file = Buffer.from(bytes).toString('latin1');
  const starts = new Map([...file.matchAll(/^(\d+) 0 obj\n/gm)].map((m) => [Number(m[1]), m.index + m[0].length]));
  const at = (ref: Value | undefined): number => {
    const start = isRef(ref) ? starts.get(ref.ref) : undefined;
    if (start === undefined) throw new Error(`no object ${JSON.stringify(ref)}`);
    return start;
  };
  return {
    trailer: new Reader(file, file.lastIndexOf('trailer') + 8).value() as Dict,
    object: (ref) => (isRef(ref) ? new Reader(file, at(ref)).value() : ref) as Dict,
    stream: (ref) => {
      const reader = new Reader(file, at(ref));
      const { Length } = reader.value() as { Length: number };
      const start = file.indexOf('stream\n', reader.position) + 7;
      return file.slice(start, start + Length);
    },
  };
}

export const isRef = (value: Value | undefined): value is Ref => has(value, 'ref');
export const isText = (value: Value | undefined): value is Text => has(value, 'text');
export const nameOf = (value: Value | undefined): string => (has(value, 'name') ? String((value as Name).name) : '');
const has = (value: Value | undefined, key: string) => typeof value === 'object' && value !== null && key in value;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads one token or value after another; operators of a page's content come as names with a leading `!`. */
export class Reader {
  constructor(
    private readonly source: string,
    public position = 0,
  ) {}

  get done(): boolean {
    this.match(/\s*/y);
    return this.position >= this.source.length;
  }

  value(): Value {
    this.match(/\s*/y);
    const ref = this.match(/(\d+) 0 R\b/y);
    if (ref) return { ref: Number(ref[1]) };
    const number = this.match(/[-+]?\d*\.?\d+/y);
    if (number) return Number(number[0]);
    const name = this.match(/\/([^\s/<>[\]()]*)/y);
    if (name) return { name: String(name[1]) };
    if (this.match(/<</y)) return this.dict();
    const hex = this.match(/<([\da-fA-F\s]*)>/y);
    if (hex) return { text: Buffer.from(String(hex[1]).replace(/\s/g, ''), 'hex').toString('latin1') };
    if (this.match(/\[/y)) return this.list();
    if (this.match(/\(/y)) return { text: this.literal() };
    const word = this.match(/[A-Za-z'"*]+\d?/y)?.[0];
    if (word === undefined)
      throw new Error(`cannot read ${JSON.stringify(this.source.slice(this.position, this.position + 40))}`);
    if (word === 'null') return null;
    return word === 'true' || word === 'false' ? word === 'true' : { name: `!${word}` };
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source);
    if (found) this.position += found[0].length;
    return found;
  }
  private dict(): Dict {
    const entries: [string, Value][] = [];
    while (!this.match(/\s*>>/y)) entries.push([nameOf(this.value()), this.value()]);
    return Object.fromEntries(entries);
  }
  private list(): readonly Value[] {
    const items: Value[] = [];
    while (!this.match(/\s*\]/y)) items.push(this.value());
    return items;
  }
  private literal(): string {
    let text = '';
    for (let depth = 1; ; ) {
      const c = this.source.charAt(this.position++);
      if (c === '\\') {
        const escaped = this.source.charAt(this.position++);
        text += ESCAPES[escaped] ?? escaped;
        continue;
      }
      depth += c === '(' ? 1 : c === ')' ? -1 : 0;
      if (depth === 0) break;
      text += c;
    }
    return text.startsWith('\xfe\xff') ? Buffer.from(text.slice(2), 'latin1').swap16().toString('utf16le') : text;
  }
}
