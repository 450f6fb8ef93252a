import type { commands as absence } from '../../../domain/absence/absence.js';
import type { commands as glass } from '../../../domain/access/break-glass.js';
import type { commands as alerts } from '../../../domain/alerts/alerts.js';
import type { commands as disposal } from '../../../domain/disposal/disposal.js';
import type { commands as users } from '../../../domain/identity/user.js';
import type { commands as plan } from '../../../domain/plan/adoption.js';
import type { commands as moving } from '../../../domain/reassignment/reassignment.js';
import { whatIsDue, whatWaits } from '../rights/rights-looks.js';
import { said } from '../tasks/filled.js';
import { codes, infohuse, plansOfInfohus } from '../tasks/from-plan.js';
import { colleagues, forWhom, listed, theirCases } from '../tasks/from-record.js';
import { ownInfohus, ownUser, today, valueIn } from '../tasks/situation.js';
import { type ChoicesOf, date, fixed, line, one, rows, some, type Tasks, text, yesNo } from '../tasks/task.js';
import { colleaguesFor, movable } from '../team/team-looks.js';
import { usersFor } from '../users/user-looks.js';

/** But the one who was chosen above. */
const others =
  (field: string): ChoicesOf =>
  (s) =>
    colleagues(s).filter(({ code }) => code !== valueIn(s, field));

export const alertTasks: Tasks<typeof alerts> = {
  AcknowledgeAlert: { now: true, fields: { note: text(['Bemærkning', 'Note'], { optional: true }) } },
};

export const absenceTasks: Tasks<typeof absence> = {
  RecordAbsence: {
    now: true,
    looks: colleaguesFor,
    fields: {
      userId: one(['Hvem er fraværende?', 'Who is absent?'], forWhom, { value: ownUser }),
      substitute: one(['Hvem træder til?', 'Who steps in?'], others('userId')),
      from: date(['Første dag', 'First day'], { value: today }),
      to: date(['Sidste dag', 'Last day']),
    },
  },
  EndAbsence: { now: true, fields: {} },
};

export const movingTasks: Tasks<typeof moving> = {
  ReassignCases: {
    now: true,
    looks: movable,
    note: [
      'Alle åbne sager, som den ene har, gives til den anden. En, der fejler, stopper ikke de andre.',
      'All open cases that the one has are given to the other. One that fails stops no other.',
    ],
    fields: {
      fromUser: one(['Hvis sager?', 'Whose cases?'], colleagues),
      toUser: one(['Hvem overtager dem?', 'Who takes them over?'], others('fromUser')),
      caseIds: some(['Kun disse sager', 'Only these cases'], theirCases, { optional: true }),
    },
  },
};

export const glassTasks: Tasks<typeof glass> = {
  UseBreakGlass: {
    now: true,
    warning: [
      'Compliance ser det straks og gennemgår det. Adgangen er kun til læsning og udløber af sig selv.',
      'Compliance sees it at once and reviews it. The access is for reading only and ends by itself.',
    ],
    fields: {
      caseId: line(['Sagens nummer', 'The number of the case'], { help: ['Fx S-2026-0317', 'Such as S-2026-0317'] }),
      justification: text(['Hvorfor kan det ikke vente?', 'Why can it not wait?']),
    },
    byNumber: ['caseId'],
    lands: (given) => `/cases/${given('caseId')}`,
  },
  ReviewBreakGlass: {
    now: true,
    fields: {
      glassId: fixed(({ form }) => said(form.id)),
      justified: yesNo(['Var den berettiget?', 'Was it justified?']),
      assessment: text(['Hvad er vurderingen?', 'What is the assessment?']),
    },
    lands: (given) => `/broken-glass/${given('glassId')}`,
  },
};

export const planTasks: Tasks<typeof plan> = {
  AdoptPlan: {
    warning: [
      'Frister og mål regnes efter planen fra den dag.',
      'Deadlines and goals are reckoned by the plan from that day.',
    ],
    fields: {
      infohus: one(['Infohus', 'Infohus'], infohuse, { value: ownInfohus }),
      planId: one(['Hvilken handleplan?', 'Which action plan?'], plansOfInfohus),
      adoptedBy: line(['Hvem har vedtaget den?', 'Who adopted it?']),
      from: date(['Gælder fra', 'In force from']),
      to: date(['Gælder til', 'In force until'], { optional: true }),
    },
  },
};

const user = {
  userId: one(['Hvilken bruger?', 'Which user?'], colleagues),
  reason: text(['Hvorfor?', 'Why?']),
};
export const userTasks: Tasks<typeof users> = {
  DeactivateUser: {
    now: true,
    looks: usersFor,
    warning: ['Brugerens sessioner slutter inden for et sekund.', 'The sessions of the user end within a second.'],
    fields: user,
  },
  ReactivateUser: { now: true, looks: usersFor, fields: user },
  EndSessions: { now: true, looks: usersFor, fields: user },
};

export const disposalTasks: Tasks<typeof disposal> = {
  ProposeDisposal: {
    now: true,
    looks: whatIsDue,
    note: [
      'En anden compliancemedarbejder godkender kassationen.',
      'Another compliance officer authorises the disposal.',
    ],
    fields: {
      records: rows(['Hvad kasseres?', 'What is disposed of?'], ['Tilføj en mere', 'Add another'], 'recordId', {
        kind: one(['Art', 'Kind'], codes('concern', 'case', 'meeting', 'hotline', 'incident', 'transfer', 'document')),
        recordId: one(['Hvad', 'What'], listed),
      }),
      ground: text(['Med hvilken begrundelse?', 'On which ground?']),
    },
  },
  AuthoriseDisposal: {
    looks: whatWaits,
    now: true,
    warning: ['Det kasserede kan ikke hentes tilbage.', 'What is disposed of cannot be brought back.'],
    fields: { archiveClearance: text(['Hvad siger arkivet?', 'What does the archive say?']) },
  },
};
