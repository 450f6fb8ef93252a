import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { StoreUnavailable, VersionConflict } from '../../../src/application/ports/event-store.js';
import { GroupWriter } from '../../../src/infrastructure/event-store/postgres/group-writer.js';
import { command, event, segment, write } from '../../contract/event-store/fixtures.js';

type Answer = readonly [string[]] | Error;
/** A connection that answers as it is told, one answer a call, and says what it was asked. */
class Line extends EventEmitter {
  readonly asked: string[] = [];
  isEnded = false;
  constructor(private readonly answers: (() => Answer | Promise<Answer>)[]) {
    super();
  }
  async query({ name }: { readonly name: string }) {
    this.asked.push(name);
    const answer = await this.answers.shift()?.();
    if (answer instanceof Error) throw answer;
    return { rows: answer ?? [] };
  }
  async end() {
    this.isEnded = true;
  }
}
const one = (verdict: number, actual = 0, first = 1): Answer => [[`{${verdict},${actual},${first},0}`]];
const group = (verdicts: string, first: string): Answer => [[verdicts, verdicts, verdicts, first, verdicts]];
const refused = (code: string) =>
  Object.assign(new pg.DatabaseError('refused', 7, 'error'), { code, severity: 'ERROR' });
const lost = () => new Error('Connection terminated unexpectedly');
const says =
  (answer: Answer): (() => Answer) =>
  () =>
    answer;

/** Lines in the order in which they are connected; none left: no server. */
function writerOn(...lines: Line[]) {
  const [first, ...others] = lines;
  const none = new StoreUnavailable('not-persisted', new Error('no server'));
  const reconnect = async () => {
    const next = others.shift();
    if (!next) throw none;
    return next as unknown as pg.Client;
  };
  let known: Error | undefined = new StoreUnavailable('not-persisted', new Error('cannot be read'));
  const earlier = async () => {
    if (known) throw known;
    return undefined;
  };
  const writer = new GroupWriter(first as unknown as pg.Client, reconnect, earlier);
  const append = (name: string) =>
    writer.append(command(name, [write(`case-${name}`, 0, name)])).then(
      ({ outcome }) => outcome,
      (error: unknown) => (error instanceof StoreUnavailable ? error.outcome : error),
    );
  return { writer, append, nothingIsKnown: () => (known = undefined) };
}

describe('What an append is told when the server did not answer as it should', () => {
  it('is that nothing was persisted where the server refused; the connection is kept', async () => {
    const line = new Line([says(refused('57014')), says(one(0))]);
    const { append } = writerOn(line);
    expect(await append('a')).toBe('not-persisted');
    expect(await append('b')).toBe('appended');
    expect(line.asked).toEqual(['append-one-8', 'append-one-8']);
  });

  it('is that it is unknown where no answer came, or none that says anything; what comes after it goes out on another connection', async () => {
    for (const answer of [lost(), refused('58030'), [] as unknown as Answer]) {
      const [first, second] = [new Line([says(answer)]), new Line([says(one(0))])];
      const { append } = writerOn(first, second);
      expect(await append('a')).toBe('unknown');
      expect(first.isEnded).toBe(true);
      expect(await append('b')).toBe('appended');
    }
  });

  it('is that nothing was persisted where there was no connection to send it on, with what stood in the way', async () => {
    const line = new Line([]);
    const { writer } = writerOn(line);
    line.emit('end');
    const failing = [command('a', [write('s', 0, 'a')]), command('b', [write('t', 0, 'b')])].map((a) =>
      writer.append(a),
    );
    for (const outcome of await Promise.allSettled(failing))
      expect(outcome).toMatchObject({ reason: { outcome: 'not-persisted', cause: { message: 'no server' } } });
    expect(line.asked).toEqual([]);
  });

  it('is that it is unknown where it had been appended before and the log cannot be read, or does not have it', async () => {
    const { append, nothingIsKnown } = writerOn(new Line([says(one(1)), says(one(1))]));
    expect(await append('a')).toBe('unknown');
    nothingIsKnown();
    expect(await append('a')).toBe('unknown');
  });
});

