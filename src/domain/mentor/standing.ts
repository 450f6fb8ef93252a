import { addDays, localDateOf } from '../kernel/calendar.js';
import { isHere, type MentorState, standingLoans } from './state.js';

/** Where a mentor is, as one Infohus sees it: can be had here, lent to it or by it, or has stopped. One may be several of them. */
export const MENTOR_STANDINGS = ['here', 'lent-here', 'lent-away', 'ended'] as const;
type MentorStanding = (typeof MENTOR_STANDINGS)[number];
const STANDS: Readonly<Record<MentorStanding, (s: MentorState, infohus: string, now: string) => boolean>> = {
  here: isHere,
  'lent-here': (s, infohus, now) => s.infohus !== infohus && isHere(s, infohus, now),
  'lent-away': (s, infohus, now) => s.infohus === infohus && standingLoans(s, now).length > 0,
  ended: ({ endedAt }) => endedAt !== null,
};
export const standsAs = (standing: MentorStanding, s: MentorState, infohus: string, now: string): boolean =>
  STANDS[standing](s, infohus, now);

/** The coordinator is told 30 days before a mentor's certificate runs out (B-5). */
export const CERTIFICATE_LEAD_DAYS = 30;
export const CERTIFICATES = ['valid', 'ending', 'over'] as const;
/** Null: there is none. */
export function certificateOn({ certificateUntil }: MentorState, now: string): (typeof CERTIFICATES)[number] | null {
  if (certificateUntil === null) return null;
  const today = localDateOf(now);
  if (certificateUntil < today) return 'over';
  return certificateUntil <= addDays(today, CERTIFICATE_LEAD_DAYS) ? 'ending' : 'valid';
}
