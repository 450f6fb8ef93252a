import type { commands } from '../../../domain/case/courses.js';
import type { commands as securing } from '../../../domain/case/security.js';
import { codes } from '../tasks/from-plan.js';
import { courses, factorLevels, factors, levelBefore, mentors, offers, tools } from '../tasks/from-record.js';
import { line, made, one, rows, type Tasks, text } from '../tasks/task.js';

const course = one(['Forløb', 'Course'], courses);
const reason = text(['Hvorfor?', 'Why?'], { optional: true });

/** Mentor and coach: start, measure, pause, end, follow up. */
export const courseTasks: Tasks<typeof commands> = {
  StartCourse: {
    fields: {
      courseId: made,
      offerId: one(['Tilbud', 'Offer'], offers),
      mentorId: one(['Hvem er mentor eller coach?', 'Who is the mentor or coach?'], mentors, { optional: true }),
      mentor: line(['Navn, hvis vedkommende ikke er i korpset', 'Name of somebody who is not in the corps'], {
        optional: true,
      }),
    },
  },
  MeasureProgress: {
    note: [
      'Niveauerne beskriver ét forhold i ét forløb. De lægges aldrig sammen og sammenlignes aldrig mellem personer.',
      'The levels describe one factor in one course. They are never summed, and never compared across persons.',
    ],
    fields: {
      courseId: course,
      tool: one(['Med hvilket redskab?', 'With which tool?'], tools, { value: () => 'national-progression' }),
      factors: rows(
        ['Hvad måles?', 'What is measured?'],
        ['Tilføj en faktor', 'Add a factor'],
        'level',
        {
          factor: one(['Faktor', 'Factor'], factors),
          kind: one(['Den er', 'It is'], codes('risk', 'protective')),
          level: one(['Niveau (1-5)', 'Level (1-5)'], factorLevels),
        },
        {
          scale: { name: 'factor', before: levelBefore },
          begin: (s) => factors(s).map(({ code, about }) => ({ factor: code, kind: about ?? 'protective', level: '' })),
        },
      ),
    },
  },
  PauseCourse: { fields: { courseId: course, reason } },
  ResumeCourse: { fields: { courseId: course, reason } },
  CompleteCourse: { fields: { courseId: course } },
  AbortCourse: { fields: { courseId: course, reason: text(['Hvorfor afbrydes det?', 'Why is it ended?']) } },
  RecordStatusFollowUp: {
    fields: {
      courseId: course,
      status: one(
        ['Hvor er personen nu?', 'Where is the person now?'],
        codes('education', 'employment', 'both', 'neither'),
      ),
    },
  },
  RecordRiskFollowUp: {
    fields: {
      courseId: course,
      result: one(['Er personen fortsat i risiko?', 'Is the person still at risk?'], codes('not-at-risk', 'at-risk')),
    },
  },
};

/** Security authorities and support: one at a time, and the hold says so. */
export const securityTasks: Tasks<typeof securing> = {
  HandCaseToSecurity: {
    warning: [
      'Intet nyt begynder i sagen, før politiet frigiver den. Forløb i gang sættes på pause.',
      'Nothing new begins in the case until police clear it. Courses under way are paused.',
    ],
    fields: {
      to: one(['Til hvem?', 'To whom?'], codes('police', 'pet')),
      reason: text(['Hvorfor?', 'Why?'], {
        help: ['Vises kun for politi, tovholder og compliance.', 'Shown to police, coordinators and compliance only.'],
      }),
    },
  },
  ClearForSupport: {
    note: ['Forløb på pause fortsætter først, når de genoptages.', 'Paused courses go on only when they are resumed.'],
    fields: {},
  },
};
