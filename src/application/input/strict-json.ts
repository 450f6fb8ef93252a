import { InputFault } from './fault.js';

export interface JsonLimits {
  readonly depth: number;
  /** Field names in the whole of it, and entries of lists. */
  readonly keys: number;
}
/** Of a command, its answers and everything else that a person or a machine sends: no schema of ours needs a tenth of it. */
export const SENT: JsonLimits = { depth: 20, keys: 10_000 };
/** Of a file that a person names: plans and kept reports are larger. */
export const FILE: JsonLimits = { depth: 40, keys: 500_000 };

/**
 * JSON as RFC 8259 has it, and stricter where a parser would guess: a key that stands twice (the last one wins without a word), a number that
 * cannot be held as it is written, more depth or more keys than allowed. Cut while it is read. @throws InputFault
 */
export function strictJson(text: string, limits: JsonLimits = SENT): unknown {
  scan(text, limits);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputFault('is not JSON');
  }
}

/** The keys of an object under way; undefined: a list. */
type Open = Set<string> | undefined;
const QUOTE = 34;
const BACKSLASH = 92;

/** Looks at what stands between the strings; whether it is JSON at all is for the parser to say. */
function scan(text: string, { depth, keys }: JsonLimits): void {
  const open: Open[] = [];
  let found = 0;
  const count = () => {
    if (++found > keys) throw new InputFault(`holds more than ${keys} fields and entries`, 'too-large');
  };
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        const end = endOfString(text, i);
        const keysHere = open.at(-1);
        if (keysHere && isKey(text, end)) {
          count();
          once(keysHere, text.slice(i, end));
        }
        i = end - 1;
        break;
      }
      case 123: // {
      case 91: // [
        if (open.push(text[i] === '{' ? new Set() : undefined) > depth)
          throw new InputFault(`is nested more than ${depth} deep`);
        break;
      case 125: // }
      case 93: // ]
        open.pop();
        break;
      case 44: // ,
        if (open.at(-1) === undefined) count();
        break;
      default:
        i = endOfNumber(text, i);
    }
  }
}

/** @returns the place behind the closing quote */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  throw new InputFault('is not JSON');
}
const isKey = (text: string, end: number): boolean => {
  let i = end;
  while (' \t\r\n'.includes(text[i] ?? 'x')) i++;
  return text[i] === ':';
};

function once(keys: Set<string>, written: string): void {
  const key = written.includes('\\') ? keyOf(written) : written.slice(1, -1);
  if (keys.has(key)) throw new InputFault(`holds the key ${shown(key)} twice: which of the two is meant?`);
  keys.add(key);
}
function keyOf(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    throw new InputFault('is not JSON');
  }
}
/** Names of fields are short words; what is none is not repeated. */
const shown = (key: string): string => (/^\w{1,40}$/.test(key) ? `"${key}"` : 'of one object');

const NUMBER = /-?\d[\d.eE+-]*/y;
/** @returns the last place of a number, or the place itself. @throws InputFault for one that would be another once it is read */
function endOfNumber(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first !== 45 && !(first >= 48 && first <= 57)) return start;
  NUMBER.lastIndex = start;
  const written = NUMBER.exec(text)?.[0] ?? text[start] ?? '';
  const value = Number(written);
  const isWhole = /^-?\d+$/.test(written);
  if (
    !Number.isNaN(value) &&
    (!Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value) && String(value) !== written))
  )
    throw new InputFault('holds a number that is too large to be kept as it is written');
  return start + written.length - 1;
}
