import { InputFault } from './fault.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BOM = '\uFEFF';

/** The text of a whole input in UTF-8; a byte order mark before it is left out. @throws InputFault with the line and the likely encoding */
export function textOf(bytes: Uint8Array): string {
  try {
    const text = strict.decode(bytes);
    return text.startsWith(BOM) ? text.slice(1) : text;
  } catch {
    const utf16 = sixteen(bytes, 0);
    throw utf16 ? new InputFault(utf16) : new InputFault(EIGHT_BITS).at(lineOfFault(bytes));
  }
}

/** The text of one line; `offset` is where it stands in its file. @throws InputFault with the likely encoding */
export function lineText(bytes: Uint8Array, offset: number): string {
  const utf16 = sixteen(bytes, offset);
  if (utf16) throw new InputFault(utf16);
  try {
    const text = strict.decode(bytes);
    return offset === 0 && text.startsWith(BOM) ? text.slice(1) : text;
  } catch {
    throw new InputFault(EIGHT_BITS);
  }
}

const SAVE = 'save it as UTF-8 and try again';
const EIGHT_BITS = `is not UTF-8: likely ISO 8859-1 (Latin-1) or Windows-1252; ${SAVE}`;

/** Text in UTF-16 holds a zero beside nearly every letter; JSON in UTF-8 holds none. */
export function sixteen(bytes: Uint8Array, offset: number): string | undefined {
  const [first, second] = bytes;
  const marked =
    offset === 0 && ((first === 0xff && second === 0xfe && 'LE') || (first === 0xfe && second === 0xff && 'BE'));
  if (marked) return `is not UTF-8: likely UTF-16${marked} (its byte order mark stands first); ${SAVE}`;
  const head = bytes.subarray(0, 400);
  let [even, odd] = [0, 0];
  for (const [i, byte] of head.entries())
    if (byte === 0 && (offset + i) % 2 === 0) even++;
    else if (byte === 0) odd++;
  const most = Math.max(even, odd);
  if (most === 0 || most * 3 < head.length) return undefined;
  return `is not UTF-8: likely UTF-16${odd >= even ? 'LE' : 'BE'}; ${SAVE}`;
}

/** The first line that is not UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(10, start);
    try {
      strict.decode(bytes.subarray(start, end === -1 ? undefined : end));
    } catch {
      return line;
    }
    if (end === -1) return line;
    start = end + 1;
  }
}
