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
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  if (isLetter(text)) return depth < 3 && (await allPartsTaken(text, depth)) ? ALLOWED.eml : undefined;
  // A page or a drawing that calls itself a text is neither.
  return text.trimStart().startsWith('<') ? undefined : ALLOWED.text;
}

/** Unpacked it may be at most ten times what may come in: nobody writes so much. */
const MOST_UNPACKED = 250_000_000;
const MOST_ENTRIES = 5_000;
/** Parts that run when the document is opened. */
const RUNS = /(^|\/)(vbaProject\.bin|vbaData\.xml|macros?\/|Basic\/|Scripts\/)/i;

/** From the directory alone: nothing but two short entries is ever unpacked. */
function office(bytes: Buffer): MediaType | undefined {
  let [unpacked, entries, runs] = [0, 0, false];
  let small: Unzipped;
  try {
    small = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        entries++;
        runs ||= RUNS.test(name);
        return (name === '[Content_Types].xml' || name === 'mimetype') && originalSize < 1_000_000;
      },
    });
  } catch {
    return undefined;
  }
  if (runs || unpacked > MOST_UNPACKED || entries > MOST_ENTRIES) return undefined;
  const said = (name: string) => Buffer.from(small[name] ?? []).toString('utf8');
  if (said('mimetype').trim() === ALLOWED.odt) return ALLOWED.odt;
  const types = said('[Content_Types].xml');
  const isDocument = types.includes('wordprocessingml.document.main+xml') && !/macroEnabled|vbaProject/i.test(types);
  return isDocument ? ALLOWED.docx : undefined;
}

/** UTF-8 without signs that are none of a text; undefined: it is no text. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const HEADER = /^[!-9;-~]+:/;
/** A letter begins with its headers, and one of them says from whom, when or how. */
function isLetter(text: string): boolean {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const lines = head.split(/\r?\n/).filter((line) => !/^[ \t]/.test(line));
  const names = new Set(lines.map((line) => line.split(':', 1)[0]?.toLowerCase()));
  return (
    lines.every((line) => HEADER.test(line)) &&
    names.has('from') &&
    ['date', 'mime-version', 'message-id', 'subject'].some((name) => names.has(name))
  );
}

/** Each part of a letter passes the same checks; what it says as a page (HTML) is text that nobody renders here. */
async function allPartsTaken(text: string, depth: number): Promise<boolean> {
  for (const { type, bytes } of partsOf(text)) {
    if (bytes.length === 0 || type === 'text/html') continue;
    if ((await kindByAll(bytes, depth + 1)) === undefined) return false;
  }
  return true;
}
