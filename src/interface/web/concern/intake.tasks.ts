import type { commands } from '../../../domain/concern/intake.js';
import { ageGroups, roles } from '../case/subjects.tasks.js';
import { agencies, channels, codes, ownInfohuse } from '../tasks/from-plan.js';
import { persons } from '../tasks/from-record.js';
import { now, ownInfohus } from '../tasks/situation.js';
import { line, moment, none, one, person, rows, type Tasks, text, yes } from '../tasks/task.js';
import { severities } from './concern.tasks.js';
import { intakeLooks } from './intake-looks.js';

/** From what somebody tells to what is known of it (K16-1, KØ-1, KØ-9). */
export const intakeTasks: Tasks<typeof commands> = {
  RegisterConcern: {
    looks: intakeLooks,
    note: [
      'Ring 112 ved fare her og nu, 114 til politiet ellers. Er der en under 18, gælder underretningspligten også.',
      'Call 112 where there is danger now, 114 for the police otherwise. For a minor the duty to notify holds too.',
    ],
    fields: {
      infohus: one(['Infohus', 'Infohus'], ownInfohuse, { value: ownInfohus }),
      description: text(['Hvad er bekymringen?', 'What is the concern?'], {
        help: [
          'Skriv, hvad der er set og hørt, og af hvem. Skriv ikke CPR-numre her.',
          'Write what was seen and heard, and by whom. Do not write civil registration numbers here.',
        ],
      }),
      subjects: rows(
        ['Hvem handler det om?', 'Whom is it about?'],
        ['Tilføj en person', 'Add a person'],
        'personId',
        {
          personId: person(['Person', 'Person'], persons),
          ageGroup: one(['Alder', 'Age'], ageGroups),
          role: one(['Rolle', 'Role'], roles, { value: () => 'focus' }),
        },
        {
          help: ['Lad det stå tomt, hvis det ikke vides endnu.', 'Leave it empty where it is not known yet.'],
          folded: 3,
          begin: (s) => (persons(s).length > 0 ? persons(s).map((p) => ({ personId: p.code })) : [{ role: 'focus' }]),
        },
      ),
      channel: one(['Hvordan kom den?', 'How did it come?'], channels),
      receivedAt: moment(['Hvornår blev den modtaget?', 'When was it received?'], { value: now }),
      reportedByAgency: one(['Hvilken myndighed kommer den fra?', 'Which agency does it come from?'], agencies, {
        optional: true,
      }),
      reporter: line(['Hvem fortæller det?', 'Who tells it?'], { optional: true }),
      anonymous: yes(['Den, der fortæller det, vil være anonym', 'Whoever tells it wants to stay anonymous']),
    },
    also: [
      {
        command: 'AssessSeverity',
        label: ['Hvor alvorligt er det?', 'How serious is it?'],
        keys: ['severity'],
        of: {
          severity: one(['Alvorsgrad', 'Severity'], severities, {
            optional: true,
            help: ['Kan vurderes senere.', 'Can be assessed later.'],
          }),
          finality: { is: 'fixed', value: () => 'preliminary' },
          readyToAct: none,
        },
      },
      {
        command: 'NotifyPolice',
        label: ['Er politiet orienteret?', 'Have police been told?'],
        keys: ['notifiedAt'],
        of: {
          notifiedAt: moment(['Politiet blev orienteret', 'Police were told'], {
            optional: true,
            help: ['Lad det stå tomt, hvis de ikke er.', 'Leave it empty where they have not.'],
          }),
        },
      },
    ],
    now: true,
  },
  IdentifySubject: {
    looks: intakeLooks,
    fields: {
      personId: person(['Hvem handler det om?', 'Whom is it about?'], () => []),
      ageGroup: one(['Alder', 'Age'], ageGroups),
      role: one(['Rolle', 'Role'], roles, { value: () => 'focus' }),
    },
  },
  NotifyPolice: {
    now: true,
    fields: { notifiedAt: moment(['Hvornår blev politiet orienteret?', 'When were police told?'], { value: now }) },
  },
  NotifyInfohus: {
    now: true,
    fields: { notifiedAt: moment(['Hvornår fik Infohuset besked?', 'When was the Infohus told?'], { value: now }) },
  },
  SendReceipt: {
    now: true,
    note: [
      'Til fagpersonen, der har underrettet, så vedkommende ikke behøver at ringe.',
      'To the professional who gave notice, so that they need not call.',
    ],
    fields: {
      by: one(['Hvordan blev den sendt?', 'How was it sent?'], codes('letter', 'mail', 'telephone')),
      sentAt: moment(['Hvornår?', 'When?'], { value: now }),
    },
  },
  GiveAdvice: {
    fields: {
      to: one(['Hvem fik rådgivning?', 'Who was advised?'], codes('professional', 'citizen', 'relative')),
      topic: text(['Om hvad?', 'About what?']),
    },
  },
};
