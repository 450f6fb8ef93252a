// domain.md section 6: the obligations of a case that its plan's days decide, and what closing waits for.
import type { CaseState, Transfer } from './case-state.js';
import { byTime, str } from './model.js';
import { finish, followUps, meet, type Obligation, progress, type Running, reoffers, running } from './obligations.js';
import type { Resolve } from './persons.js';
import { planOn } from './plan-file.js';
import { dayOf, endOfDay, type Ms, plusDays, workingDayAfter } from './time.js';

/** Closed as moved or deceased: what is not yet due lapses. */
export function lapseMoved(item: Running, startedAt: Ms, movedAt: readonly Ms[]): void {
  const moved = movedAt.find((at) => at >= startedAt);
  if (item.state === 'open' && moved !== undefined && moved <= item.dueAt) item.state = 'lapsed';
}

function answer(name: string, state: CaseState, asked: Transfer, now: Ms): Obligation {
  const day = dayOf(asked.at);
  const plan = planOn(state.infohus, day);
  const item = running(endOfDay(workingDayAfter(day, plan?.answerWorkingDays ?? 3, plan?.extraHolidays)));
  if (asked.firstAnswerAt !== null) meet(item, asked.firstAnswerAt);
  lapseMoved(item, asked.at, state.movedAt);
  return finish(name, asked.at, item, now);
}

export interface Answer {
  readonly id: string;
  readonly item: Obligation;
}

export const handoverAnswers = (state: CaseState, now: Ms): Answer[] =>
  [...state.handovers.values()].map((asked) => ({ id: asked.id, item: answer('handover-answer', state, asked, now) }));

export const referralAnswers = (state: CaseState, now: Ms): Answer[] =>
  [...state.referrals.values()].map((asked) => ({ id: asked.id, item: answer('referral-answer', state, asked, now) }));

export interface Release {
  readonly personId: string;
  readonly item: Obligation;
}

/**
 * Met by any referral of the case, or by a contact that took place and names the person or nobody.
 * AMBIGUOUS: a second RegisterRelease starts a second obligation ("each"); no contact counts that is dated before it.
 */
export function releases(state: CaseState, now: Ms, resolve: Resolve): Release[] {
  return state.facts.flatMap((fact) => {
    if (fact.type !== 'RegisterRelease') return [];
    const personId = resolve(str(fact.data, 'personId'));
    const plan = planOn(state.infohus, dayOf(fact.at));
    if (!plan) return [];
    const item = running(endOfDay(plusDays(str(fact.data, 'releaseDate'), -plan.releaseLeadDays)));
    for (const { type, data, at } of state.facts.filter((later) => byTime(later, fact) > 0)) {
      if (item.state !== 'open') continue;
      const about = typeof data.personId === 'string' ? resolve(data.personId) : null;
      const met = type === 'RecordContact' && data.kind !== 'missed-appointment' && (about ?? personId) === personId;
      if (type === 'ReferCase' || met) meet(item, at);
      if (type === 'RemoveSubject' && about === personId) item.state = 'lapsed';
      if (type === 'CloseCase')
        lapseMoved(
          item,
          fact.at,
          state.movedAt.filter((moved) => moved === at),
        );
    }
    return [{ personId, item: finish('release', fact.at, item, now) }];
  });
}

/** *Closing*: re-offers, progress, follow-ups, release, referral-answer and decisions of the case, upcoming ones too. */
export function openAtClosing(
  state: CaseState,
  at: Ms,
  reason: unknown,
  decisions: readonly Obligation[],
  resolve: Resolve,
): boolean {
  const all = [
    ...[...state.offers.values()].flatMap((offer) => reoffers(offer, at)),
    ...[...state.courses.values()].flatMap((course) => [progress(course, at), ...followUps(course, at)]),
    ...referralAnswers(state, at).map(({ item }) => item),
    ...releases(state, at, resolve).map(({ item }) => item),
    ...decisions,
  ];
  // Moved and deceased lapse what is not yet due by the closing itself, so only what is overdue holds it up.
  const lapses = reason === 'moved' || reason === 'deceased';
  return all.some((item) => item.state === 'overdue' || (item.state === 'open' && !lapses));
}
