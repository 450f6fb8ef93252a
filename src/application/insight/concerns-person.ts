import type { Recorded } from '../../domain/kernel/event.js';

/** The fields by which an event says whom it is about. */
interface Said {
  readonly personId?: string;
  /** Of a document the ids alone. */
  readonly subjects?: readonly (string | { readonly personId: string })[];
  readonly met?: readonly string[];
  readonly offerId?: string;
  readonly courseId?: string;
}

export const personsIn = ({ data }: Recorded): readonly string[] => {
  const { personId, subjects = [], met = [] } = data as Said;
  return [...(personId ? [personId] : []), ...subjects.map((s) => (typeof s === 'string' ? s : s.personId)), ...met];
};

/** Of a record's events those about the person, and those about nobody in particular: what is about another alone is no part of the pack. */
export function aboutPerson(events: readonly Recorded[], own: ReadonlySet<string>): readonly Recorded[] {
  const offers = new Map<string, string>();
  const courses = new Map<string, string>();
  for (const { data } of events) {
    const { personId, offerId, courseId } = data as Said;
    if (offerId && personId) offers.set(offerId, personId);
    if (courseId && offerId) courses.set(courseId, offerId);
  }
  return events.filter((event) => {
    const { offerId, courseId } = event.data as Said;
    const offered = offerId ?? (courseId && courses.get(courseId));
    const named = [...personsIn(event), ...(offered ? [offers.get(offered) ?? ''] : [])].filter(Boolean);
    return named.length === 0 || named.some((id) => own.has(id));
  });
}
