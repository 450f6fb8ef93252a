import { assessed, begun, contact, referred } from './cases.js';
import { ended, received } from './concerns.js';
import { effort } from './courses.js';
import { atWork, dayOf, onDay, workingDay } from './days.js';
import { DAY, HOUR, type Tale } from './tale.js';
import type { Town } from './towns.js';

/** So many concerns a year, and of so many one becomes a case. */
export interface Year {
  readonly year: number;
  readonly concerns: number;
  readonly oneCaseOf: number;
}

/** One year of a town, as chance has it, up to a day; what is begun before that day is told to its end, and cut there. */
export function ordinaryYear(tale: Tale, { year, concerns, oneCaseOf }: Year, other: Town, until: string): void {
  const { random } = tale;
  const first = Date.parse(`${year}-01-02T08:00:00Z`);
  for (let n = 0; n < concerns; n++) {
    const day = dayOf(first + Math.floor((n * 360) / concerns) * DAY);
    const ms = random.chance(0.85) ? atWork(onDay(day, random.whole(8, 15))) : onDay(day, random.whole(17, 22));
    const concern = received(tale, ms);
    // What is young on the day itself is told by hand: a year's chance would leave it in a state that nobody expects.
    if (dayOf(ms) > workingDay(until, -4)) ended(tale, concern, other);
    else if (n % oneCaseOf === 0) lived(tale, concern);
    else ended(tale, concern, other);
  }
}

function lived(tale: Tale, concern: ReturnType<typeof received>): void {
  const { random, town } = tale;
  const own = begun(tale, concern);
  const since = atWork(own.opened + 10 * DAY);
  // Who holds it gets in touch within days, where it was handed over within weeks.
  const first = own.holder.agency === town.lead.agency ? own.opened + 2 * DAY : since;
  contact(tale, own, atWork(first + random.whole(0, 9) * DAY));
  if (random.chance(0.7)) assessed(tale, own, since);
  if (random.chance(0.35)) {
    const to = random.one([town.school, town.health]);
    if (to.agency !== own.holder.agency) {
      const referralId = referred(tale, own, to, 'Opdigtet: deltag i netværksmøderne.', since + HOUR);
      const answered = atWork(since + random.whole(1, 2) * DAY);
      if (random.chance(0.85)) {
        tale.give('AcceptReferral', own.id, answered, to, { referralId });
        tale.give('CompleteReferral', own.id, atWork(answered + 3 * DAY), to, {
          referralId,
          outcome: 'Opdigtet: forløbet er afsluttet hos os.',
        });
      } else {
        tale.give('DeclineReferral', own.id, answered, to, { referralId, reason: 'Opdigtet: ikke hos os.' });
      }
    }
  }
  effort(tale, own);
}
