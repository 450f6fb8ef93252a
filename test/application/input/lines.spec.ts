import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textOf } from '../../../src/application/input/decode.js';
import { InputFault } from '../../../src/application/input/fault.js';
import { formFields } from '../../../src/application/input/form.js';
import { type LineLimits, linesOf } from '../../../src/application/input/lines.js';

async function read(chunks: readonly Uint8Array[], limits?: LineLimits): Promise<string[]> {
  const found: string[] = [];
  for await (const line of linesOf(chunks, limits)) found.push(line instanceof InputFault ? `! ${line.what}` : line);
  return found;
}
const utf8 = (text: string) => Buffer.from(text, 'utf8');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const bigEndian = (text: string) => utf16(text).swap16();
const LINE = '{"name":"Åse Prøve"}\n';

describe('The lines of a file', () => {
  it('are those of its text, wherever the bytes were cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 7 }),
        async (texts, step) => {
          const text = texts.map((t) => t.replaceAll('\n', ' ').replaceAll('\0', ' ')).join('\n');
          const bytes = utf8(text);
          const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) =>
            bytes.subarray(i * step, (i + 1) * step),
          );
          const expected = text.replace(/^\uFEFF/, '').split('\n');
          if (expected.at(-1) === '') expected.pop();
          const found = await read(chunks);
          expect(found.filter((l) => !l.startsWith('! '))).toEqual(
            expected.filter((_, i) => !found[i]?.startsWith('! ')),
          );
        },
      ),
    ));

  // Bytes that are no UTF-8 were sealed for ever as U+FFFD (trials latin1.ndjson and utf16le-bom.ndjson).
  it('that are not UTF-8 are named with their likely encoding, and the others are read', async () => {
    const found = await read([utf8(LINE), latin1(LINE), utf8(LINE)]);
    expect(found).toEqual([LINE.trim(), expect.stringMatching(/^! is not UTF-8: likely ISO 8859-1/), LINE.trim()]);
  });

  it.each([
    ['UTF-16LE', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(LINE + LINE)])],
    ['UTF-16LE', utf16(LINE + LINE)],
    ['UTF-16BE', Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian(LINE + LINE)])],
    ['UTF-16BE', bigEndian(LINE + LINE)],
  ])('of a file in %s are one fault, said once', async (name, bytes) => {
    expect(await read([bytes])).toEqual([expect.stringMatching(new RegExp(`^! is not UTF-8: likely ${name}`))]);
    expect(() => textOf(bytes)).toThrow(name);
  });

  it('may begin with the mark of UTF-8', async () => {
    expect(await read([utf8(`\uFEFF${LINE}`)])).toEqual([LINE.trim()]);
    expect(textOf(utf8('\uFEFF{}'))).toBe('{}');
  });

  it('that are too long are read past and never kept, and the next is read', async () => {
    const limits = { line: 10, file: 1e9 };
    const long = Array.from({ length: 1000 }, () => utf8('x'.repeat(1000)));
    const found = await read([...long, utf8('\nshort\n')], limits);
    expect(found).toEqual([expect.stringMatching(/^! holds more than 10 bytes/), 'short']);
  });

  it('end where the file holds more than it may', async () => {
    const found = await read([utf8('one\n'), utf8('two\n'), utf8('three\n')], { line: 10, file: 9 });
    expect(found).toEqual(['one', 'two', expect.stringMatching(/^! the file holds more than 9 bytes/)]);
  });
});

describe('A whole input', () => {
  it('says the line that is not UTF-8', () => {
    expect(() => textOf(Buffer.concat([utf8(LINE), latin1(LINE)]))).toThrow(/^line 2: is not UTF-8: likely ISO 8859-1/);
  });
});

describe('A form', () => {
  it('is read as it was written, boxes of one name as a list', () => {
    expect(formFields('a=1+2&b=%C3%86&c=x&c=y&d')).toEqual({ a: '1 2', b: 'Æ', c: ['x', 'y'], d: '' });
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (fields) => {
        const { '': _, ...named } = fields;
        expect({ ...formFields(new URLSearchParams(named).toString()) }).toEqual({ ...named });
      }),
    );
  });

  it('is refused where it is not UTF-8, percent-encoded or not', () => {
    expect(() => formFields('name=%E6')).toThrow(/Latin-1/);
    expect(() => formFields(latin1('name=æ'))).toThrow(/Latin-1/);
    expect(() => formFields('a=1&b=2&c=3', 2)).toThrow(/more than 2 fields/);
  });
});
