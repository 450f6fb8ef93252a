import type { vocabularyOf as amending } from '../../../domain/kernel/amendment-events.js';
import type { vocabularyOf as sealing } from '../../../domain/kernel/sealed-texts.js';
import { codes } from '../tasks/from-plan.js';
import { events } from '../tasks/from-record.js';
import { changes, one, type Tasks, text } from '../tasks/task.js';

const event = one(['Hvilken registrering?', 'Which record?'], events);

/** Nothing is edited or deleted: a mistake is corrected or annulled, and stays to be read (domain.md rule 10). */
export const amendingTasks: Tasks<ReturnType<typeof amending>['commands']> = {
  CorrectEvent: {
    now: true,
    fields: {
      eventId: event,
      changes: changes(['Det, der blev registreret', 'What was recorded'], {
        help: ['Ret det, der er forkert. Resten bliver, som det er.', 'Change what is wrong. The rest stays as it is.'],
      }),
      reason: text(['Hvad var forkert?', 'What was wrong?']),
    },
  },
  AnnulEvent: {
    now: true,
    warning: [
      'Det tæller ikke længere med noget sted, men kan fortsat læses.',
      'It counts nowhere any longer, but can still be read.',
    ],
    fields: { eventId: event, reason: text(['Hvorfor er det aldrig sket?', 'Why did it never happen?']) },
  },
};

/** A text that may name somebody who was erased: two people look at it. */
export const sealedTextTasks: Tasks<ReturnType<typeof sealing>['commands']> = {
  DecideSealedText: {
    now: true,
    fields: {
      eventId: event,
      decision: one(
        ['Hvad skal der ske med teksten?', 'What becomes of the text?'],
        codes('keep', 'reseal', 'destroy'),
      ),
      text: text(['Teksten uden personen', 'The text without the person'], {
        optional: true,
        help: [
          'Kun når den forsegles på ny. For et dokument er det den nye titel: dokumentet selv bliver. Nævner dokumentet personen, så slet det.',
          'Only where it is sealed anew. For a document it is the new title: the document itself stays. Where the document names the person, destroy it.',
        ],
      }),
    },
  },
  ConfirmSealedText: { now: true, fields: { eventId: event } },
};
