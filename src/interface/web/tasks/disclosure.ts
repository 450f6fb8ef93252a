import { categories } from '../sharing/categories.js';
import { basesTo, codes, constellationOf } from './from-plan.js';
import { documents, shareable } from './from-record.js';
import { derived, fixed, group, one, some, text } from './task.js';

/** What every disclosure says (K16-13): asked in the order in which it is decided, the purpose said and not asked. */
export const disclosureTo = (receiver: string) =>
  group(
    {
      categories: some(['Hvilke oplysninger gives videre?', 'Which information is passed on?'], categories, {
        help: [
          'Kun det, der er sat kryds ved, sendes. Tag ikke mere med, end modtageren har brug for.',
          'Only what is ticked is sent. Include no more than the receiver needs.',
        ],
        value: () => ['identity'],
      }),
      legalBasis: one(['Efter hvilken hjemmel?', 'On which legal basis?'], basesTo(receiver), {
        help: [
          'Listen viser de hjemler, der i dag gælder mellem din myndighed og modtageren.',
          'The list shows the bases that hold today between your agency and the receiver.',
        ],
      }),
      necessity: text(['Hvorfor er det nødvendigt?', 'Why is it necessary?'], {
        help: ['Læses af modtageren og af tilsynet.', 'Read by the receiver and by compliance.'],
      }),
      channel: one(['Hvordan gives de?', 'How are they given?'], codes('written', 'meeting', 'call'), {
        value: () => 'written',
      }),
      constellation: derived(constellationOf('legalBasis')),
      purpose: fixed(
        () => 'crime-prevention',
        ['Formål', 'Purpose'],
        ['Kriminalitetsforebyggelse, aldrig efterforskning', 'Crime prevention, never investigation'],
      ),
      documents: some(['Hvilke dokumenter følger med?', 'Which documents go with it?'], documents, { optional: true }),
      statements: some(['Hvilke udsagn følger med?', 'Which statements go with it?'], shareable, { optional: true }),
    },
    ['Videregivelse', 'Disclosure'],
  );
