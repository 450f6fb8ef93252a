// domain.md section 8, B-9: a case without an event for 90 days asks for a review.
import type { CaseState } from './case-state.js';
import { finish, meet, type Obligation, running } from './obligations.js';
import { dayOf, endOfDay, type Ms, plusDays } from './time.js';

/**
 * Each event of the open case starts one, the next meets it, a closing lets it lapse; told are the newest, and those that became overdue.
 * AMBIGUOUS: an event of the case's own stream. Alternative: of its concerns and meetings too. AMBIGUOUS: the closing lets an overdue one lapse too.
 */
export function dormantReviews(state: CaseState, now: Ms): Obligation[] {
  const found: Obligation[] = [];
  let isOpen = false;
  const opened = state.facts.map((fact) => {
    if (fact.type === 'OpenCase' || fact.type === 'ReopenCase') isOpen = true;
    if (fact.type === 'CloseCase') isOpen = false;
    return isOpen;
  });
  const newest = opened.lastIndexOf(true);
  for (const [at, fact] of state.facts.entries()) {
    if (!opened[at]) continue;
    const item = running(endOfDay(plusDays(dayOf(fact.at), 90)));
    const next = state.facts[at + 1];
    if (next && opened[at + 1]) meet(item, next.at);
    else if (next) item.state = 'lapsed';
    if (at === newest || (next && next.at > item.dueAt)) found.push(finish('dormant-review', fact.at, item, now));
  }
  return found;
}
