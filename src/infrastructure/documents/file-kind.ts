import { isUtf8 } from 'node:buffer';
import { type Unzipped, unzipSync } from 'fflate';
import { partsOf } from './letter-parts.js';

export const ALLOWED = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  text: 'text/plain',
  odt: 'application/vnd.oasis.opendocument.text',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  eml: 'message/rfc822',
} as const;
type MediaType = (typeof ALLOWED)[keyof typeof ALLOWED];

/** What the first bytes say for certain; undefined: all of them must be looked at. */
export async function kindByHead(head: Uint8Array): Promise<MediaType | 'other' | undefined> {
  // Loaded when a document comes: no verb of the command line should wait for it.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(head))?.mime;
  if (found === undefined) return undefined;
  const own = [ALLOWED.pdf, ALLOWED.png, ALLOWED.jpeg, ALLOWED.tiff].find((one) => one === found);
  if (own) return own;
  const looksZipped = head[0] === 0x50 && head[1] === 0x4b;
  return looksZipped ? undefined : 'other';
}

/** What all the bytes are; undefined: nothing that is taken. Letters may hold letters, a few deep. */
export async function kindByAll(bytes: Buffer, depth = 0): Promise<MediaType | undefined> {
  const head = await kindByHead(bytes.subarray(0, 8192));
  if (head === 'other') return undefined;
  if (head) return head;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return office(bytes);
  if (!isText(bytes)) return undefined;
  const letter = isLetter(bytes);
  if (letter === 'too-long') return undefined;
  if (letter) return depth < 3 && (await allPartsTaken(bytes.toString('utf8'), depth)) ? ALLOWED.eml : undefined;
  // A page or a drawing that calls itself a text is neither.
  return firstSign(bytes) === '<' ? undefined : ALLOWED.text;
}

/** Unpacked it may be at most ten times what may come in: nobody writes so much. */
const MOST_UNPACKED = 250_000_000;
const MOST_ENTRIES = 5_000;
/** Parts that run when the document is opened. */
const RUNS = /(^|\/)(vbaProject\.bin|vbaData\.xml|macros?\/|Basic\/|Scripts\/)/i;

const MANIFEST = 'META-INF/manifest.xml';
const LOOKED_INTO = new Set(['[Content_Types].xml', 'mimetype', MANIFEST]);
/** A name that leads out of the folder into which somebody unpacks. */
const OUTSIDE = /^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/;

/** Whether an entry is locked by a password, as the directory at the end says: nobody can look into it. @throws RangeError for what has none */
function isLocked(bytes: Buffer): boolean {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new RangeError('a directory that is none');
    if (bytes.readUInt16LE(at + 8) & 1) return true;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return false;
}

/** From the directory alone: nothing but three short entries is ever unpacked. */
function office(bytes: Buffer): MediaType | undefined {
  let [unpacked, entries, isWrong] = [0, 0, false];
  let small: Unzipped;
  try {
    if (isLocked(bytes)) return undefined;
    small = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        entries++;
        isWrong ||= RUNS.test(name) || OUTSIDE.test(name);
        return LOOKED_INTO.has(name) && originalSize < 1_000_000;
      },
    });
  } catch {
    return undefined;
  }
  if (isWrong || unpacked > MOST_UNPACKED || entries > MOST_ENTRIES) return undefined;
  const said = (name: string) => Buffer.from(small[name] ?? []).toString('utf8');
  // An ODT with a password says so here; its directory does not.
  if (said(MANIFEST).includes('encryption-data')) return undefined;
  if (said('mimetype').trim() === ALLOWED.odt) return ALLOWED.odt;
  const types = said('[Content_Types].xml');
  const isDocument = types.includes('wordprocessingml.document.main+xml') && !/macroEnabled|vbaProject/i.test(types);
  return isDocument ? ALLOWED.docx : undefined;
}

/** By its byte: what is none of a text. */
const NO_SIGN = Array.from(
  { length: 256 },
  (_, code) => code === 0x7f || (code < 0x20 && !(code > 8 && code < 14) && code !== 0x1b),
);
/** UTF-8 without signs that are none of a text. On its bytes: as a string 25 MB would be there again, or twice again. */
function isText(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  for (let at = 0; at < bytes.length; at++) if (NO_SIGN[bytes[at] ?? 0]) return false;
  return true;
}

const LOOKED_AT = 1_000_000;
/** The first that is not white. */
function firstSign(bytes: Buffer): string | undefined {
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += LOOKED_AT) {
    const text = decoder.decode(bytes.subarray(at, at + LOOKED_AT), { stream: true }).trimStart();
    if (text !== '') return text[0];
  }
  return undefined;
}

const HEADER = /^[!-9;-~]+:/;
/** A letter begins with its headers, and one of them says from whom, when or how. `too-long`: nothing but headers, where a letter has long begun. */
function isLetter(bytes: Buffer): boolean | 'too-long' {
  const ends = ['\n\n', '\n\r\n'].map((blank) => bytes.indexOf(blank)).filter((at) => at !== -1);
  const end = Math.min(...ends, bytes.length);
  const all = bytes.toString('utf8', 0, Math.min(end, LOOKED_AT)).split(/\r?\n/);
  const lines = (end > LOOKED_AT ? all.slice(0, -1) : all).filter((line) => !/^[ \t]/.test(line));
  if (!lines.every((line) => HEADER.test(line))) return false;
  if (end > LOOKED_AT) return 'too-long';
  const names = new Set(lines.map((line) => line.split(':', 1)[0]?.toLowerCase()));
  return names.has('from') && ['date', 'mime-version', 'message-id', 'subject'].some((name) => names.has(name));
}

/** Each part of a letter passes the same checks; what it says as a page (HTML) is text that nobody renders here. */
async function allPartsTaken(text: string, depth: number): Promise<boolean> {
  for (const { type, bytes } of partsOf(text)) {
    if (bytes.length === 0 || type === 'text/html') continue;
    if ((await kindByAll(bytes, depth + 1)) === undefined) return false;
  }
  return true;
}
