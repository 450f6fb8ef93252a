import { describe, expect, it } from '@jest/globals';
import { filled } from '../../../src/interface/words/filled.js';

describe('A text with places in it', () => {
  it('is filled with what stands for them, each as often as it comes, and nothing where nothing does', () => {
    expect(filled('{n} of {of}, {n} more', { n: 2, of: 5 })).toBe('2 of 5, 2 more');
    expect(filled('{nobody} looked', {})).toBe(' looked');
    expect(filled('$& {n}', { n: '$& {of}' })).toBe('$& $& {of}');
  });
});
