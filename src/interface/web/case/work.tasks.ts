import type { commands } from '../../../domain/case/work.js';
import { agencies, codes } from '../tasks/from-plan.js';
import { forWhom, persons, personsOr } from '../tasks/from-record.js';
import { ownAgency, ownUser } from '../tasks/situation.js';
import { date, one, some, type Tasks, text } from '../tasks/task.js';
import { colleaguesFor } from '../team/team-looks.js';

/** The daily work on a case. */
export const workTasks: Tasks<typeof commands> = {
  RecordContact: {
    fields: {
      kind: one(
        ['Hvad skete der?', 'What happened?'],
        codes('meeting', 'call', 'message', 'missed-appointment', 'other'),
      ),
      personId: one(['Med hvem?', 'With whom?'], personsOr(['Ingen bestemt person', 'Nobody in particular']), {
        optional: true,
      }),
      summary: text(['Hvad blev der talt om?', 'What was it about?'], { optional: true }),
    },
  },
  RecordHomeVisit: {
    fields: {
      met: some(['Hvem blev mødt?', 'Who was met?'], persons),
      participants: some(['Hvilke myndigheder var med?', 'Which agencies took part?'], agencies, {
        value: (s) => [ownAgency(s)],
      }),
      summary: text(['Hvad kom der frem?', 'What came out of it?']),
    },
  },
  SupportProfessionals: {
    fields: {
      agencies: some(['Hvem fik støtte?', 'Who was supported?'], agencies),
      topic: text(['Om hvad?', 'About what?']),
    },
  },
  RegisterRelease: {
    fields: {
      personId: one(['Hvem løslades?', 'Who is released?'], persons),
      releaseDate: date(['Forventet løsladelse', 'Expected release']),
    },
  },
  AssignCaseworker: {
    looks: colleaguesFor,
    fields: {
      userId: one(['Hvem er sagsbehandler?', 'Who is the caseworker?'], forWhom, { value: ownUser }),
    },
  },
};
