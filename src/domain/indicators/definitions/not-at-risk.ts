import { addMonths } from '../../kernel/calendar.js';
import { completed, followUps } from '../completed.js';
import { share } from '../counting.js';
import type { Definition } from '../definition.js';

export const notAtRisk: Definition = {
  kind: 'not-at-risk',
  version: 1,
  told: { family: 'follow-ups', place: 2 },
  wording: {
    da: {
      counts:
        'Heraf forløb, hvis nyeste risikoopfølgning siger »ikke i risiko«, blandt dem, der er dateret fra 1 måned før til og med 1 måned efter opfølgningsdagen (planens vindue).',
      of: 'Forløb af de arter, som planen nævner for indikatoren (fx mentor), hvis opfølgningsdag ligger i året: gennemførelsesdatoen (dansk tid) + 6 måneder (planens opfølgningsfrist), eller månedens sidste dag, hvor datoen ikke findes. Afbrudte forløb er udeladt.',
      unknown: 'Forløb uden nogen risikoopfølgning i vinduet. De bliver i nævneren.',
    },
    en: {
      counts:
        'Of them, courses whose newest risk follow-up says "not at risk", of those dated from 1 month before to 1 month after the day of follow-up, both included (the window of the plan).',
      of: 'Courses of the kinds that the plan names for the indicator (such as mentor) whose day of follow-up falls in the year: the date of completion (Danish time) + 6 months (the follow-up period of the plan), or the last day of the month where that date does not exist. Aborted courses are left out.',
      unknown: 'Courses without any risk follow-up in the window. They stay in the denominator.',
    },
  },
  count: (c) => {
    const { riskMonths, riskWindowMonths } = c.plan.followUp;
    const courses = completed(c, riskMonths).map(({ course, day }) =>
      followUps(course, 'risk', addMonths(day, -riskWindowMonths), addMonths(day, riskWindowMonths)).at(-1),
    );
    return share(courses, (newest) => newest?.result === 'not-at-risk', courses.filter((newest) => !newest).length);
  },
};
