import { type Clock, NEVER, type Sleep } from './ports/runtime.js';

/** Milliseconds: longer than a record is read and judged before it is refused, where nothing else goes on. */
const BEAT = 100;

/**
 * What is hidden is read, folded and judged before it is refused, and what is not there is not: a few milliseconds, of which a hundred questions make
 * a certainty. So either is answered at the next full beat since it was asked (issue 15, *time class*). Under such load that judging takes longer than
 * one beat, the two may fall on different ones.
 */
export class Beat {
  constructor(
    private readonly clock: Clock,
    private readonly sleep: Sleep,
  ) {}

  /** `since`: when it was asked, UTC. */
  async next(since: string): Promise<void> {
    const gone = Math.max(0, Date.parse(this.clock.now()) - Date.parse(since));
    await this.sleep(BEAT - (gone % BEAT), NEVER);
  }
}
