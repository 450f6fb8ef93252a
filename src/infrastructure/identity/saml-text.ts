import { LoginRefused } from '../../application/ports/identity.js';
import { childrenOf, elementsIn, isDoctype, named, rootOf, withoutDeclaration } from '../xml.js';

export { childrenOf, elementsIn, escaped, isNamed, named } from '../xml.js';

export const NS = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const;
/** Characters: an assertion with all its privileges has some thousands. */
const MOST = 300_000;

/** What readers of XML disagree about, or what makes them fetch or grow: none of it is in an honest answer (VU#475445, XXE). */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['saml-doctype', isDoctype],
  ['saml-comment', /<!--/],
  ['saml-cdata', /<!\[/],
  ['saml-instruction', /<\?/],
];

/** @throws LoginRefused saml-too-large, saml-unreadable, saml-doctype, saml-comment, saml-cdata, saml-instruction */
export function documentOf(text: string): Element {
  if (text.length > MOST) throw new LoginRefused('saml-too-large');
  const xml = withoutDeclaration(text);
  for (const [why, pattern] of FORBIDDEN) if (pattern.test(xml)) throw new LoginRefused(why);
  const root = rootOf(xml, () => {
    throw new LoginRefused('saml-unreadable');
  });
  const ids = elementsIn(root).flatMap((e) =>
    Array.from(e.attributes).flatMap((a) => (a.localName.toLowerCase() === 'id' ? [a.value] : [])),
  );
  if (new Set(ids).size !== ids.length) throw new LoginRefused('saml-id-twice');
  return root;
}

/** Base64, and nothing beside it. @throws LoginRefused saml-unreadable */
export function decoded(base64: string | undefined): Buffer {
  const compact = (base64 ?? '').replaceAll(/[\r\n\t ]/g, '');
  if (compact.length === 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new LoginRefused('saml-unreadable');
  if (compact.length > MOST * 2) throw new LoginRefused('saml-too-large');
  return Buffer.from(compact, 'base64');
}
/** @throws LoginRefused saml-unreadable where it is not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LoginRefused('saml-unreadable');
  }
}

/** The one child of that name. @throws LoginRefused by `why`: there is none, or more than one */
export function only(parent: Element, namespace: string, name: string, why: string): Element {
  const [found, ...more] = named(parent, namespace, name);
  if (!found || more.length > 0) throw new LoginRefused(why);
  return found;
}
/** Its text, where it holds nothing but text. */
export function plainText(e: Element, why: string): string {
  if (childrenOf(e).length > 0) throw new LoginRefused(why);
  return (e.textContent ?? '').trim();
}
