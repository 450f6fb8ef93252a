import type { commands as planning } from '../../../domain/meeting/agenda.js';
import type { commands as deciding } from '../../../domain/meeting/decisions.js';
import { disclosureTo } from '../tasks/disclosure.js';
import { agencies, codes, ownInfohuse } from '../tasks/from-plan.js';
import { concerns, decisions, invitedRows, subjectsOfMeeting } from '../tasks/from-record.js';
import { ownInfohus, type Situation } from '../tasks/situation.js';
import { date, line, lines, moment, one, rows, some, type Tasks, text } from '../tasks/task.js';

/** The permanent members of the Infohus (K16 p. 14). */
const permanent = ({ page: { plan } }: Situation) =>
  (plan?.agencies ?? []).filter((a) => a.member === 'permanent').map((a) => a.code);
const subject = one(['Hvad handler det om?', 'What is it about?'], subjectsOfMeeting);

/** A meeting is called, holds items and is closed (K16-14). */
export const planningTasks: Tasks<typeof planning> = {
  CallMeeting: {
    now: true,
    fields: {
      infohus: one(['Infohus', 'Infohus'], ownInfohuse, { value: ownInfohus }),
      kind: one(['Hvad slags møde?', 'What kind of meeting?'], codes('ordinary', 'urgent'), {
        value: () => 'ordinary',
      }),
      startsAt: moment(['Hvornår begynder det?', 'When does it begin?']),
      invited: some(['Hvem indkaldes?', 'Who is called in?'], agencies, { value: permanent }),
      concernIds: some(['Hvilke bekymringer skal på dagsordenen?', 'Which concerns are on the agenda?'], concerns, {
        optional: true,
        value: ({ record }) => (record?.aggregate === 'concern' ? [record.id] : []),
      }),
    },
  },
  AddAgendaItem: {
    fields: {
      subject,
      invited: some(['Hvem er med til punktet?', 'Who takes part in this item?'], agencies, {
        optional: true,
        help: ['Tomt: alle indkaldte.', 'Empty: everybody called in.'],
      }),
      disclosures: rows(
        ['Videregivelse til dem, der ikke kender sagen', 'Disclosure to those who do not know the case'],
        ['Tilføj en videregivelse', 'Add a disclosure'],
        'toAgency',
        { toAgency: one(['Modtager', 'Receiver'], agencies), disclosure: disclosureTo('toAgency') },
      ),
    },
  },
  HoldMeeting: {
    fields: {
      attendees: rows(
        ['Hvem var til stede?', 'Who was present?'],
        ['Tilføj en deltager', 'Add somebody'],
        'userId',
        { userId: line(['Hvem', 'Who']), agency: one(['Myndighed', 'Agency'], agencies) },
        { begin: invitedRows },
      ),
    },
  },
  CloseMeeting: { fields: {} },
};

/** What a meeting recommends, who follows up, and what came of it (KØ-5). */
export const decidingTasks: Tasks<typeof deciding> = {
  RecordDecision: {
    fields: {
      subject,
      decision: text(['Hvad blev besluttet?', 'What was decided?']),
      responsibleAgency: one(['Hvem følger op?', 'Who follows up?'], agencies),
      startsBy: date(['Begynder senest', 'Begins at the latest'], { optional: true }),
      offers: lines(['Hvilke tilbud anbefales?', 'Which offers are recommended?'], {
        optional: true,
        help: ['Ét tilbud pr. linje.', 'One offer a line.'],
      }),
    },
  },
  CompleteDecision: {
    fields: {
      decisionId: one(['Hvilken beslutning?', 'Which decision?'], decisions),
      outcome: text(['Hvad kom der ud af den?', 'What came of it?'], { optional: true }),
    },
  },
};
