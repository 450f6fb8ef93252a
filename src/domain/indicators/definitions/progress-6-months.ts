import type { Factor } from '../../case/state.js';
import { addDays, addMonths, daysBetween, localDateOf } from '../../kernel/calendar.js';
import { type CourseFacts, pausesOf, progressDay } from '../../obligations/index.js';
import { planInForce } from '../../plan/in-force.js';
import type { Plan } from '../../plan/schema.js';
import { type Counting, dateInYear, endedBefore, share } from '../counting.js';
import type { Definition } from '../definition.js';

/** K20-2, K24-4: better than the first measurement on at least one factor; factors are never summed or compared across persons. */
const first: Definition = {
  kind: 'progress-6-months',
  version: 1,
  told: { family: 'progress', place: 1 },
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
  count: (counting) => counted(counting, dayByFirstLimit),
};
/** Pauses were looked at by the day that was due at first. */
function dayByFirstLimit({ startedAt, steps }: CourseFacts, plan: Plan): string {
  const sixth = addMonths(localDateOf(startedAt), plan.progress.months);
  const ended = pausesOf(steps).flatMap(({ from, to }) => (from <= sixth && to !== undefined ? [{ from, to }] : []));
  return ended.reduce((day, { from, to }) => addDays(day, daysBetween(from, to)), sixth);
}

const second: Definition = {
  kind: 'progress-6-months',
  version: 2,
  told: { family: 'progress', place: 1 },
  wording: {
    da: {
      counts:
        'Heraf forløb, hvor en måling efter den første er bedre end den første på mindst én faktor: lavere risiko eller højere beskyttelse på den samme faktor. Målinger tæller til og med 1 måned efter måledagen. Faktorer lægges aldrig sammen.',
      of: 'Forløb af de arter, som planen nævner for indikatoren, hvis måledag ligger i året: startdatoen (dansk tid) + 6 måneder (fristen i planen på startdagen) + dagene (fra pause til genoptagelse) i de pauser, der er forbi og begyndte senest den dag, som de tidligere pauser havde flyttet den til; en pause, der endnu varer, flytter intet. Forløb, der er gennemført eller afbrudt før måledagen, er udeladt; dem, der slutter på dagen, tæller med.',
      unknown: 'Forløb med færre end to målinger til og med 1 måned efter måledagen. De bliver i nævneren.',
    },
    en: {
      counts:
        'Of them, courses in which a measurement after the first is better than the first on at least one factor: a risk lower or a protection higher on the same factor. Measurements count up to 1 month after the due day, that day included. Factors are never summed.',
      of: 'Courses of the kinds that the plan names for the indicator whose due day falls in the year: the start date (Danish time) + 6 months (the limit of the plan of the start date) + the days (from pause to resumption) of the pauses that are over and began by that day as the pauses before had moved it; a pause that still runs moves nothing. Courses completed or aborted before the due day are left out; those that end on it count.',
      unknown:
        'Courses with fewer than two measurements up to 1 month after the due day. They stay in the denominator.',
    },
  },
  count: (counting) => counted(counting, (course, plan) => progressDay(course, plan).day),
};
export const progress6Months = [first, second] as const;

function counted(
  { facts, year, plans, definition }: Counting,
  dayOf: (course: CourseFacts, plan: Plan) => string,
): ReturnType<Definition['count']> {
  const due = facts.courses.flatMap((course) => {
    if (!definition.kinds.includes(course.kind)) return [];
    const plan = planInForce(plans, course.infohus, localDateOf(course.startedAt));
    const day = plan && dayOf(course, plan);
    const counts = day && dateInYear(day, year) && !endedBefore(course, day);
    return counts ? [measurementsBy(course, addMonths(day, plan.progress.late))] : [];
  });
  return share(due, improved, due.filter((known) => known.length < 2).length);
}

const measurementsBy = ({ steps }: CourseFacts, day: string) =>
  steps.flatMap((s) => (s.what === 'measured' && localDateOf(s.at) <= day ? [s.factors] : []));
const improved = ([first, ...later]: readonly (readonly Factor[])[]) =>
  later.some((l) => first !== undefined && better(first, l));
const better = (first: readonly Factor[], later: readonly Factor[]) =>
  first.some(({ factor, kind, level }) =>
    later.some((l) => l.factor === factor && l.kind === kind && (kind === 'risk' ? l.level < level : l.level > level)),
  );
