import { DOMParser } from '@xmldom/xmldom';

/** What makes a reader fetch or grow (XXE, entities in entities): looked for before anything is parsed, and never in what is honest. */
export const isDoctype = /<!\s*(doctype|entity)/i;

export const withoutDeclaration = (xml: string): string => xml.replace(/^\uFEFF?\s*<\?xml [^<>?]*\?>/, '');

/**
 * Some hundreds of each are honest. Of more the reader takes seconds (instructions: minutes) in which nobody else is answered, and a login may be
 * sent by anybody.
 */
const isOver = (xml: string): boolean =>
  /<\?/.test(xml) ||
  xml.split('<', TAGS + 2).length > TAGS + 1 ||
  xml.split('xmlns:', NAMESPACES + 2).length > NAMESPACES + 1;
const TAGS = 10_000;
const NAMESPACES = 1_000;

/** The one element of a well-formed document without instructions; what is not one ends in `stop`, which throws. */
export function rootOf(xml: string, stop: () => never): Element {
  if (isOver(xml)) return stop();
  const parser = new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } });
  const document = parser.parseFromString(xml, 'text/xml');
  const elements = Array.from(document.childNodes).filter((n) => n.nodeType === 1);
  const others = Array.from(document.childNodes).some((n) => n.nodeType !== 1 && n.textContent?.trim());
  const [root] = elements;
  if (!root || elements.length !== 1 || others) return stop();
  return root as unknown as Element;
}

export const isNamed = (e: Element, namespace: string, name: string): boolean =>
  e.namespaceURI === namespace && e.localName === name;
/** In the order of the text. Without a call in a call: others say how deep it is. */
export function elementsIn(root: Element): readonly Element[] {
  const [found, ahead]: [Element[], Element[]] = [[], [root]];
  for (let e = ahead.pop(); e; e = ahead.pop()) {
    found.push(e);
    ahead.push(...childrenOf(e).toReversed());
  }
  return found;
}
export const childrenOf = (e: Element): readonly Element[] =>
  Array.from(e.childNodes).filter((n): n is Element => n.nodeType === 1);
export const named = (parent: Element, namespace: string, name: string): readonly Element[] =>
  childrenOf(parent).filter((e) => isNamed(e, namespace, name));

/** To be put into XML, between tags or in quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
