import type { commands } from '../../../domain/breach/breach.js';
import { codes, ownInfohuse } from '../tasks/from-plan.js';
import { colleagues } from '../tasks/from-record.js';
import { now, ownInfohus, today } from '../tasks/situation.js';
import { date, line, moment, number, one, some, type Tasks, text } from '../tasks/task.js';
import { usersFor } from '../users/user-looks.js';

/** What compliance does about a breach of the security of personal data (GDPR art. 33, 34). */
export const breachTasks: Tasks<typeof commands> = {
  RecordBreach: {
    looks: usersFor,
    note: [
      'De 72 timer løber fra det tidspunkt, hvor I blev klar over bruddet. Skriv, hvad I ved; resten kan tilføjes.',
      'The 72 hours run from when you became aware of the breach. Write what you know; the rest can be added.',
    ],
    fields: {
      infohus: one(['Infohus', 'Infohus'], ownInfohuse, { value: ownInfohus }),
      discoveredAt: moment(['Hvornår blev det opdaget?', 'When was it discovered?'], { value: now }),
      losses: some(['Hvad blev brudt?', 'What was breached?'], codes('confidentiality', 'integrity', 'availability')),
      description: text(['Hvad er der sket?', 'What has happened?']),
      // Chosen: a login that was mistyped has seen nothing, and nobody would be told.
      account: one(['Hvilket login blev brugt?', 'Which login was used?'], colleagues, { optional: true }),
      networkAddress: line(['Fra hvilken netadresse?', 'From which network address?'], {
        optional: true,
        help: [
          'For eksempel 192.0.2.7. Så vises det, der blev set derfra, uanset hvilket login der blev brugt.',
          'For example 192.0.2.7. Then what was seen from there is shown, whichever login was used.',
        ],
      }),
      from: date(['Fra hvilken dag?', 'From which day?'], { optional: true }),
      to: date(['Til hvilken dag?', 'Until which day?'], { optional: true }),
    },
  },
  AssessBreach: {
    fields: {
      risk: one(
        ['Er der en risiko for dem, det handler om?', 'Is there a risk to those whom it concerns?'],
        codes('unlikely', 'some', 'high'),
      ),
      grounds: text(['Hvad er begrundelsen?', 'On which grounds?']),
    },
  },
  NotifyAuthority: {
    fields: {
      notifiedAt: moment(['Hvornår blev det anmeldt til Datatilsynet?', 'When was the authority told?'], {
        value: now,
      }),
      reasonForDelay: text(['Hvorfor senere end 72 timer?', 'Why later than 72 hours?'], { optional: true }),
    },
  },
  InformConcerned: {
    fields: {
      informedOn: date(['Hvilken dag?', 'On which day?'], { value: today }),
      by: one(['Hvordan?', 'How?'], codes('letter', 'mail', 'telephone', 'public')),
      count: number(['Hvor mange fik besked?', 'How many were told?']),
    },
  },
  CloseBreach: {
    note: [
      'Det kan først afsluttes, når det er vurderet, og når dem, der skal have besked, har fået den.',
      'It can be closed when it has been judged, and when those who are to be told have been told.',
    ],
    fields: { measures: text(['Hvad er der gjort, så det ikke sker igen?', 'What was done against another?']) },
  },
};
