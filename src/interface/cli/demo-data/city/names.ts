import type { Random } from '../random.js';

const FIRST = [
  'Lærke',
  'Gøg',
  'Solsort',
  'Vibe',
  'Stær',
  'Drossel',
  'Mejse',
  'Svale',
  'Terne',
  'Ravn',
  'Rylle',
  'Spurv',
];
const LAST = [
  'Ahorn',
  'Birk',
  'Bøg',
  'Elm',
  'Fyr',
  'Gran',
  'Hassel',
  'Lind',
  'Pil',
  'Poppel',
  'Røn',
  'Tjørn',
  'Ask',
  'Eg',
];
const STREETS = ['Opdigtetvej', 'Påhitstræde', 'Eventyrgade', 'Fablens Allé'];

/** A family that nobody has: birds with the names of trees, and before them the word that says so. */
export interface Family {
  readonly last: string;
  readonly address: string;
}
export const family = (random: Random): Family => ({
  last: random.one(LAST),
  address: `${random.one(STREETS)} ${random.whole(1, 99)}, 0000 Ingensteds`,
});
export const nameIn = ({ last }: Family, random: Random): string => `Opdigtet ${random.one(FIRST)} ${last}`;

/** A civil registration number that nobody can have: the day stands 60 higher. */
export function cprOf(birthDate: string, random: Random): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return `${Number(day) + 60}${month}${year.slice(2)}-${random.whole(1000, 9999)}`;
}
export const phone = (random: Random): string => `Telefon 00 00 ${random.whole(10, 99)} ${random.whole(10, 99)}`;
