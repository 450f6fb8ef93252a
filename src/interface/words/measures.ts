import type { Language } from './words.js';

/**
 * What the measurements are called that a plan of ours names, for a report by a plan that does not: they are recorded on, and stand beside its
 * own (K16-16). The same words as in the plan, which a specification compares.
 */
const MEASURES: Readonly<Record<string, Readonly<Record<Language, string>> & { readonly unit: 'share' | 'value' }>> = {
  citizenship: {
    da: '18-29-årige, der betegner sig som demokratiske',
    en: 'People of 18-29 who call themselves democratic',
    unit: 'share',
  },
  'unsafe-neighbourhood': { da: 'Utrygge i deres nabolag', en: 'Feel unsafe in their neighbourhood', unit: 'share' },
  'unsafe-evening': {
    da: 'Utrygge i deres nabolag om aftenen og natten',
    en: 'Feel unsafe in their neighbourhood in the evening and at night',
    unit: 'share',
  },
  radicalised: { da: 'Radikaliserede københavnere', en: 'Radicalised people of Copenhagen', unit: 'value' },
  'at-risk': {
    da: 'Radikaliseringstruede københavnere',
    en: 'People of Copenhagen at risk of radicalisation',
    unit: 'value',
  },
};

/** By what somebody else recorded it under where no plan of ours knows it: it has no other name. */
export const measureName = (id: string, language: Language): string => MEASURES[id]?.[language] ?? id;
/** Undefined: nobody has said, and it is not guessed to be a share. */
export const measureUnit = (id: string) => MEASURES[id]?.unit;
