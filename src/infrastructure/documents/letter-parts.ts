/** One part of a letter that holds no others: its type as it says it, its bytes as they are. */
export interface LetterPart {
  readonly type: string;
  readonly bytes: Buffer;
}
const MOST_PARTS = 200;
const DEEPEST = 8;

/** The parts of a letter (RFC 2045, 2046), those inside of others too. @throws RangeError for more than anybody sends */
export function partsOf(letter: string, depth = 0): readonly LetterPart[] {
  if (depth > DEEPEST) throw new RangeError('parts within parts without end');
  const at = /\r?\n\r?\n/.exec(letter);
  const head = at ? letter.slice(0, at.index) : letter;
  const body = at ? letter.slice(at.index + at[0].length) : '';
  const headers = new Map(
    head
      .replace(/\r?\n[ \t]+/g, ' ')
      .split(/\r?\n/)
      .map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const said = headers.get('content-type') ?? 'text/plain';
  const type = (said.split(';', 1)[0] ?? '').trim().toLowerCase();
  const boundary = /boundary="?([^";]+)"?/i.exec(said)?.[1];
  if (type.startsWith('multipart/') && boundary) {
    const parts = `\n${body}`
      .split(`\n--${boundary}`)
      .slice(1)
      .filter((part) => !part.startsWith('--'));
    const all = parts.flatMap((part) => partsOf(part.replace(/^[ \t]*\r?\n/, ''), depth + 1));
    if (all.length > MOST_PARTS) throw new RangeError('too many parts');
    return all;
  }
  // Nobody renders a page of a letter here: what it says is not looked at (file-kind.ts).
  if (type === 'text/html') return [{ type, bytes: Buffer.alloc(0) }];
  return [{ type, bytes: decoded(body, headers.get('content-transfer-encoding') ?? '') }];
}

function decoded(body: string, encoding: string): Buffer {
  const how = encoding.toLowerCase();
  if (how === 'base64') return Buffer.from(body.replace(/\s+/g, ''), 'base64');
  if (how !== 'quoted-printable') return Buffer.from(body, 'utf8');
  // On bytes, a character each: as many array entries as a letter has characters would stop the process (25 MB).
  const bytes = Buffer.from(body, 'utf8')
    .toString('latin1')
    .replace(/=\r?\n/g, '');
  const plain = bytes.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
