import type { commands as acting } from '../../../domain/activity/activity.js';
import type { commands as hotline } from '../../../domain/hotline/hotline.js';
import type { commands as incident } from '../../../domain/incident/incident.js';
import type { commands as measuring } from '../../../domain/measurement/measurement.js';
import type { commands as partner } from '../../../domain/partner/partner.js';
import {
  activityKinds,
  agencies,
  codes,
  indicators,
  infohuse,
  levels,
  otherInfohuse,
  ownInfohuse,
} from '../tasks/from-plan.js';
import { concerns } from '../tasks/from-record.js';
import { ownAgency, ownInfohus, today } from '../tasks/situation.js';
import { date, group, line, number, one, some, type Tasks, text } from '../tasks/task.js';

const infohus = one(['Infohus', 'Infohus'], ownInfohuse, { value: ownInfohus });
const activity = {
  infohus,
  kind: one(['Hvilken aktivitet?', 'Which activity?'], activityKinds),
  heldOn: date(['Hvilken dag?', 'On which day?'], { value: today }),
  targetGroup: one(['For hvem?', 'For whom?'], codes('society', 'group', 'individual', 'professionals')),
  participants: number(['Hvor mange deltog?', 'How many took part?']),
  schoolType: one(['Skoleform', 'Type of school'], codes('folkeskole', 'friskole'), { optional: true }),
  partner: line(['Sammen med', 'Together with'], { optional: true }),
  level: one(['Niveau af forebyggelse', 'Level of prevention'], levels, { optional: true }),
} as const;
const none = { value: () => '', optional: true } as const;

export const activityTasks: Tasks<typeof acting> = {
  RecordActivity: { now: true, fields: activity },
  CorrectActivity: {
    note: ['Udfyld kun det, der var forkert.', 'Fill in only what was wrong.'],
    fields: {
      changes: group({
        infohus: { ...infohus, ...none, of: infohuse },
        kind: { ...activity.kind, ...none },
        heldOn: { ...activity.heldOn, ...none },
        targetGroup: { ...activity.targetGroup, ...none },
        participants: { ...activity.participants, ...none },
        schoolType: activity.schoolType,
        partner: activity.partner,
        level: activity.level,
      }),
      reason: text(['Hvad var forkert?', 'What was wrong?']),
    },
  },
};

export const partnerTasks: Tasks<typeof partner> = {
  SignAgreement: {
    fields: {
      name: line(['Hvem er aftalen med?', 'With whom is the agreement?']),
      signedOn: date(['Underskrevet den', 'Signed on'], { value: today }),
      endsOn: date(['Udløber den', 'Ends on'], { optional: true }),
    },
  },
  SignCharter: {
    fields: {
      name: line(['Hvem har underskrevet charteret?', 'Who has signed the charter?'], { optional: true }),
      signedOn: date(['Underskrevet den', 'Signed on'], { value: today }),
    },
  },
};

const actors = some(['Hvem er med?', 'Who takes part?'], agencies, { value: (s) => [ownAgency(s)] });
export const incidentTasks: Tasks<typeof incident> = {
  RaiseIncident: {
    fields: {
      infohus,
      place: line(['Hvor er der uro?', 'Where is the unrest?']),
      summary: text(['Hvad sker der?', 'What is happening?']),
    },
  },
  ActivatePreventionPlan: { fields: { actors } },
  RecordMediation: { fields: { method: text(['Hvordan blev der mæglet?', 'How was it mediated?']), actors } },
  CloseIncident: { fields: { outcome: text(['Hvordan endte det?', 'How did it end?']) } },
};

export const hotlineTasks: Tasks<typeof hotline> = {
  RecordHotlineContact: {
    fields: {
      infohus,
      from: one(['Hvem ringede?', 'Who called?'], codes('professional', 'citizen', 'relative')),
      topic: text(['Om hvad?', 'About what?']),
      forwardedTo: one(['Sendes videre til', 'Passed on to'], otherInfohuse, { optional: true }),
      concernId: one(['Hører til bekymringen', 'Belongs to the concern'], concerns, { optional: true }),
    },
  },
  TakeHotlineContact: {
    fields: {
      concernId: one(['Blev der en bekymring af den?', 'Did a concern come of it?'], concerns, { optional: true }),
    },
  },
};

const figure = {
  infohus,
  indicator: one(['Hvad er målt?', 'What was measured?'], indicators),
  year: number(['Hvilket år?', 'Which year?'], { value: (s) => today(s).slice(0, 4) }),
  value: number(['Værdi', 'Value']),
  source: line(['Kilde', 'Source'], { help: ['Vises i rapporten.', 'Shown in the report.'] }),
};
export const measuringTasks: Tasks<typeof measuring> = {
  RecordMeasurement: { now: true, fields: figure },
  RecordHistoricalFigure: { now: true, fields: figure },
};
