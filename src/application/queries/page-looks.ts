/**
 * What the questions of one page leave behind: each its own event, written down together in one append when all are answered, and before
 * anything of the page leaves (domain.md rule 11).
 */
export class PageLooks {
  private readonly waiting: (() => Promise<void>)[] = [];
  private recorded: Promise<unknown> = Promise.resolve();

  add(leave: () => Promise<void>): void {
    this.waiting.push(leave);
  }

  /** Done when all that was looked at stands in the log. @throws Refused unavailable, from then on always: nothing of this page may leave */
  async record(): Promise<void> {
    this.recorded = Promise.all([this.recorded, ...this.waiting.splice(0).map((leave) => leave())]);
    this.recorded.catch(() => undefined); // whoever waits is told
    await this.recorded;
  }
}
