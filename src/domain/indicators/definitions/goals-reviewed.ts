import { addMonths, localDateOf } from '../../kernel/calendar.js';
import { planInForce } from '../../plan/in-force.js';
import { type Counting, dateInYear, endedBefore, share } from '../counting.js';
import type { Definition } from '../definition.js';

/** B-4: whether somebody came back to what the person wants; which goal it was and how it went is never counted (domain.md rule 13). */
export const goalsReviewed: Definition = {
  kind: 'goals-reviewed',
  version: 1,
  told: { family: 'goals', place: 1 },
  wording: {
    da: {
      counts:
        'Heraf forløb, hvor mindst ét mål er drøftet senest på dagen, uanset hvordan det gik med målet. Det tælles aldrig, om et mål er nået.',
      of: 'Forløb af de arter, som planen nævner for indikatoren, hvis dag ligger i året: startdatoen (dansk tid) + de måneder, som planen på startdagen giver. Pauser flytter den ikke. Forløb, der er gennemført eller afbrudt før dagen, er udeladt.',
      unknown: 'Forløb, hvor intet mål var sat på dagen. De bliver i nævneren.',
    },
    en: {
      counts:
        'Of them, courses in which at least one goal was reviewed by the day, whatever became of it. Whether a goal is reached is never counted.',
      of: 'Courses of the kinds that the plan names for the indicator whose day falls in the year: the start date (Danish time) + the months that the plan of the start date gives. Pauses do not move it. Courses completed or aborted before the day are left out.',
      unknown: 'Courses in which no goal was set by the day. They stay in the denominator.',
    },
  },
  count: ({ facts, year, plans, definition }: Counting) => {
    const due = facts.courses.flatMap((course) => {
      const start = localDateOf(course.startedAt);
      const limit = planInForce(plans, course.infohus, start)?.goalReviewMonths;
      if (!limit || !definition.kinds.includes(course.kind)) return [];
      const day = addMonths(start, limit.months);
      if (!dateInYear(day, year) || endedBefore(course, day)) return [];
      return [{ day, goals: (course.goals ?? []).filter(({ setAt }) => localDateOf(setAt) <= day) }];
    });
    const reviewed = ({ day, goals }: (typeof due)[number]) =>
      goals.some(({ steps }) => steps.some((s) => s.what === 'reviewed' && localDateOf(s.at) <= day));
    return share(due, reviewed, due.filter(({ goals }) => goals.length === 0).length);
  },
};
