import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { sourceIn } from '../../../src/interface/words/sources.js';

function sourcesOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'source' && typeof inner === 'string' ? [inner] : sourcesOf(inner),
  );
}
const all = [...new Set(loadPlans('plans').flatMap(({ plan }) => sourcesOf(plan)))];

describe('The source of a figure on a Danish page', () => {
  it('names document and page, what is carried on, and what is our own choice', () => {
    expect(sourceIn('K16-7 p. 15: at least 60 %', 'da')).toBe('K16-7 s. 15');
    expect(sourceIn('K16-17 p. 10; not restated in K24, carried on from K16', 'da')).toBe('K16-17 s. 10; videreført');
    expect(sourceIn('ours, domain.md section 6: the seeds set no time for the answer', 'da')).toBe('vores valg');
    expect(sourceIn('ours, as in K16-4: KØ-10 has times of reaction', 'da')).toBe('vores valg, efter K16-4');
    expect(sourceIn('K16 p. 13; reach: commands.md Legal bases', 'da')).toBe('K16 s. 13; produktets regler');
  });

  it('is what somebody wrote where that is Danish, and the whole reason on an English page', () => {
    expect(sourceIn('Byrådets beslutning 3. maj 2027, punkt 4', 'da')).toBe('Byrådets beslutning 3. maj 2027, punkt 4');
    expect(sourceIn('=1+1 a', 'da')).toBe('=1+1 a');
    expect(sourceIn('ours, domain.md section 6', 'en')).toBe('ours, domain.md section 6');
  });

  it('is never empty and never English, for all of our plans', () => {
    const shown = all.map((source) => [source, sourceIn(source, 'da')] as const);
    expect(shown.filter(([, text]) => text === '')).toEqual([]);
    const english = /\b(ours|the|of|and|not|with|by|from|no|is|are|as|domain|commands|carried|section|p|after|each)\b/;
    expect(shown.filter(([, text]) => english.test(text))).toEqual([]);
    // Nothing but a document and the place in it, "as ours", "carried on": a list of English words always lacks one (“sought above all in 2024”).
    const known = /^(vores valg(, efter PLACE)?|videreført|produktets regler|PLACE)$/;
    const place =
      /(K16|K20|K24|KØ|BEG)(-\d+)?([,:]? ((K16|K20|K24|KØ|BEG)(-\d+)?|s\. \d+(-\d+)?|[\d.-]+|Tabel \d|serviceloven § 12 b|[A-ZÆØÅ][\p{L}]+( \p{L}+){0,3}))*/u;
    const strange = (text: string) => text.split('; ').filter((part) => !known.test(part.replace(place, 'PLACE')));
    expect(shown.flatMap(([source, text]) => strange(text).map((part) => [source, part]))).toEqual([]);
  });
});
