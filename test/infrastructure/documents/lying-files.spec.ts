import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { MOST, takeIn } from '../../../src/infrastructure/documents/taking-in.js';

async function* sent(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
}
/** The type that it was taken as, or the code of its refusal. */
const taken = (bytes: Uint8Array | string, said?: number) =>
  takeIn(
    sent(Buffer.from(bytes)),
    async ({ mediaType, bytes: kept }) => {
      for await (const _ of kept);
      return mediaType;
    },
    said,
  ).catch((error: { code: string }) => error.code);

const NO = 'type-not-allowed';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ODT = 'application/vnd.oasis.opendocument.text';
const docx = (more: Record<string, Uint8Array> = {}) =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(`<Types><Override ContentType="${DOCX}.main+xml"/></Types>`),
      'word/document.xml': strToU8('<w/>'),
      ...more,
    }),
  );
const odt = (manifest: string) =>
  zipSync({ mimetype: strToU8(ODT), 'content.xml': strToU8('<x/>'), 'META-INF/manifest.xml': strToU8(manifest) });
const chunk = (type: string, data: string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type + data, 'latin1'), Buffer.alloc(4)]);
};
const png = Buffer.concat([
  Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  ...[chunk('IHDR', '0123456789abc'), chunk('IDAT', 'data'.repeat(100)), chunk('IEND', '')],
]);
const letterWith = (attached: Uint8Array) =>
  `From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(attached).toString('base64')}\r\n--x--\r\n`;

describe('A file that lies about what it is', () => {
  it.each<[string, Uint8Array | string]>([
    ['a packed bomb', gzipSync(Buffer.alloc(10_000_000))],
    ['a packed bomb in a letter, as a PDF', letterWith(gzipSync(Buffer.alloc(1_000_000)))],
    ['a locked office file in a letter, as a PDF', letterWith(odt('<m><encryption-data/></m>'))],
    ['a GIF that is a script too', 'GIF89a=1;alert(1)'],
    ['a drawing behind a mark of order', '\ufeff<svg/>'],
    ['a page behind a million blanks', `${' '.repeat(1_000_001)}<html>`],
    ['a page behind blanks that are none of ASCII', `${'\u00a0\u2003'.repeat(400_000)}<html>`],
    ['a text with a sign that ends texts', 'Et brev\0'],
    ['headers without end', `From: a@b.example\r\nDate: i dag\r\n${'X-A: opdigtet\r\n'.repeat(80_000)}`],
    ['an old office file, which may hold macros', Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex')],
  ])('%s is not taken', async (_, bytes) => {
    expect(await taken(bytes)).toBe(NO);
  });

  it.each(['/etc/cron.d/x', '../../x', 'word/../../x', 'C:\\x', '\\\\host\\x'])(
    'an office file with an entry %j is not taken: it leads out of where it is unpacked',
    async (name) => {
      expect(await taken(docx({ [name]: strToU8('x') }))).toBe(NO);
      expect(await taken(docx({ 'word/a..b.xml': strToU8('x') }))).toBe(DOCX);
    },
  );

  it('nor one of which an entry is locked, which no scanner looks into', async () => {
    const locked = docx();
    const entry = locked.lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
    locked.writeUInt16LE(locked.readUInt16LE(entry + 8) | 1, entry + 8);
    expect(await taken(locked)).toBe(NO);
    expect(await taken(odt('<m><encryption-data/></m>'))).toBe(NO);
    expect(await taken(odt('<m/>'))).toBe(ODT);
  });

  it('one that is cut off at any tenth is not taken as what it began to be', async () => {
    const cut = (whole: Buffer, tenth: number) => whole.subarray(0, Math.floor((whole.length * tenth) / 10));
    for (let tenth = 0; tenth < 10; tenth++)
      for (const whole of [docx(), Buffer.from(odt('<m/>')), png]) expect(await taken(cut(whole, tenth))).toBe(NO);
  });

  it('one that says that it is smaller than it is, is too large', async () => {
    expect(await taken('Et brev af mange linjer', 10)).toBe('payload-too-large');
    expect(await taken('Et brev', MOST * 2)).toBe('text/plain');
  });
});

describe('Who waits for room', () => {
  it('has it in turn: small ones side by side, one that is as large as may be alone', async () => {
    const held: string[] = [];
    let most = 0;
    const upload = (name: string, said: number) =>
      takeIn(
        sent(Buffer.from(`Et brev ${name}`)),
        async () => {
          held.push(name);
          most = Math.max(most, held.length);
          await new Promise((resolve) => setTimeout(resolve, 20));
          held.splice(held.indexOf(name), 1);
        },
        said,
      );
    await Promise.all(['a', 'b', 'c'].map((name) => upload(name, 1_000)));
    expect(most).toBe(3);
    most = 0;
    await Promise.all(['a', 'b', 'c'].map((name) => upload(name, MOST)));
    expect(most).toBe(1);
    const refused = takeIn(sent(Buffer.from('Et brev')), () => Promise.reject(new Error('no')), MOST);
    await expect(refused).rejects.toThrow('no');
    await upload('after one that failed', MOST);
  });
});
