import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { MOST, takeIn } from '../../../src/infrastructure/documents/taking-in.js';

async function* sent(bytes: Uint8Array, size = 1000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const taken = (bytes: Uint8Array | string, size?: number) =>
  takeIn(sent(Buffer.from(bytes), size), async ({ mediaType, changed, bytes: kept }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of kept) chunks.push(chunk);
    return { mediaType, changed, bytes: Buffer.concat(chunks) };
  });
const refused = async (bytes: Uint8Array | string) =>
  (await taken(bytes).catch((e: { code: string }) => e)) as { code: string };

const segment = (marker: number, text: string) => {
  const body = Buffer.from(text, 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([Buffer.of(0xff, marker), length, body]);
};
const SCAN = Buffer.concat([segment(0xda, 'scan'), Buffer.of(1, 2, 0xff, 0, 3, 0xff, 0xd9)]);
const jpeg = (...between: Buffer[]) =>
  Buffer.concat([Buffer.of(0xff, 0xd8), segment(0xe0, 'JFIF\0'), ...between, SCAN]);
const chunk = (type: string, data: string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type + data, 'latin1'), Buffer.alloc(4)]);
};
const SIGNATURE = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const png = (...between: Buffer[]) =>
  Buffer.concat([SIGNATURE, chunk('IHDR', '0123456789abc'), ...between, chunk('IDAT', 'data'), chunk('IEND', '')]);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const types = (main: string) => strToU8(`<Types><Override ContentType="${main}"/></Types>`);
const MAIN = `${DOCX}.main+xml`;
const docx = (more: Record<string, Uint8Array> = {}, main = MAIN) =>
  zipSync({ '[Content_Types].xml': types(main), 'word/document.xml': strToU8('<w/>'), ...more });

describe('The type of a document (B-1)', () => {
  it('is taken from its bytes', async () => {
    expect(await taken('%PDF-1.7\nopdigtet')).toMatchObject({ mediaType: 'application/pdf', changed: false });
    expect(await taken(jpeg())).toMatchObject({ mediaType: 'image/jpeg', changed: false });
    expect(await taken(png())).toMatchObject({ mediaType: 'image/png', changed: false });
    expect(await taken('Et brev på dansk æøå')).toMatchObject({ mediaType: 'text/plain' });
    expect(await taken(docx())).toMatchObject({ mediaType: DOCX });
    const odt = zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.text'),
      'content.xml': strToU8('<x/>'),
    });
    expect(await taken(odt)).toMatchObject({ mediaType: 'application/vnd.oasis.opendocument.text' });
    const letter = 'From: a@b.example\r\nSubject: opdigtet\r\nDate: i dag\r\n\r\nHej';
    expect(await taken(letter)).toMatchObject({ mediaType: 'message/rfc822' });
  });

  it('archives, programs, pages and drawings are not taken, whatever they call themselves', async () => {
    const executable = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
    const no = [
      zipSync({ 'a.txt': strToU8('a') }),
      executable,
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      '  <!doctype html><p>',
      Buffer.of(0, 1, 2, 3, 4),
      Buffer.from([0xc3, 0x28, 0xa0]),
      '',
      Buffer.from('PK\u0003\u0004 cut off'),
    ];
    for (const bytes of no)
      expect([Buffer.from(bytes).subarray(0, 8).toString('latin1'), (await refused(bytes)).code]).toEqual([
        Buffer.from(bytes).subarray(0, 8).toString('latin1'),
        'type-not-allowed',
      ]);
  });

  it('nor an office file that runs something, or that unpacks to more than anybody writes', async () => {
    expect((await refused(docx({ 'word/vbaProject.bin': strToU8('x') }))).code).toBe('type-not-allowed');
    expect((await refused(docx({}, 'application/vnd.ms-word.document.macroEnabled.main+xml'))).code).toBe(
      'type-not-allowed',
    );
    const bomb = docx({ 'word/a.xml': new Uint8Array(260_000_000) });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await refused(bomb)).code).toBe('type-not-allowed');
  });

  it('each part of a letter passes the same checks', async () => {
    const letter = (attached: string) =>
      `From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nHej\r\n--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n${attached}\r\n--x--\r\n`;
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]).toString('base64');
    expect((await refused(letter(program))).code).toBe('type-not-allowed');
    expect(await taken(letter(Buffer.from('%PDF-1.7 opdigtet').toString('base64')))).toMatchObject({
      mediaType: 'message/rfc822',
    });
  });

  it('25,000,000 bytes are taken and not one more', async () => {
    const pdf = Buffer.alloc(MOST, 0x20);
    pdf.write('%PDF-1.7');
    expect((await taken(pdf, 1_000_000)).bytes.length).toBe(MOST);
    const more = Buffer.concat([pdf, Buffer.of(0x20)]);
    expect(((await taken(more, 1_000_000).catch((e: { code: string }) => e)) as { code: string }).code).toBe(
      'payload-too-large',
    );
  });
});

describe('A picture', () => {
  it('is kept without what the camera wrote beside it, and shows the same', async () => {
    const withPlace = await taken(
      jpeg(segment(0xe1, 'Exif\0\0 STEDET'), segment(0xfe, 'KOMMENTAR'), segment(0xdb, 'tabel')),
    );
    expect(withPlace).toMatchObject({ mediaType: 'image/jpeg', changed: true });
    expect(withPlace.bytes.equals(jpeg(segment(0xdb, 'tabel')))).toBe(true);
    const told = await taken(png(chunk('eXIf', 'STEDET'), chunk('tEXt', 'Author\0X'), chunk('pHYs', '123456789')));
    expect(told.bytes.equals(png(chunk('pHYs', '123456789')))).toBe(true);
  });

  it('nor is anything kept that hangs behind its end', async () => {
    expect((await taken(Buffer.concat([jpeg(), Buffer.from('PK skjult')]))).bytes.equals(jpeg())).toBe(true);
    expect((await taken(Buffer.concat([png(), Buffer.from('PK skjult')]))).bytes.equals(png())).toBe(true);
  });

  it('of a TIFF what tells of the camera is blanked in its place', async () => {
    const tiff = Buffer.alloc(120);
    tiff.write('II*\0', 'latin1');
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(2, 8);
    const entry = (at: number, tag: number, type: number, count: number, value: number) => {
      tiff.writeUInt16LE(tag, at);
      tiff.writeUInt16LE(type, at + 2);
      tiff.writeUInt32LE(count, at + 4);
      tiff.writeUInt32LE(value, at + 8);
    };
    entry(10, 0x013b, 2, 10, 80);
    entry(22, 0x8825, 4, 1, 60);
    tiff.write('KUNSTNEREN', 80);
    tiff.writeUInt16LE(1, 60);
    entry(62, 2, 2, 10, 95);
    tiff.write('55 NORD 12', 95);
    const kept = await taken(tiff);
    expect(kept).toMatchObject({ mediaType: 'image/tiff', changed: true });
    expect(kept.bytes.length).toBe(tiff.length);
    expect(/KUNSTNER|NORD/.test(kept.bytes.toString('latin1'))).toBe(false);
  });
});

describe('An upload that stands still', () => {
  it('is given up: whoever is asked for more and sends nothing holds no turn', async () => {
    async function* stops() {
      yield Buffer.from('Et brev, der aldrig');
      await new Promise(() => undefined);
    }
    const given = takeIn(stops(), async () => 'kept', MOST, 30);
    await expect(given).rejects.toMatchObject({ code: 'unavailable' });
  });
});
