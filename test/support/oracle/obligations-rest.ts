// domain.md section 6: acute-action, police-to-infohus, charter-renewal and release, with the plan's hours and days.
import type { CaseState } from './case-state.js';
import type { Concern } from './concern.js';
import { byTime, type Fact, str } from './model.js';
import { finish, meet, type Obligation, running } from './obligations.js';
import { isOpen, planOn } from './plan-file.js';
import { dayOf, endOfDay, HOUR, type Ms, plusDays, plusMonths, workingDayAfter } from './time.js';

/**
 * AMBIGUOUS: called for it: an urgent meeting that names it in concernIds. Alternatives: as an agenda item too; for
 * police-to-infohus any urgent meeting of the Infohus.
 */
const calledFor = (concern: Concern, urgent: readonly Fact[]): Fact[] =>
  urgent.filter(({ data }) => Array.isArray(data.concernIds) && data.concernIds.includes(concern.id));

/**
 * AMBIGUOUS: every SeverityAssessed acute starts obligations of its own. Alternative: the first one, or one of each per concern.
 * AMBIGUOUS: a lower severity, a dismissal or a forwarding changes nothing: section 6 lets only others lapse. Alternative: they lapse.
 * AMBIGUOUS: only what comes after the assessment meets it. Alternative: a meeting that was already called meets it at once.
 * AMBIGUOUS: outside opening hours is the assessment's occurredAt. Alternative: the concern's receivedAt.
 * AMBIGUOUS: the next working day is the first one after the local day, also before opening on a working day. Alternative: that day.
 */
export function acute(concern: Concern, urgent: readonly Fact[], now: Ms): Obligation[] {
  const calls = calledFor(concern, urgent);
  // AMBIGUOUS: handed to police: HandConcernToPolice, to PET as well. Alternative: HandCaseToSecurity of its case too.
  const handed = concern.facts.filter((fact) => fact.type === 'HandConcernToPolice');
  return concern.facts.flatMap((fact) => {
    if (fact.type !== 'AssessSeverity' || fact.data.severity !== 'acute') return [];
    const day = dayOf(fact.at);
    const plan = planOn(concern.infohus, day);
    if (!plan) return [];
    const after = (facts: readonly Fact[]) => facts.filter((other) => byTime(other, fact) > 0).sort(byTime)[0];
    const action = running(fact.at + plan.acuteActionHours * HOUR);
    const answer = after([...calls, ...handed]);
    if (answer) meet(action, answer.at);
    const rows = [finish('acute-action', fact.at, action, now)];
    if (isOpen(plan, fact.at)) return rows;
    const told = running(endOfDay(workingDayAfter(day, 1, plan.extraHolidays)));
    const call = after(calls);
    if (call) meet(told, call.at);
    return [...rows, finish('police-to-infohus', fact.at, told, now)];
  });
}

/**
 * Each charter is answered by the next one.
 * AMBIGUOUS: due 24 months after signedOn; started and met at occurredAt. Alternatives: all by occurredAt, or all by signedOn.
 */
export function charterRenewals(infohus: string, partner: readonly Fact[], now: Ms): Obligation[] {
  const charters = partner.filter((fact) => fact.type === 'SignCharter');
  return charters.flatMap((fact, at) => {
    const signedOn = str(fact.data, 'signedOn');
    const plan = planOn(infohus, signedOn);
    if (!plan) return [];
    const item = running(endOfDay(plusMonths(signedOn, plan.charterRenewalMonths)));
    const next = charters[at + 1];
    if (next) meet(item, next.at);
    return [finish('charter-renewal', fact.at, item, now)];
  });
}

export interface Release {
  readonly personId: string;
  readonly item: Obligation;
}

/**
 * AMBIGUOUS: met by any ReferCase of the case, and by a contact that names this person or nobody. Alternatives: contacts that
 * name the person only; any contact; no missed appointment.
 * AMBIGUOUS: a second RegisterRelease starts a second obligation. Alternative: the newest date replaces the older.
 */
export function releases(state: CaseState, now: Ms): Release[] {
  return state.facts.flatMap((fact) => {
    if (fact.type !== 'RegisterRelease') return [];
    const personId = str(fact.data, 'personId');
    const plan = planOn(state.infohus, dayOf(fact.at));
    if (!plan) return [];
    const item = running(endOfDay(plusDays(str(fact.data, 'releaseDate'), -plan.releaseLeadDays)));
    for (const later of state.facts) {
      if (byTime(later, fact) <= 0 || item.state !== 'open') continue;
      const { type, data } = later;
      const contact =
        type === 'RecordContact' &&
        data.kind !== 'missed-appointment' &&
        (data.personId === undefined || data.personId === personId);
      if (type === 'ReferCase' || contact) meet(item, later.at);
      if (type === 'RemoveSubject' && data.personId === personId) item.state = 'lapsed';
      const moved = data.reason === 'moved' || data.reason === 'deceased';
      if (type === 'CloseCase' && moved && data.keepObligations !== true && later.at <= item.dueAt)
        item.state = 'lapsed';
    }
    return [{ personId, item: finish('release', fact.at, item, now) }];
  });
}
