import { Temporal } from 'temporal-polyfill';
import type { Random } from '../../../src/interface/cli/demo-data/random.js';

export type Ms = number;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const ZONE = 'Europe/Copenhagen';

export interface Actor {
  readonly userId: string;
  readonly agency: string;
  readonly role: string;
}

export type Data = Record<string, unknown>;

export const zoned = (at: Ms): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE);
export const localDay = (at: Ms): string => zoned(at).toPlainDate().toString();
export const local = (text: string): Ms => Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).epochMilliseconds;
export const utc = (text: string): Ms => Temporal.Instant.from(text).epochMilliseconds;

/** The local day n months on, at a wall-clock time. */
export const monthsOn = (at: Ms, months: number, time: string): Ms =>
  local(`${zoned(at).toPlainDate().add({ months })}T${time}`);

/** Instants of both clock changes, 2015 to 2023. */
const CHANGES: Ms[] = Array.from({ length: 9 }, (_, index) => 2015 + index).flatMap((year) =>
  [3, 10].map((month) => {
    const last = Temporal.PlainDate.from({ year, month, day: 31 });
    return utc(`${last.subtract({ days: last.dayOfWeek % 7 })}T01:00:00Z`);
  }),
);

/** An instant not before `at` where calendars go wrong: midnight, month end, year end, a clock change. */
export function edgeAfter(rng: Random, at: Ms): Ms {
  const day = zoned(at).toPlainDate();
  const monthEnd = day.with({ day: day.daysInMonth });
  const change = CHANGES.find((instant) => instant - 1 >= at && instant - at < 45 * DAY);
  const choices: [Ms, ...Ms[]] = [
    local(`${day}T23:59:59.999`),
    local(`${day.add({ days: 1 })}T00:00:00`),
    local(`${day.add({ days: 1 })}T00:00:00.001`),
    local(`${monthEnd}T${rng.one(['23:59:59.999', '22:30:00', '23:00:00'])}`),
  ];
  if (day.month === 12) choices.push(local(`${day.year}-12-31T23:59:59.999`), local(`${day.year + 1}-01-01T00:00:00`));
  if (change !== undefined) {
    const near = change + rng.one([-1, 0, 1, 30 * MINUTE, -30 * MINUTE + 1]);
    if (near >= at) choices.push(near, near);
  }
  const chosen = rng.one(choices);
  return chosen >= at ? chosen : at;
}

/** The hand of a clock that one thread of a life moves. */
export class Cursor {
  constructor(
    readonly rng: Random,
    public at: Ms,
  ) {}

  /** Moves on by so many hours, now and then to an edge of the calendar. */
  on(fromHours: number, toHours: number): Ms {
    this.at += this.rng.whole(fromHours * 60, toHours * 60) * MINUTE;
    if (this.rng.chance(0.08)) this.at = edgeAfter(this.rng, this.at);
    return this.at;
  }

  to(at: Ms): Ms {
    this.at = Math.max(this.at, at);
    return this.at;
  }

  fork(): Cursor {
    return new Cursor(this.rng, this.at);
  }
}

interface Entry {
  readonly recorded: Ms;
  readonly text: string;
}

/** Lines that may stand twice without a commandId: a second time they are new commands. */
const AGAIN = new Set(['RecordContact', 'GiveAdvice', 'RegisterConcern', 'TriageCase', 'OpenCase']);

export interface PutOptions {
  /** How much later than its `at` the line stands in the file. */
  readonly late?: Ms;
  /** `at` exactly as written, for what is no instant or lies in the future. */
  readonly written?: string;
  /** With a commandId, by which a later line can name the event (event ids are put in its place: event-ids.ts). */
  readonly named?: boolean;
}

/** Collects lines; the file's order is the order in which somebody would have recorded them. */
export class Script {
  readonly #entries: Entry[] = [];

  constructor(readonly rng: Random) {}

  write(at: Ms): string {
    if (this.rng.chance(0.15)) return new Date(at).toISOString();
    const moment = zoned(at);
    const whole = at % MINUTE === 0 && this.rng.chance(0.5);
    return moment.toString({
      timeZoneName: 'never',
      ...(whole ? { smallestUnit: 'minute' } : at % 1000 === 0 ? {} : { fractionalSecondDigits: 3 }),
    });
  }

  put(command: string, id: string, at: Ms, actor: Actor, data: Data, options: PutOptions = {}): string {
    const named = this.rng.chance(0.5) || options.named === true;
    const commandId = this.rng.uuid();
    const body = { command, id: this.#spell(id), at: options.written ?? this.write(at), actor, data };
    const text = JSON.stringify(named ? { commandId, ...body } : body);
    const recorded = at + (options.late ?? 0);
    this.#entries.push({ recorded, text });
    if (this.rng.chance(named ? 0.02 : AGAIN.has(command) ? 0.03 : 0))
      this.#entries.push({ recorded: recorded + this.rng.whole(0, 48) * HOUR, text });
    if (named && this.rng.chance(0.006)) {
      const other = JSON.stringify({ commandId, ...body, at: this.write(at + MINUTE) });
      this.#entries.push({ recorded: recorded + HOUR, text: other });
    }
    return commandId;
  }

  raw(text: string, recorded: Ms): void {
    this.#entries.push({ recorded, text });
  }

  /** Now and then an id in capitals: it is the same id. */
  #spell(id: string): string {
    return this.rng.chance(0.02) ? id.toUpperCase() : id;
  }

  lines(): string[] {
    return this.#entries
      .map((entry, order) => ({ ...entry, order }))
      .sort((a, b) => a.recorded - b.recorded || a.order - b.order)
      .map((entry) => entry.text);
  }
}
