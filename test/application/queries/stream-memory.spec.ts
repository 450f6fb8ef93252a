import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ReadRange, StoredEvent } from '../../../src/application/ports/event-store.js';
import { StreamMemory } from '../../../src/application/queries/stream-memory.js';

/** A log of streams in the order of their events, that says what was read of it. */
class Log {
  readonly capabilities = { atomic: true, contiguous: true, largestAppend: 1 };
  readonly events: StoredEvent[] = [];
  read: string[] = [];
  /** Runs when a stream has been read, before whoever asked is told. */
  onRead: () => void = () => undefined;
  isAway = false;

  add(...streams: string[]) {
    for (const stream of streams)
      this.events.push({ stream, position: this.events.length + 1, type: 'Something' } as StoredEvent);
  }
  get head() {
    return this.events.length;
  }
  async readStream(stream: string, range?: ReadRange) {
    return this.of([stream], range);
  }
  async readStreams(streams: readonly string[]) {
    return this.of(streams);
  }
  async *readAll({ from = 1, to = this.head }: ReadRange = {}) {
    if (this.isAway) throw new Error('away');
    this.read.push(`${from} to ${to}`);
    yield this.events.slice(from - 1, to);
  }
  private of(streams: readonly string[], range?: ReadRange) {
    this.read.push(`${streams.join('+')}${range ? ' in part' : ''}`);
    const found = this.events.filter(({ stream }) => streams.includes(stream));
    this.onRead();
    return found;
  }
}
let log: Log;
let looks: Set<number>;
let memory: StreamMemory;
/** What is asked of a page that begins now: positions of the events. */
const page = (position = log.head) => {
  const at = memory.at(position);
  return async (...streams: string[]) =>
    (streams.length === 1 ? await at.readStream(streams[0] ?? '') : await at.readStreams(streams)).map(
      (e) => e.position,
    );
};
const LOOK = 'access-u1-2026-01-01';
const look = () => {
  log.add(LOOK);
  looks.add(log.head);
};

beforeEach(() => {
  log = new Log();
  looks = new Set();
  const fill = (after: number, upTo: number) =>
    Array.from({ length: upTo - after }, (_, i) => after + 1 + i).every((position) => looks.has(position));
  memory = new StreamMemory(log, { fill }, 10);
  log.add('case-1', 'case-2', 'case-1');
});

describe('A stream that a page has read', () => {
  it('is not read again for the pages that follow, though somebody looked meanwhile', async () => {
    expect(await page()('case-1')).toEqual([1, 3]);
    look();
    expect(await page()('case-1')).toEqual([1, 3]);
    look();
    expect(await page()('case-1', 'case-2')).toEqual([1, 2, 3]);
    expect(log.read).toEqual(['case-1', 'case-2']);
  });
  it('is read again where it has grown, and only it', async () => {
    await page()('case-1', 'case-2');
    log.add('case-2', 'case-3');
    expect(await page()('case-1', 'case-2')).toEqual([1, 2, 3, 4]);
    expect(log.read).toEqual(['case-1+case-2', '4 to 5', 'case-2']);
  });
  it('is read again where what was recorded since cannot be read, or is much', async () => {
    await page()('case-1');
    log.add('case-2');
    log.isAway = true;
    await page()('case-1');
    log.isAway = false;
    log.add(...Array.from({ length: 501 }, () => 'case-2'), 'case-1');
    expect((await page()('case-1')).at(-1)).toBe(log.head);
    expect(log.read).toEqual(['case-1', 'case-1', 'case-1']);
  });
  it('is not remembered where it may have grown while it was read', async () => {
    const first = page();
    log.onRead = () => {
      log.add('case-1');
      page(); // another reader's, which begins after that
    };
    await first('case-1');
    log.onRead = () => undefined;
    expect(await page()('case-1')).toEqual([1, 3, 4]);
  });
  it('is whole for a page that began before another: never less than where it began', async () => {
    const before = page();
    log.add('case-1');
    await page()('case-1');
    expect(await before('case-1')).toEqual([1, 3, 4]);
  });
  it('is asked of the log itself where a part of it is wanted, and where it tells who looked', async () => {
    look();
    for (let i = 0; i < 2; i++) {
      await memory.at(log.head).readStream('case-1', { from: 2 });
      await page()(LOOK);
    }
    expect(log.read).toEqual(['case-1 in part', LOOK, 'case-1 in part', LOOK]);
  });
  it('makes room for others: the one that was read first goes first', async () => {
    const all = page();
    await all('case-1');
    await all('case-2');
    log.add(...Array.from({ length: 5 }, () => 'case-3'));
    await page()('case-3');
    log.read = [];
    await page()('case-1', 'case-2', 'case-3');
    expect(log.read).toEqual(['case-1']);
  });
});

describe('Since when only looks were recorded', () => {
  it('is told to who reads beside it', () => {
    const position = log.head;
    expect(memory.at(position).same).toBe(position);
    look();
    expect(memory.at(log.head).same).toBe(position);
    log.add('case-1');
    expect(memory.at(log.head).same).toBe(log.head);
  });
  it('is known of no log in which a position may come to be seen after a later one', async () => {
    const open = { ...log, capabilities: { ...log.capabilities, contiguous: false } } as unknown as Log;
    expect(new StreamMemory(open, { fill: () => true }).at(3)).toBe(open);
  });
});
