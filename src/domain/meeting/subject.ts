import { z } from 'zod';
import { agenciesOn } from '../case/standing.js';
import { caseAggregate } from '../case/state.js';
import { caseOf, concernAggregate } from '../concern/state.js';
import type { Context, Ref } from '../kernel/decider.js';
import { fixed, id } from '../kernel/schema.js';
import type { MeetingSubject } from './state.js';

/** One of the two: an agenda item, or a decision, is about a concern or about a case. */
export const subject = fixed(z.union([z.strictObject({ concernId: id }), z.strictObject({ caseId: id })]));

export const concernRef = (concernId: string): Ref => ({ of: concernAggregate, id: concernId });
export const refOf = ({ concernId, caseId }: MeetingSubject): Ref =>
  caseId === undefined ? concernRef(concernId) : { of: caseAggregate, id: caseId, seen: true };

/** It is not there, or the actor may not know of it. */
export const isUnknown = ({ concernId, caseId }: MeetingSubject, { read }: Context): boolean =>
  caseId === undefined ? !read(concernAggregate, concernId).facts : read(caseAggregate, caseId).status === 'none';

/**
 * Whether an agency is on it already, so that nothing is disclosed by asking it in (commands.md, Roles). A concern: who registered it, who
 * coordinates and the police of the Infohus; once it is linked also who is on its case. A case: who is on it, and who coordinates.
 */
export function isOn(agency: string, about: MeetingSubject, { read, plan }: Context): boolean {
  const named = plan?.agencies.find((a) => a.code === agency);
  if (named?.coordinating) return true;
  if (about.caseId !== undefined) return agenciesOn(read(caseAggregate, about.caseId)).includes(agency);
  const concern = read(concernAggregate, about.concernId);
  const itsCase = caseOf(concern);
  return (
    named?.kind === 'police' ||
    concern.registeredBy === agency ||
    (itsCase !== undefined && agenciesOn(read(caseAggregate, itsCase)).includes(agency))
  );
}

/** What `isOn` looks at: the subject, and the case of a concern. */
export const refsOf = (about: MeetingSubject, { read }: Context): readonly Ref[] => {
  const itsCase = about.concernId === undefined ? undefined : caseOf(read(concernAggregate, about.concernId));
  return [refOf(about), ...(itsCase ? [{ of: caseAggregate, id: itsCase }] : [])];
};
