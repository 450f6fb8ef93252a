import { type Context, type Ref, type Send, typed } from '../kernel/decider.js';
import { isCleared, isHere, type MentorState, mentorAggregate, placesLeft } from '../mentor/state.js';
import { type CaseState } from './state.js';

/** A course starts with somebody who is here, cleared and free (B-5). */
export const MENTOR_REFUSALS = ['mentor-not-here', 'mentor-not-cleared', 'mentor-at-capacity'] as const;

interface Starting {
  readonly courseId: string;
  readonly offerId: string;
  readonly mentorId?: string | undefined;
}
export const mentorRead = (_: CaseState, { mentorId }: Starting): readonly Ref[] =>
  mentorId === undefined ? [] : [{ of: mentorAggregate, id: mentorId }];

const unless = (holds: (mentor: MentorState, s: CaseState, data: Starting, context: Context) => boolean) =>
  typed(
    (s: CaseState, data: Starting, context) =>
      data.mentorId !== undefined && !holds(context.read(mentorAggregate, data.mentorId), s, data, context),
  );
/** Unknown, ended, of another Infohus and not lent here on that day, or not of the offer's kind: all of it is not here. */
export const mentorRules = {
  'mentor-not-here': unless(
    (mentor, s, { offerId }, { at }) =>
      isHere(mentor, s.infohus, at) && mentor.kinds.includes(s.offers[offerId]?.kind ?? ''),
  ),
  'mentor-not-cleared': unless((mentor, _, __, { at }) => isCleared(mentor, at)),
  'mentor-at-capacity': unless((mentor) => placesLeft(mentor) > 0),
};

/** The place is taken in the mentor's own stream, so that two courses cannot both have the last one. */
export const engaging = ({ courseId, mentorId }: Starting): readonly Send[] =>
  mentorId === undefined
    ? []
    : [
        {
          ...{ to: mentorAggregate, id: mentorId, command: 'EngageMentor', data: { courseId } },
          ifRefused: { command: 'RefuseMentor', data: { courseId } },
        },
      ];
/** Whatever ends a course gives the place back. */
export const releasing = (s: CaseState, courseIds: readonly string[]): readonly Send[] =>
  courseIds.flatMap((courseId) => {
    const mentorId = s.courses[courseId]?.mentorId;
    return mentorId === undefined
      ? []
      : [{ to: mentorAggregate, id: mentorId, command: 'ReleaseMentor', data: { courseId } }];
  });
