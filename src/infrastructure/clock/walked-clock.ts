import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Walk, WalkMark } from '../../application/ports/runtime.js';
import { NeedsMending } from '../../application/refusal.js';
import { replaceFile } from '../whole-file.js';

/** Only a log that begins with the walk may be walked: what is recorded of real people is recorded when it is. */
export class WalkRefused extends NeedsMending {
  override readonly name = 'WalkRefused';

  constructor(why: string) {
    super(`walk-refused: ${why}: only "demo" walks the recorded clock, on a database that it has just made.`);
  }
}

const MARK = 'recorded-clock-was-walked.json';
/** What the log is called by the checkpoints of a demo: who holds one of them is never told that it is of a real record. */
const DEMO = '-demo';

/**
 * The recorded clock of a demo while its years are told: it stands where it was put, never goes back, and never passes the clock that machine and
 * database agree on. Once ended it is that clock.
 */
export class WalkedClock implements Clock, Walk {
  #at: string | undefined = '1970-01-01T00:00:00.000Z';

  constructor(
    private readonly agreed: Clock,
    private readonly ended: (position: number) => void,
  ) {}

  now(): string {
    const now = this.agreed.now();
    return this.#at !== undefined && this.#at < now ? this.#at : now;
  }

  /** @throws RangeError back, past now, or after the end */
  to(instant: string): void {
    const at = new Date(instant).toISOString();
    if (this.#at === undefined || at < this.#at)
      throw new RangeError(`the clock was walked to ${this.#at ?? 'its end'}`);
    if (at > this.agreed.now()) throw new RangeError(`${at} lies in the future: nothing is recorded before it is`);
    this.#at = at;
  }

  end(position: number): void {
    this.#at = undefined;
    this.ended(position);
  }
}

/** The mark in a data folder: that recorded instants up to a position are a demo's. Undefined in every other folder. */
export function walkMark(data: string): WalkMark | undefined {
  const file = join(data, MARK);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WalkMark) : undefined;
}

/** Under which name its checkpoints are signed: a mark that is taken away leaves a log that nobody of this name has signed. */
export const ledgerName = (name: string, mark: WalkMark | undefined): string => (mark ? `${name}${DEMO}` : name);

/**
 * Writes the mark, before there is anything to be marked. @throws WalkRefused where a database, a ledger or keys stand already, or where the log
 * would be in a database of somebody's own
 */
export function markWalk(
  data: string,
  own: { readonly DATABASE_URL?: string; readonly EVENT_STORE_URL?: string },
  now: string,
): void {
  if (own.DATABASE_URL ?? own.EVENT_STORE_URL) throw new WalkRefused('the log is in a database of somebody’s own');
  const stands = readdirSync(data);
  if (stands.length > 0) throw new WalkRefused(`${data} holds ${stands.join(', ')} already`);
  write(data, { walkedBy: 'demo', begun: now });
}
/** The clock to walk, over the one that is agreed on. */
export const walking = (agreed: Clock, data: string): WalkedClock =>
  new WalkedClock(agreed, (until) => write(data, { ...(walkMark(data) as WalkMark), until }));

const write = (data: string, mark: WalkMark): void =>
  replaceFile(join(data, MARK), Buffer.from(`${JSON.stringify(mark)}\n`), 0o644);
