import type { DocumentCommands } from '../../../domain/document/attaching.js';
import { codes } from '../tasks/from-plan.js';
import { documents, persons } from '../tasks/from-record.js';
import { valueIn } from '../tasks/situation.js';
import { derived, file, line, one, some, type Tasks, text } from '../tasks/task.js';

/** Letters, signed consents, pictures of a page (B-1): so that nobody keeps a folder beside the system. */
export const documentTasks: Tasks<DocumentCommands> = {
  AttachDocument: {
    note: [
      'Dokumentet gemmes forseglet. Kun de, der må se det, det hænger på, kan læse det, og det fremgår, hvem der har åbnet det.',
      'The document is kept sealed. Only those who may see what it hangs on can read it, and it is shown who opened it.',
    ],
    fields: {
      kind: one(
        ['Hvad er det?', 'What is it?'],
        codes('letter', 'consent', 'screenshot', 'minutes', 'assessment', 'other'),
      ),
      title: line(['Hvad kaldes det?', 'What is it called?'], {
        help: [
          'Så kolleger kan finde det. Intet CPR-nummer.',
          'So that colleagues find it. No civil registration number.',
        ],
      }),
      subjects: some(['Hvem handler det om?', 'Whom is it about?'], persons, {
        optional: true,
        help: [
          'Er det én person, slettes dokumentet sammen med personen.',
          'Where it is one person, the document is erased with the person.',
        ],
      }),
      documentId: file(['Fil', 'File'], {
        help: [
          'PDF, PNG, JPEG, TIFF, ren tekst, ODT, DOCX eller e-mail (EML), højst 25 MB, uden makroer. Sted og kamera fjernes fra billeder.',
          'PDF, PNG, JPEG, TIFF, plain text, ODT, DOCX or e-mail (EML), at most 25 MB, without macros. Place and camera are taken out of pictures.',
        ],
      }),
      name: derived((s) => valueIn(s, 'name')),
    },
  },
  DetachDocument: {
    note: [
      'Dokumentet vises ikke længere her. Det ligger i historikken, til det slettes.',
      'The document is no longer shown here. It stays in the history until it is erased.',
    ],
    fields: {
      documentId: one(['Hvilket dokument?', 'Which document?'], documents),
      reason: text(['Hvorfor fjernes det?', 'Why is it taken off?']),
    },
  },
};
