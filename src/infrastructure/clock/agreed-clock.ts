import { APART, type Clock } from '../../application/ports/runtime.js';
import { NeedsMending } from '../../application/refusal.js';

/** The other clock is asked again after this long: either may be set. Milliseconds. */
const ASKED_EVERY = 60_000;

/** The clock of this machine and the database's are minutes apart. Nothing is recorded until they agree. */
export class ClocksApart extends NeedsMending {
  override readonly name = 'ClocksApart';

  constructor(ours: string, theirs: string) {
    super(
      `clocks-apart: it is ${ours} here and ${theirs} at the database: set the wrong one (let both machines follow a time server), ` +
        'then try again. Nothing was recorded: a clock that runs ahead would date all that comes after it.',
    );
  }
}

interface ClockReading {
  /** What the other clock said, and when that was on a clock that nobody sets. */
  readonly at: number;
  readonly beat: number;
}

/**
 * Our wall clock, with the database's beside it as its ceiling and floor. Between two askings the other clock is reckoned
 * by the monotonic one, so that ours may be set at any moment and is found out at the next command.
 */
export class AgreedClock implements Clock {
  #asking: Promise<void> | undefined;

  private constructor(
    private readonly ours: Clock,
    private readonly theirs: () => Promise<Date>,
    private readonly beat: () => number,
    private seen: ClockReading,
  ) {}

  /** @throws ClocksApart, or what keeps the database from answering */
  static async with(ours: Clock, theirs: () => Promise<Date>, beat: () => number): Promise<AgreedClock> {
    const clock = new AgreedClock(ours, theirs, beat, await look(theirs, beat));
    clock.now();
    return clock;
  }

  now(): string {
    const now = this.ours.now();
    const expected = this.seen.at + (this.beat() - this.seen.beat);
    const apart = Math.abs(Date.parse(now) - expected) > APART;
    // A machine that slept, or a clock that was put right meanwhile, is believed as soon as the other one was asked again.
    if (apart || this.beat() - this.seen.beat > ASKED_EVERY) void this.ask();
    if (apart) throw new ClocksApart(now, new Date(expected).toISOString());
    return now;
  }

  /** Asks the other clock; where it does not answer, what it said last stands. */
  ask(): Promise<void> {
    this.#asking ??= look(this.theirs, this.beat)
      .then(
        (seen) => {
          this.seen = seen;
        },
        () => undefined,
      )
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }
}

async function look(theirs: () => Promise<Date>, beat: () => number): Promise<ClockReading> {
  const at = (await theirs()).getTime();
  return { at, beat: beat() };
}
