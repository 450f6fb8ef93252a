import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputFault } from '../../../src/application/input/fault.js';
import { strictJson } from '../../../src/application/input/strict-json.js';

const small = { depth: 3, keys: 5 };
const faultOf = (text: string, limits?: typeof small): string => {
  try {
    strictJson(text, limits);
    return 'read';
  } catch (error) {
    if (error instanceof InputFault) return `${error.kind}: ${error.what}`;
    throw error;
  }
};

describe('JSON at the door', () => {
  it('is read as any parser reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const expected = JSON.parse(text);
        // Numbers that cannot be held as they are written are refused; fast-check writes none.
        expect(strictJson(text)).toEqual(expected);
      }),
    );
  });

  it('is refused wherever a parser refuses it, and nothing else is thrown', () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + 1);
    });
    const parses = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(fc.property(broken, (text) => parses(text) || faultOf(text) !== 'read'));
  });

  // The last of two keys won without a word (trial duplicate-key.ndjson).
  it('holds no key twice, at any depth, however it is written', () => {
    expect(faultOf('{"name":"a","name":"b"}')).toMatch(/holds the key "name" twice/);
    expect(faultOf('{"data":{"x":[{"name":1,"n\\u0061me":2}]}}')).toMatch(/holds the key "name" twice/);
    expect(faultOf('{"a\\"b":1,"a\\"b" :2}')).toMatch(/twice/);
    expect(faultOf('{"a":{"name":1},"b":{"name":2},"c":["name","name"]}')).toBe('read');
  });

  it('tells no value, and no key that may be one', () => {
    expect(faultOf('{"Opdigtet Navn":1,"Opdigtet Navn":2}')).not.toMatch(/Opdigtet/);
  });

  it('is cut at its limits of depth and keys', () => {
    expect(faultOf('[[[1]]]', small)).toBe('read');
    expect(faultOf('[[[[1]]]]', small)).toMatch(/more than 3 deep/);
    expect(faultOf('['.repeat(1_000_000))).toMatch(/nested/);
    expect(faultOf('{"a":1,"b":2,"c":3,"d":4,"e":5}', small)).toBe('read');
    expect(faultOf('{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}', small)).toMatch(/^too-large: holds more than 5/);
    expect(faultOf('[1,2,3,4,5,6,7]', small)).toMatch(/^too-large/);
  });

  it('holds no number that would be another once it is read', () => {
    for (const text of ['{"value":9007199254740993}', '[1e999]', '-123456789012345678'])
      expect(faultOf(text)).toMatch(/number/);
    expect(strictJson('[0.1,-2,1e3,9007199254740991]')).toEqual([0.1, -2, 1000, 9007199254740991]);
  });
});
