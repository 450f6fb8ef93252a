import { endOf } from '../../case/course-status.js';
import type { Factor } from '../../case/state.js';
import { addMonths, localDateOf } from '../../kernel/calendar.js';
import { type CourseFacts, progressDay } from '../../obligations/index.js';
import { planInForce } from '../../plan/in-force.js';
import { dateInYear, share } from '../counting.js';
import type { Definition } from '../definition.js';

/** K20-2, K24-4: better than the first measurement on at least one factor; factors are never summed or compared across persons. */
export const progress6Months: Definition = {
  kind: 'progress-6-months',
  version: 1,
  wording: {
    da: {
      counts:
        'Heraf forløb, hvor en måling efter den første er bedre end den første på mindst én faktor: lavere risiko eller højere beskyttelse på den samme faktor. Målinger tæller til og med 1 måned efter måledagen. Faktorer lægges aldrig sammen.',
      of: 'Forløb af de arter, som planen nævner for indikatoren, hvis måledag ligger i året: startdatoen (dansk tid) + 6 måneder (fristen i planen på startdagen) + dagene (fra pause til genoptagelse) i de pauser, der begyndte inden da og er forbi; en pause, der endnu varer, flytter intet. Forløb, der er gennemført eller afbrudt før måledagen, er udeladt; dem, der slutter på dagen, tæller med.',
      unknown: 'Forløb med færre end to målinger til og med 1 måned efter måledagen. De bliver i nævneren.',
    },
    en: {
      counts:
        'Of them, courses in which a measurement after the first is better than the first on at least one factor: a risk lower or a protection higher on the same factor. Measurements count up to 1 month after the due day, that day included. Factors are never summed.',
      of: 'Courses of the kinds that the plan names for the indicator whose due day falls in the year: the start date (Danish time) + 6 months (the limit of the plan of the start date) + the days (from pause to resumption) of the pauses that began by then and are over; a pause that still runs moves nothing. Courses completed or aborted before the due day are left out; those that end on it count.',
      unknown:
        'Courses with fewer than two measurements up to 1 month after the due day. They stay in the denominator.',
    },
  },
  count: ({ facts, year, plans, definition }) => {
    const due = facts.courses.flatMap((course) => {
      if (!definition.kinds.includes(course.kind)) return [];
      const plan = planInForce(plans, course.infohus, localDateOf(course.startedAt));
      const day = plan && progressDay(course, plan).day;
      const counts = day && dateInYear(day, year) && !endedBefore(course, day);
      return counts ? [measurementsBy(course, addMonths(day, 1))] : [];
    });
    return share(due, improved, due.filter((known) => known.length < 2).length);
  },
};

const endedBefore = (course: CourseFacts, day: string) => {
  const end = endOf(course);
  return end !== undefined && localDateOf(end.at) < day;
};
const measurementsBy = ({ steps }: CourseFacts, day: string) =>
  steps.flatMap((s) => (s.what === 'measured' && localDateOf(s.at) <= day ? [s.factors] : []));
const improved = ([first, ...later]: readonly (readonly Factor[])[]) =>
  later.some((l) => first !== undefined && better(first, l));
const better = (first: readonly Factor[], later: readonly Factor[]) =>
  first.some(({ factor, kind, level }) =>
    later.some((l) => l.factor === factor && l.kind === kind && (kind === 'risk' ? l.level < level : l.level > level)),
  );
