import { endOf } from '../case/course-status.js';
import { addMonths, localDateOf } from '../kernel/calendar.js';
import { type Counting, dateInYear } from './counting.js';
import type { Facts } from './facts.js';

type Course = Facts['courses'][number];
type Step<W extends Course['steps'][number]['what']> = Extract<Course['steps'][number], { what: W }>;

/** A completed course, the local day of its completion and the day so many months after it. */
export interface Completed {
  readonly course: Course;
  readonly from: string;
  readonly day: string;
}

/** Completed courses of the indicator's kinds that fall into the year by the day on which they are followed up. */
export const completed = ({ facts, definition, year }: Counting, months: number): readonly Completed[] =>
  facts.courses.flatMap((course) => {
    const end = definition.kinds.includes(course.kind) ? endOf(course) : undefined;
    if (end?.what !== 'completed') return [];
    const from = localDateOf(end.at);
    const day = addMonths(from, months);
    return dateInYear(day, year) ? [{ course, from, day }] : [];
  });

/** The follow-ups of a course dated within a window, both its days included. */
export const followUps = <W extends 'status' | 'risk'>(
  { steps }: Course,
  what: W,
  from: string,
  to: string,
): readonly Step<W>[] =>
  steps.filter((s): s is Step<W> => s.what === what && localDateOf(s.at) >= from && localDateOf(s.at) <= to);
