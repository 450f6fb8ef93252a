import type { commands as duties } from '../../../domain/case/duties.js';
import type { commands as handing } from '../../../domain/case/handover.js';
import type { RectifyingCommands } from '../../../domain/case/rectification.js';
import type { commands as referring } from '../../../domain/case/referral.js';
import type { commands as disclosing } from '../../../domain/case/sharing.js';
import { sharingOf } from '../sharing/looks.js';
import { disclosureTo } from '../tasks/disclosure.js';
import { codes, otherAgencies, unitsOf } from '../tasks/from-plan.js';
import { disclosures, handovers, referrals } from '../tasks/from-record.js';
import { now } from '../tasks/situation.js';
import { made, moment, one, rows, type Tasks, text } from '../tasks/task.js';

const receiver = one(['Hvem er modtageren?', 'Who receives it?'], otherAgencies);
const handover = one(['Overdragelse', 'Handover'], handovers);
const referral = one(['Henvisning', 'Referral'], referrals);

/** What is told to whom. */
export const disclosingTasks: Tasks<typeof disclosing> = {
  DiscloseInformation: {
    first: 'toAgency',
    looks: sharingOf,
    fields: { toAgency: receiver, disclosure: disclosureTo('toAgency') },
  },
  RequestInformation: {
    fields: {
      toAgency: one(['Hvem spørges?', 'Who is asked?'], otherAgencies),
      topic: text(['Hvad er der brug for at vide?', 'What is it necessary to know?']),
    },
  },
  DeclineToShare: {
    fields: {
      fromAgency: one(['Hvem bad om oplysningerne?', 'Who asked for the information?'], otherAgencies),
      reason: text(['Hvorfor deles de ikke?', 'Why are they not shared?'], { optional: true }),
    },
  },
};

const sent = one(['Hvilken videregivelse?', 'Which disclosure?'], disclosures);
/** Who received what was corrected since is told so. */
export const rectifyingTasks: Tasks<RectifyingCommands> = {
  TellRectification: {
    note: [
      'Modtageren skal vide, at noget af det, I gav videre, er rettet eller annulleret siden.',
      'The receiver is to know that something of what you passed on was corrected or annulled since.',
    ],
    fields: {
      disclosureId: sent,
      sentAt: moment(['Hvornår fik modtageren besked?', 'When was the receiver told?'], { value: now }),
      by: one(['Hvordan?', 'How?'], codes('letter', 'mail', 'telephone')),
    },
  },
};

/** Responsibility moves when it is accepted (domain.md rule 3). */
export const handoverTasks: Tasks<typeof handing> = {
  OfferHandover: {
    first: 'toAgency',
    looks: sharingOf,
    note: [
      'Ansvaret bliver hos jer, til modtageren har sagt ja.',
      'Responsibility stays with you until the receiver has said yes.',
    ],
    fields: {
      handoverId: made,
      toAgency: receiver,
      reason: text(['Hvorfor overdrages sagen?', 'Why is the case handed over?']),
      disclosure: disclosureTo('toAgency'),
    },
  },
  AcceptHandover: {
    note: [
      'Fra nu af har jeres myndighed ansvaret for sagen og er dataansvarlig for den.',
      'From now on your agency is responsible for the case and controls its data.',
    ],
    fields: { handoverId: handover },
  },
  DeclineHandover: { fields: { handoverId: handover, reason: text(['Hvorfor ikke?', 'Why not?']) } },
  WithdrawHandover: { fields: { handoverId: handover } },
};

export const referralTasks: Tasks<typeof referring> = {
  ReferCase: {
    first: 'toAgency',
    looks: sharingOf,
    note: [
      'Modtageren får en opgave i sagen. Ansvaret bliver, hvor det er.',
      'The receiver gets a task in the case. Responsibility stays where it is.',
    ],
    fields: {
      referralId: made,
      toAgency: receiver,
      unit: one(['Hvilken enhed?', 'Which unit?'], unitsOf('toAgency'), { optional: true }),
      task: text(['Hvad bedes de om?', 'What are they asked to do?']),
      disclosure: disclosureTo('toAgency'),
    },
  },
  AcceptReferral: { fields: { referralId: referral } },
  DeclineReferral: { fields: { referralId: referral, reason: text(['Hvorfor ikke?', 'Why not?']) } },
  WithdrawReferral: { fields: { referralId: referral } },
  CompleteReferral: {
    fields: { referralId: referral, outcome: text(['Hvad kom der ud af det?', 'What came of it?']) },
  },
};

const DUTIES = ['notes', 'journal', 'hearing', 'information'] as const;
export const dutyTasks: Tasks<typeof duties> = {
  AnswerControllerDuties: {
    note: [
      'Den nye dataansvarlige svarer på, hvad der er gjort efter overdragelsen (KØ-11).',
      'The new data controller answers what has been done after the handover (KØ-11).',
    ],
    fields: {
      handoverId: handover,
      duties: rows(
        ['Pligter', 'Duties'],
        ['Tilføj en pligt', 'Add a duty'],
        'answer',
        {
          duty: one(['Pligt', 'Duty'], codes(...DUTIES)),
          answer: one(['Svar', 'Answer'], codes('done', 'not-applicable')),
        },
        { begin: () => DUTIES.map((duty) => ({ duty, answer: '' })) },
      ),
    },
  },
};
