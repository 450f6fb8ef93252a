import type { commands as ending } from '../../../domain/concern/ending.js';
import type { commands as qualifying } from '../../../domain/concern/qualification.js';
import { disclosureTo } from '../tasks/disclosure.js';
import { agencies, codes, otherInfohuse } from '../tasks/from-plan.js';
import { concerns } from '../tasks/from-record.js';
import { ownAgency, type Situation } from '../tasks/situation.js';
import { made, one, some, type Tasks, text, yesNo } from '../tasks/task.js';

const FORMS = ['militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'hybrid', 'other', 'none'] as const;

export const severities = codes('acute', 'high', 'medium', 'low');
/** Only police set the final one. */
const finalities = (s: Situation) =>
  codes(...(s.page.session?.actor.role === 'police' ? ['preliminary', 'final'] : ['preliminary']))(s);

/** Is there anything in it (K16-2, K16-3)? */
export const qualifyingTasks: Tasks<typeof qualifying> = {
  AssessSeverity: {
    fields: {
      severity: one(['Hvor alvorligt er det?', 'How serious is it?'], severities),
      finality: one(['Er vurderingen endelig?', 'Is the assessment final?'], finalities, {
        value: (s) => finalities(s).at(-1)?.code ?? '',
        help: ['Kun politiet sætter den endelige.', 'Only police set the final one.'],
      }),
      readyToAct: yesNo(['Er personen handlingsparat?', 'Is the person ready to act?'], { optional: true }),
    },
  },
  QualifyConcern: {
    fields: {
      outcome: one(
        ['Er bekymringen begrundet?', 'Is the concern substantiated?'],
        codes('substantiated', 'unsubstantiated'),
      ),
      method: one(
        ['Hvordan er det afgjort?', 'How was it decided?'],
        codes('discussion', 'home-visit', 'conversation', 'urgent-meeting'),
        { value: () => 'discussion' },
      ),
      participants: some(['Hvem var med?', 'Who took part?'], agencies, { value: (s) => [ownAgency(s)] }),
      grounds: text(['Hvad hviler afgørelsen på?', 'What does the decision rest on?']),
      signs: text(['Tegn på radikalisering', 'Signs of radicalisation'], { optional: true }),
      vulnerabilities: text(['Sårbarheder', 'Vulnerabilities'], { optional: true }),
      forms: some(['Former, der er tale om', 'Forms that it is about'], codes(...FORMS), {
        optional: true,
        help: [
          'Tælles for hele Infohuset. Vises aldrig sammen med en person.',
          'Counted for the whole Infohus. Never shown with a person.',
        ],
      }),
    },
  },
};

/** A concern ends without a case: dismissed, with police, or at another Infohus. */
export const endingTasks: Tasks<typeof ending> = {
  DismissConcern: {
    fields: {
      reason: one(
        ['Hvorfor henlægges den?', 'Why is it dismissed?'],
        codes('irrelevant', 'unsubstantiated', 'duplicate'),
      ),
      duplicateOf: one(['Hvilken bekymring er den en dublet af?', 'Of which concern is it a duplicate?'], concerns, {
        optional: true,
        help: ['Skal vælges, når den er en dublet.', 'To be chosen where it is a duplicate.'],
      }),
    },
  },
  HandConcernToPolice: {
    warning: ['Bekymringen afsluttes her.', 'The concern ends here.'],
    fields: {
      to: one(['Til hvem?', 'To whom?'], codes('police', 'pet'), { value: () => 'police' }),
      reason: text(['Hvorfor er det en politisag?', 'Why is it a police matter?']),
    },
  },
  ForwardConcern: {
    first: 'toInfohus',
    warning: [
      'Det andet Infohus vurderer den på ny. Her afsluttes den.',
      'The other Infohus qualifies it anew. Here it ends.',
    ],
    fields: {
      newConcernId: made,
      toInfohus: one(['Til hvilket Infohus?', 'To which Infohus?'], otherInfohuse),
      disclosure: disclosureTo('toInfohus'),
    },
  },
};
