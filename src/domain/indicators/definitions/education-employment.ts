import { completed, followUps } from '../completed.js';
import { share } from '../counting.js';
import type { Definition } from '../definition.js';

export const educationEmployment: Definition = {
  kind: 'education-employment',
  version: 1,
  told: { family: 'follow-ups', place: 1 },
  wording: {
    da: {
      counts:
        'Heraf forløb med mindst én statusopfølgning, der siger uddannelse, job eller begge, dateret fra gennemførelsesdagen til og med opfølgningsdagen. En senere opfølgning, der siger ingen af delene, ændrer det ikke.',
      of: 'Forløb af de arter, som planen nævner for indikatoren (fx mentor), hvis opfølgningsdag ligger i året: gennemførelsesdatoen (dansk tid) + 12 måneder (planens opfølgningsfrist), eller månedens sidste dag, hvor datoen ikke findes. Afbrudte forløb er udeladt.',
      unknown: 'Forløb uden nogen statusopfølgning i den periode. De bliver i nævneren.',
    },
    en: {
      counts:
        'Of them, courses with at least one status follow-up of education, employment or both, dated from the day of completion to the day of follow-up, both included. A later one of neither does not change that.',
      of: 'Courses of the kinds that the plan names for the indicator (such as mentor) whose day of follow-up falls in the year: the date of completion (Danish time) + 12 months (the follow-up period of the plan), or the last day of the month where that date does not exist. Aborted courses are left out.',
      unknown: 'Courses without any status follow-up in that period. They stay in the denominator.',
    },
  },
  count: (c) => {
    const courses = completed(c, c.plan.followUp.statusMonths).map(({ course, from, day }) =>
      followUps(course, 'status', from, day),
    );
    return share(
      courses,
      (known) => known.some((s) => s.status !== 'neither'),
      courses.filter((known) => known.length === 0).length,
    );
  },
};
