import { DOMParser } from '@xmldom/xmldom';

/** What makes a reader fetch or grow (XXE, entities in entities): looked for before anything is parsed, and never in what is honest. */
export const isDoctype = /<!\s*(doctype|entity)/i;

export const withoutDeclaration = (xml: string): string => xml.replace(/^\uFEFF?\s*<\?xml [^<>?]*\?>/, '');

/** The one element of a well-formed document; what is not one ends in `stop`, which throws. */
export function rootOf(xml: string, stop: () => never): Element {
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
export const elementsIn = (root: Element): readonly Element[] => [
  root,
  ...childrenOf(root).flatMap((child) => elementsIn(child)),
];
export const childrenOf = (e: Element): readonly Element[] =>
  Array.from(e.childNodes).filter((n): n is Element => n.nodeType === 1);
export const named = (parent: Element, namespace: string, name: string): readonly Element[] =>
  childrenOf(parent).filter((e) => isNamed(e, namespace, name));

/** To be put into XML, between tags or in quotes. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
