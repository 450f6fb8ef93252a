import { expect, it } from '@jest/globals';
import { elementsIn, rootOf } from '../../src/infrastructure/xml.js';

const stop = (): never => {
  throw new Error('stopped');
};
const nested = (depth: number, tag: (i: number) => string) =>
  Array.from({ length: depth }, (_, i) => tag(i)).join('') + '</a>'.repeat(depth);

it.each([
  ['instructions', `<a>${'<?x'.repeat(5_000)}</a>`],
  ['elements in elements', nested(20_000, () => '<a>')],
  ['names of namespaces in each other', nested(3_000, (i) => `<a xmlns:n${i}="x">`)],
  ['elements beside each other', `<a>${'<a/>'.repeat(20_000)}</a>`],
])('XML of more %s than anybody needs is not read: it would hold up all others', (_, xml) => {
  expect(() => rootOf(xml, stop)).toThrow('stopped');
});

it('what is read is walked through however deep it is', () => {
  expect(
    elementsIn(
      rootOf(
        nested(4_900, () => '<a>'),
        stop,
      ),
    ),
  ).toHaveLength(4_900);
  const names = elementsIn(rootOf('<a><b><c/></b><d/></a>', stop)).map(({ localName }) => localName);
  expect(names).toEqual(['a', 'b', 'c', 'd']);
});
