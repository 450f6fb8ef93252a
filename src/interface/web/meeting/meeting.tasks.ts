import type { commands as planning } from '../../../domain/meeting/agenda.js';
import type { commands as deciding } from '../../../domain/meeting/decisions.js';
import { disclosureTo } from '../tasks/disclosure.js';
import { agencies, codes, offerKinds, ownInfohuse } from '../tasks/from-plan.js';
import { concerns, decisions, invitedRows, subjectsOfMeeting } from '../tasks/from-record.js';
import { now, ownInfohus, type Situation, valueIn } from '../tasks/situation.js';
import { type ChoicesOf, date, line, moment, one, rows, some, type Tasks, text } from '../tasks/task.js';

/** The permanent members of the Infohus (K16 p. 14); by a plan that names none, who coordinates. */
function permanent({ page: { plan } }: Situation): readonly string[] {
  const all = plan?.agencies ?? [];
  const members = all.filter((a) => a.member === 'permanent');
  return (members.length > 0 ? members : all.filter((a) => a.coordinating)).map((a) => a.code);
}
const subject = one(['Hvad handler det om?', 'What is it about?'], subjectsOfMeeting);

/** Written down by their names: a decision is read as it stands, whatever the plan calls them later. */
const offersByName: ChoicesOf = (s) => offerKinds(s).map(({ name }) => ({ code: name, name }));
/** The next whole hour of today; in the last one of the day now. */
function nextHour(s: Situation): string {
  const [day = '', time = ''] = now(s).split('T');
  const hour = Number(time.slice(0, 2)) + 1;
  return hour < 24 ? `${day}T${String(hour).padStart(2, '0')}:00` : now(s);
}

/** A meeting is called, holds items and is closed (K16-14). */
export const planningTasks: Tasks<typeof planning> = {
  CallMeeting: {
    now: true,
    fields: {
      infohus: one(['Infohus', 'Infohus'], ownInfohuse, { value: ownInfohus }),
      kind: one(['Hvad slags møde?', 'What kind of meeting?'], codes('ordinary', 'urgent'), {
        value: () => 'ordinary',
      }),
      // An urgent one is called for as soon as people can be there.
      startsAt: moment(['Hvornår begynder det?', 'When does it begin?'], {
        value: (s) => (valueIn(s, 'kind') === 'urgent' ? nextHour(s) : ''),
      }),
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
      offers: some(['Hvilke tilbud anbefales?', 'Which offers are recommended?'], offersByName, { optional: true }),
    },
  },
  CompleteDecision: {
    fields: {
      decisionId: one(['Hvilken beslutning?', 'Which decision?'], decisions),
      outcome: text(['Hvad kom der ud af den?', 'What came of it?'], { optional: true }),
    },
  },
};
