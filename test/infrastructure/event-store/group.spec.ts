import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Append } from '../../../src/application/ports/event-store.js';
import { groupParameters, takeGroup } from '../../../src/infrastructure/event-store/postgres/group.js';
import { command, event, segment, write } from '../../contract/event-store/fixtures.js';

const streams = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 });
const queues = fc.array(fc.record({ commandNumber: fc.integer({ min: 0, max: 20 }), streams }), {
  maxLength: 60,
});

const queueOf = (drawn: readonly { commandNumber: number; streams: readonly number[] }[]) =>
  drawn.map(({ commandNumber, streams }, n) => ({
    n,
    append: command(
      `c ${commandNumber}`,
      streams.map((s, index) => (index === 0 ? write(`case-${s}`, 0, `${n}`) : write(`case-${s}`, 0))),
    ),
  }));

const streamsOf = (append: Append) => append.writes.map(({ stream }) => stream);

describe('a group of appends', () => {
  it('holds no stream and no command twice, starts with the oldest, and leaves the rest in order', () => {
    fc.assert(
      fc.property(queues, (drawn) => {
        const all = queueOf(drawn);
        const queue = [...all];
        const group = takeGroup(queue);
        const used = group.flatMap(({ append }) => streamsOf(append));
        expect(new Set(used).size).toBe(used.length);
        const commands = group.map(({ append }) => append.commandId);
        expect(new Set(commands).size).toBe(commands.length);
        expect(group[0]).toBe(all[0]);
        expect(queue).toEqual(all.filter((item) => !group.includes(item)));
      }),
    );
  });

  it('takes everyone in the end', () => {
    fc.assert(
      fc.property(queues, (drawn) => {
        const queue = queueOf(drawn);
        const size = queue.length;
        const taken: number[] = [];
        while (queue.length > 0) taken.push(...takeGroup(queue).map(({ n }) => n));
        expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, n) => n));
      }),
    );
  });

  it('is bounded in number and in bytes, and a single large append still goes', () => {
    const many = Array.from({ length: 1000 }, (_, n) => ({
      append: command(`${n}`, [write(`case-${n}`, 0, `${n}`)]),
    }));
    expect(takeGroup(many)).toHaveLength(300);
    expect(many).toHaveLength(700);
    const bytes = Buffer.alloc(9 * 1024 * 1024);
    const large = [1, 2].map((n) => ({
      append: command(`large ${n}`, [
        { stream: `case-${n}`, expectedVersion: 0, events: [event(`large ${n}`, { bytes })] },
      ]),
    }));
    expect(takeGroup(large)).toHaveLength(1);
    expect(takeGroup(large)).toHaveLength(1);
    // What is sealed weighs too.
    const sealed = [1, 2].map((n) => {
      const events = [event(`sealed ${n}`, { segments: [segment(`sealed ${n}`, 0, bytes)] })];
      return { append: command(`sealed ${n}`, [{ stream: `case-${n}`, expectedVersion: 0, events }]) };
    });
    expect(takeGroup(sealed)).toHaveLength(1);
  });

  it('is written as array literals in which quotes and backslashes stay text', () => {
    const stream = 'case-"\\,{}';
    const parameters = groupParameters([command('a', [write(stream, 0, 'a', 'b')])]);
    expect(parameters[4]).toBe('{"case-\\"\\\\,{}"}');
    expect(parameters[8]).toBe('{1,2}');
    expect(parameters).toHaveLength(23);
  });

  it('numbers the events of a command through all its streams, each stream on from its own version', () => {
    const both = command('both', [write('case-1', 3, 'a', 'b'), write('concern-1', 0, 'c')]);
    const [, , , writeOf, , , eventOf, , versions, ordinals] = groupParameters([
      both,
      command('d', [write('s', 0, 'd')]),
    ]);
    expect({ writeOf, eventOf, versions, ordinals }).toEqual({
      ...{ writeOf: '{1,1,2}', eventOf: '{1,1,1,2}', versions: '{4,5,1,1}', ordinals: '{0,1,2,0}' },
    });
  });
});
