import type { Obligation } from '../../domain/obligations/index.js';
import { uuidv5 } from '../uuidv5.js';

/** Obligations of which one concern, case or partner may have several: when it started tells them apart. */
const REPEATED = new Set<Obligation['obligation']>([
  'acute-action',
  'police-to-infohus',
  'charter-renewal',
  'dormant-review',
  'certificate',
  'release',
  'insight',
  'own-consent',
  'informing',
]);

/** The stream's id of an obligation (domain.md section 4): of its name and of what it is about, not of when it is due. */
export function deadlineIdOf(o: Obligation): string {
  const about =
    o.decisionId ??
    o.offerId ??
    o.courseId ??
    o.handoverId ??
    o.referralId ??
    o.transferId ??
    o.concernId ??
    o.partnerId ??
    o.mentorId ??
    o.breachId ??
    o.caseId ??
    '';
  const which = REPEATED.has(o.obligation) ? `/${o.key ?? `/${o.startedAt}`}` : '';
  return uuidv5(`${o.obligation}/${about}${which}`);
}
