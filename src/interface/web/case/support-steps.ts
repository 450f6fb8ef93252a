import { ascending } from '../../../domain/kernel/order.js';
import type { BandStretch, Mark } from '../../documents/charts/bands.js';
import type { Answer } from '../answer.js';

type Found = Pick<Answer<'CaseAsOf'>, 'timeline' | 'offers' | 'courses'>;
type Event = Found['timeline'][number];

/** One thing that happened to a person's offers and courses, with the words for it; `to`: until when it lasted. */
export interface Step {
  readonly personId: string;
  readonly kind: string;
  readonly word: 'offered' | 'declined' | 'offered-again' | 'accepted' | 'measured' | 'course' | 'paused';
  readonly from: string;
  /** Undefined of what took no time, null of what goes on. */
  readonly to?: string | null;
  readonly part?: BandStretch['as'];
  readonly mark?: Mark['as'];
}

/** What became of an offer and when, by its events; those that were annulled never happened. */
const ANSWERS = ['OfferDeclined', 'OfferAccepted', 'OfferWithdrawn', 'ReofferLapsed'];
const ENDS = ['CourseCompleted', 'CourseAborted', 'ConsentWithdrawn'];

/** Everything that one band of a person shows, in the order in which it happened (screens.md section 3, Case). */
export function supportSteps({ timeline, offers, courses }: Found): readonly Step[] {
  const events = timeline.filter((e) => !e.annulled);
  const ofOffers = offers.flatMap((offer) => {
    const own = events.filter((e) => fieldOf(e, 'offerId') === offer.offerId);
    return own.flatMap((e, i) => offerSteps(e, own.slice(i + 1), offer));
  });
  const ofCourses = courses.flatMap((course) => {
    const own = events.filter(
      (e) => fieldOf(e, 'courseId') === course.courseId || fieldOf(e, 'offerId') === course.offerId,
    );
    return courseSteps(own, course);
  });
  return [...ofOffers, ...ofCourses].sort(ascending(({ from }) => from));
}

type Of = { readonly personId: string; readonly kind: string };
function offerSteps(
  { type, occurredAt: from }: Event,
  later: readonly Event[],
  { personId, kind }: Of,
): readonly Step[] {
  const of = { personId, kind, from };
  const to = later.find((e) => ANSWERS.includes(e.type))?.occurredAt ?? null;
  switch (type) {
    case 'SupportOffered':
      return [{ ...of, word: 'offered', to, part: 'waits', mark: 'asked' }];
    case 'OfferRepeated':
      return [{ ...of, word: 'offered-again', to, part: 'waits', mark: 'again' }];
    case 'OfferDeclined':
      return [{ ...of, word: 'declined', mark: 'no' }];
    case 'OfferAccepted':
      return [{ ...of, word: 'accepted', mark: 'yes' }];
    default:
      return [];
  }
}

function courseSteps(own: readonly Event[], course: Found['courses'][number]): readonly Step[] {
  const { personId, kind, startedAt } = course;
  const of = { personId, kind };
  const ended = own.find((e) => ENDS.includes(e.type) && e.occurredAt >= startedAt)?.occurredAt ?? null;
  const begins: Step = { ...of, word: 'course', from: startedAt, to: ended, part: 'held' };
  const within = own.flatMap(({ type, occurredAt: from }): readonly Step[] => {
    if (type === 'ProgressMeasured') return [{ ...of, word: 'measured', from, mark: 'found' }];
    if (type !== 'CoursePaused') return [];
    const resumed = own.find((e) => e.type === 'CourseResumed' && e.occurredAt > from)?.occurredAt;
    return [{ ...of, word: 'paused', from, to: resumed ?? ended, part: 'paused' }];
  });
  return [begins, ...within];
}

const fieldOf = ({ data }: Event, field: 'courseId' | 'offerId'): unknown =>
  (data as Partial<Record<typeof field, unknown>> | null)?.[field];
