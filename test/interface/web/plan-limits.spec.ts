import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import type { Page } from '../../../src/interface/web/layout.js';
import { limits } from '../../../src/interface/web/plans/limits.js';
import { type Language, sayIn } from '../../../src/interface/words/words.js';

describe('The limits of a plan', () => {
  it.each<[Language, RegExp]>([
    ['da', /(?<!\d)1 (måneder|timer|arbejdsdage|dage)/],
    ['en', /(?<!\d)1 (months|hours|working days|days|years)/],
  ])('count one as one (%s)', (language, plural) => {
    const page = { infohus: 'koege', language, say: sayIn(language) } as Page;
    const said = loadPlans('plans').flatMap(({ plan }) => limits(page, plan).map(([, value]) => value));
    expect(said.filter((value) => plural.test(value))).toEqual([]);
    expect(said).toContain(language === 'da' ? '1 arbejdsdag' : '1 working day');
  });
});
