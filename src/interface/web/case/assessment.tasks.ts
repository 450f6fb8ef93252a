import type { commands } from '../../../domain/case/assessment.js';
import type { commands as goalCommands } from '../../../domain/case/goals.js';
import { agencies, codes } from '../tasks/from-plan.js';
import { assessments, courses, goals, persons, statementsOf } from '../tasks/from-record.js';
import { ownAgency, today } from '../tasks/situation.js';
import { date, lines, made, one, rows, type Tasks, text, yesNo } from '../tasks/task.js';

/** What is said, on what it rests, and whether it may be passed on (B-2). */
const statements = () =>
  rows(
    ['Udsagn', 'Statements'],
    ['Tilføj et udsagn', 'Add a statement'],
    'text',
    {
      statementId: made,
      dimension: one(['Forhold', 'Aspect'], DIMENSIONS),
      text: text(['Hvad siges der?', 'What is said?']),
      nature: one(['Hvad er det?', 'What is it?'], codes('fact', 'observation', 'judgement')),
      sourceAgency: one(['Hvem siger det?', 'Who says it?'], agencies, { optional: true }),
      shareable: yesNo(['Må det gives videre?', 'May it be passed on?']),
    },
    {
      help: [
        'Hvert for sig: en kendsgerning, en iagttagelse eller en vurdering.',
        'One by one: a fact, an observation or a judgement.',
      ],
    },
  );
export const DIMENSIONS = codes('family', 'school-work', 'health', 'network', 'leisure', 'housing');
const assessment = one(['Hvilken vurdering?', 'Which assessment?'], assessments);

export const assessmentTasks: Tasks<typeof commands> = {
  RecordAssessment: {
    fields: {
      personId: one(['Hvem vurderes?', 'Who is assessed?'], persons),
      needs: text(['Hvilke behov har personen?', 'Which needs does the person have?']),
      recommendedEfforts: lines(['Hvad anbefales?', 'What is recommended?'], {
        help: ['Én indsats pr. linje.', 'One effort a line.'],
      }),
      dimensions: rows(
        ['Forhold i vurderingen', 'Aspects of the assessment'],
        ['Tilføj et forhold', 'Add an aspect'],
        'dimension',
        {
          dimension: one(['Forhold', 'Aspect'], DIMENSIONS),
          resources: text(['Det, der bærer', 'What carries'], { optional: true }),
          concerns: text(['Det, der bekymrer', 'What worries'], { optional: true }),
        },
      ),
      statements: statements(),
      followUpAgency: one(['Hvem følger op?', 'Who follows up?'], agencies, { value: ownAgency }),
      startsBy: date(['Begynder senest', 'Begins at the latest'], { optional: true }),
    },
  },
  ContributeToAssessment: { fields: { assessmentId: assessment, statements: statements() } },
  RecordDissent: {
    note: [
      'Uenigheden står ved siden af vurderingen. Den ændrer intet i den.',
      'The dissent stands beside the assessment. It changes nothing in it.',
    ],
    fields: {
      assessmentId: assessment,
      statementId: one(['Hvilket udsagn?', 'Which statement?'], statementsOf, { optional: true }),
      text: text(['Hvad er I uenige i?', 'What do you disagree with?']),
    },
  },
};

const goal = one(['Hvilket mål?', 'Which goal?'], goals);
/** In the person's own words. Never a score (B-4). */
export const goalTasks: Tasks<typeof goalCommands> = {
  SetGoal: {
    fields: {
      goalId: made,
      courseId: one(['Forløb', 'Course'], courses),
      text: text(['Målet med personens egne ord', 'The goal in the person’s own words']),
    },
  },
  ReviewGoal: {
    fields: {
      goalId: goal,
      state: one(['Hvordan går det?', 'How is it going?'], codes('on-the-way', 'reached', 'changed')),
      text: text(['Målet med nye ord', 'The goal in new words'], { optional: true }),
    },
  },
  DropGoal: {
    fields: { goalId: goal, reason: text(['Hvorfor opgives det?', 'Why is it dropped?'], { optional: true }) },
  },
  RecordOwnView: {
    fields: {
      courseId: one(['Forløb', 'Course'], courses),
      text: text(['Hvad siger personen selv?', 'What does the person say?']),
      givenOn: date(['Hvilken dag?', 'On which day?'], { value: today }),
    },
  },
};
