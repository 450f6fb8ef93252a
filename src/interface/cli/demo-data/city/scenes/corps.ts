import { family, nameIn } from '../names.js';
import { KOEBENHAVN, KOEGE } from '../towns.js';
import type { Scene } from './scene.js';

interface Told {
  readonly kinds: readonly string[];
  readonly languages?: readonly string[];
  readonly capacity: number;
  /** Years since the training; none: not trained yet. */
  readonly trained?: number;
  /** Days until the certificate runs out; none: it has no end. */
  readonly certificate?: number;
  readonly lent?: true;
  readonly ended?: true;
}
const CORPS: readonly Told[] = [
  { kinds: ['mentor'], languages: ['danish', 'arabic'], capacity: 3, trained: 4, certificate: 400 },
  { kinds: ['mentor'], languages: ['danish', 'somali'], capacity: 2, trained: 2, certificate: 20 },
  { kinds: ['parent-coach'], languages: ['danish', 'urdu'], capacity: 2, trained: 3 },
  { kinds: ['mentor', 'parent-coach'], languages: ['danish'], capacity: 4, trained: 6, certificate: 250, lent: true },
  { kinds: ['mentor'], languages: ['danish', 'english'], capacity: 2 },
  { kinds: ['mentor'], languages: ['danish', 'turkish'], capacity: 2, trained: 3, certificate: -6 },
  { kinds: ['parent-coach'], languages: ['danish'], capacity: 1, trained: 8, ended: true },
];

/** The corps of mentors and coaches (B-5): free and not, a certificate that runs out, one lent to the other town, one who has stopped. */
export function corps(scene: Scene): void {
  const { tale, today } = scene;
  const { random, town } = tale;
  const other = town.infohus === KOEBENHAVN.infohus ? KOEGE : KOEBENHAVN;
  for (const { kinds, languages, capacity, trained, certificate, lent, ended } of town === KOEGE
    ? CORPS.slice(0, 4)
    : CORPS) {
    const id = random.uuid();
    tale.give('RegisterMentor', id, scene.ago(120), town.lead, {
      ...{ infohus: town.infohus, name: nameIn(family(random), random), kinds, languages, capacity },
      ...(trained === undefined ? {} : { trainedOn: `${Number(today.slice(0, 4)) - trained}-05-01` }),
      ...(certificate === undefined ? {} : { certificateUntil: scene.date(certificate) }),
    });
    if (lent)
      tale.give('LendMentor', id, scene.ago(14), town.lead, {
        toInfohus: other.infohus,
        from: scene.date(-10),
        to: scene.date(60),
      });
    if (ended) tale.give('EndMentor', id, scene.ago(40), town.lead, { reason: 'Opdigtet: har fået andet arbejde.' });
  }
}
