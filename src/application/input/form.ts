import { textOf } from './decode.js';
import { InputFault } from './fault.js';

/** A field that was given several times is a list: boxes are. What takes one value refuses a list. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** `a=1&b=2`, as forms and addresses write it; percent-encoded UTF-8, decoded strictly. @throws InputFault */
export function formFields(written: Uint8Array | string, most = 1000): Fields {
  const text = typeof written === 'string' ? written : textOf(written);
  const fields: Record<string, string | string[]> = Object.create(null);
  const pairs = text === '' ? [] : text.split('&', most + 1);
  if (pairs.length > most) throw new InputFault(`holds more than ${most} fields`, 'too-large');
  for (const pair of pairs.filter((p) => p !== '')) {
    const at = pair.indexOf('=');
    const name = decoded(at === -1 ? pair : pair.slice(0, at));
    const value = at === -1 ? '' : decoded(pair.slice(at + 1));
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new InputFault('holds a percent-encoded text that is not UTF-8: likely ISO 8859-1 (Latin-1)');
  }
}