describe('A group that the server refused', () => {
  it('is sent again one by one where the data of one is to blame', async () => {
    const line = new Line([says(refused('23505')), says(one(0)), says(refused('23505')), says(one(0))]);
    const { append } = writerOn(line);
    expect(await Promise.all(['a', 'b', 'c'].map(append))).toEqual(['appended', 'not-persisted', 'appended']);
    expect(line.asked).toEqual(['append-group', 'append-one-8', 'append-one-8', 'append-one-8']);
  });

  it('is refused as a whole where the server was to blame: it waited too long, and would once more for each', async () => {
    const line = new Line([says(refused('57014'))]);
    const { append } = writerOn(line);
    expect(await Promise.all(['a', 'b'].map(append))).toEqual(['not-persisted', 'not-persisted']);
    expect(line.asked).toEqual(['append-group']);
  });

  it('goes on with those that are left on another connection, when the first was lost in between', async () => {
    const first = new Line([says(refused('23505')), says(lost())]);
    const second = new Line([says(group('{0,0}', '{1,2}'))]);
    const { append } = writerOn(first, second);
    expect(await Promise.all(['a', 'b', 'c'].map(append))).toEqual(['unknown', 'appended', 'appended']);
    expect(second.asked).toEqual(['append-group']);
  });
});

describe('A conflict', () => {
  const conflict = (append: Promise<unknown>) =>
    append.then(
      () => 'appended',
      (error: unknown) => error instanceof VersionConflict && [error.stream, error.expected, error.actual],
    );

  it('names the stream of a lone append', async () => {
    const { writer } = writerOn(new Line([says(one(2, 7))]));
    expect(await conflict(writer.append(command('a', [write('s', 3, 'a')])))).toEqual(['s', 3, 7]);
  });

  it('names of each append of a group its own write: they are numbered through the group', async () => {
    const { writer } = writerOn(new Line([says([['{2,0,2}', '{2,0,5}', '{4,0,6}', '{0,1,0}', '{0,0,0}']])]));
    const appends = [
      command('a', [write('s', 1, 'a'), write('t', 3)]),
      command('b', [write('u', 0, 'b')]),
      command('c', [write('v', 0, 'c'), write('w', 2)]),
    ];
    expect(await Promise.all(appends.map((append) => conflict(writer.append(append))))).toEqual([
      ['t', 3, 4],
      'appended',
      ['w', 2, 6],
    ]);
  });
});

describe('The writer of the log', () => {
  it('sends a lone sealed event by the short way too, and more than one event or stream by that of groups', async () => {
    const line = new Line([says(one(0)), says(group('{0}', '{1}')), says(group('{0}', '{1}'))]);
    const { writer } = writerOn(line);
    const sealed = event('a', { segments: [segment('a', 0)] });
    await writer.append(command('a', [{ stream: 's', expectedVersion: 0, events: [sealed] }]));
    await writer.append(command('b', [write('s', 1, 'b', 'c')]));
    await writer.append(command('d', [write('s', 3, 'd'), write('t', 0)]));
    expect(line.asked).toEqual(['append-one-14', 'append-group', 'append-group']);
  });

  it('takes what comes while a call is under way into the next one', async () => {
    let answer: (value: Answer) => void = () => undefined;
    const line = new Line([() => new Promise<Answer>((resolve) => (answer = resolve)), says(group('{0,0}', '{2,3}'))]);
    const { append } = writerOn(line);
    const first = append('a');
    await turn();
    await turn();
    const others = ['b', 'c'].map(append);
    answer(one(0));
    expect(await Promise.all([first, ...others])).toEqual(['appended', 'appended', 'appended']);
    expect(line.asked).toEqual(['append-one-8', 'append-group']);
  });

  it('finishes what it accepted before it closes, and takes nothing afterwards', async () => {
    let answer: (value: Answer) => void = () => undefined;
    const line = new Line([() => new Promise<Answer>((resolve) => (answer = resolve))]);
    const { writer, append } = writerOn(line);
    const accepted = append('a');
    await turn();
    await turn();
    const closing = writer.close();
    await turn();
    expect(line.isEnded).toBe(false);
    expect(await append('late')).toBe('not-persisted');
    answer(one(0));
    await closing;
    expect(await accepted).toBe('appended');
    expect(line.isEnded).toBe(true);
  });
});
