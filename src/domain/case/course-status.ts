import type { CaseState, Course, CourseStep } from './state.js';

export type CourseStatus = 'active' | 'paused' | 'completed' | 'aborted';

const TURNS: Partial<Record<CourseStep['what'], CourseStatus>> = {
  paused: 'paused',
  resumed: 'active',
  completed: 'completed',
  aborted: 'aborted',
};
const isEnd = (s: CourseStep): boolean => s.what === 'completed' || s.what === 'aborted';

/** The first end stands: a step dated after it changes nothing. */
export function courseStatus({ steps }: Pick<Course, 'steps'>): CourseStatus {
  const end = steps.findIndex(isEnd);
  const taken = end < 0 ? steps : steps.slice(0, end + 1);
  return taken.reduce<CourseStatus>((status, { what }) => TURNS[what] ?? status, 'active');
}
export const endOf = ({ steps }: Pick<Course, 'steps'>): CourseStep | undefined => steps.find(isEnd);
/** Running or paused: a paused course has not ended. */
export const underway = (course: Pick<Course, 'steps'>): boolean => endOf(course) === undefined;

export const coursesOf = (s: CaseState, offerId: string): readonly (readonly [string, Course])[] =>
  Object.entries(s.courses).filter(([, c]) => c.offerId === offerId);
