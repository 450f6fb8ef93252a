import {
  atLocal,
  dayOf,
  endOfDay,
  HOUR,
  isWorkingDay,
  type Ms,
  plusDays,
  plusMonths,
  weekdayOf,
  workingDayAfter,
} from './time.js';

/**
 * A second reading of the last rows of domain.md section 6 (acute-action, police-to-infohus, charter-renewal, release), from the commands
 * as they were given. Limits as the plan files of both Infohuse have them: 2 hours, Monday to Friday 8 to 16, 1 working day, 24 months, 90 days.
 */
export interface Given {
  readonly command: string;
  /** Index of the concern, case or partner. */
  readonly on: number;
  readonly at: Ms;
  readonly severity?: string;
  readonly kind?: string;
  readonly personId?: string | undefined;
  readonly day?: string;
}
export interface Owed {
  readonly name: string;
  readonly on: number;
  readonly due: Ms;
  readonly state: string;
}

const open = (at: Ms): boolean => {
  const day = dayOf(at);
  return isWorkingDay(day) && weekdayOf(day) <= 5 && at >= atLocal(day, '08:00') && at < atLocal(day, '16:00');
};
const stands = (due: Ms, lead: Ms, met: Ms | undefined, now: Ms): string => {
  if (met !== undefined) return met <= due ? 'met' : 'met-late';
  if (now > due) return 'overdue';
  return now >= due - lead ? 'due-soon' : 'upcoming';
};
const LEAD = { hours: 12 * HOUR, days: 14 * 24 * HOUR };

/** Everything owed at `now`. `given` in the order of (at, place in the file). */
export function owed(given: readonly Given[], now: Ms): readonly Owed[] {
  const known = given.filter((g) => g.at <= now);
  return [...acute(known, now), ...charters(known, now), ...releases(known, now)];
}

function acute(known: readonly Given[], now: Ms): Owed[] {
  return known.flatMap((start, i) => {
    if (start.command !== 'AssessSeverity' || start.severity !== 'acute') return [];
    const before = known.slice(0, i).filter((g) => g.command === 'AssessSeverity' && g.on === start.on);
    if (before.at(-1)?.severity === 'acute') return []; // it is acute already
    const after = known.slice(i + 1).filter((g) => g.on === start.on);
    const meeting = after.find((g) => g.command === 'CallMeeting' && g.kind === 'urgent')?.at;
    const police = after.find((g) => g.command === 'HandConcernToPolice')?.at;
    const acted = [meeting, police].filter((at) => at !== undefined).sort((a, b) => a - b)[0];
    const due = start.at + 2 * HOUR;
    const told = endOfDay(workingDayAfter(dayOf(start.at), 1));
    return [
      { name: 'acute-action', on: start.on, due, state: stands(due, LEAD.hours, acted, now) },
      ...(open(start.at)
        ? []
        : [{ name: 'police-to-infohus', on: start.on, due: told, state: stands(told, LEAD.days, meeting, now) }]),
    ];
  });
}

function charters(known: readonly Given[], now: Ms): Owed[] {
  const signed = known.filter((g) => g.command === 'SignCharter');
  return signed.map((s, i) => {
    const due = endOfDay(plusMonths(String(s.day), 24));
    const next = signed.slice(i + 1).find((n) => n.on === s.on)?.at;
    return { name: 'charter-renewal', on: s.on, due, state: stands(due, LEAD.days, next, now) };
  });
}

function releases(known: readonly Given[], now: Ms): Owed[] {
  const expected = known.filter((g) => g.command === 'RegisterRelease');
  return expected.map((r) => {
    const due = endOfDay(plusDays(String(r.day), -90));
    const rest = known.slice(known.indexOf(r) + 1).filter((g) => g.on === r.on);
    const replaced = rest.findIndex((g) => g.command === 'RegisterRelease' && g.personId === r.personId);
    const meanwhile = replaced < 0 ? rest : rest.slice(0, replaced);
    const answered = meanwhile.find(
      (g) =>
        g.command === 'ReferCase' ||
        (g.command === 'RecordContact' && (g.personId === undefined || g.personId === r.personId)),
    )?.at;
    const lapsed = answered === undefined && replaced >= 0;
    return { name: 'release', on: r.on, due, state: lapsed ? 'lapsed' : stands(due, LEAD.days, answered, now) };
  });
}
