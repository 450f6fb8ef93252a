import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Append, EventToAppend, Segment } from '../../../src/application/ports/event-store.js';
import { checkAppend, isInstant, MalformedAppend } from '../../../src/infrastructure/event-store/append-check.js';
import { command, event, segment, write } from '../../contract/event-store/fixtures.js';

describe('an instant of the log', () => {
  it('is any ISO UTC instant with milliseconds since 1970', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') }), (milliseconds) => {
        expect(isInstant(new Date(milliseconds).toISOString())).toBe(true);
      }),
    );
  });

  it.each(['2026-11-20', '2026-11-20T12:00:00Z', '2026-02-30T00:00:00.000Z', '1969-12-31T23:59:59.999Z', 'now'])(
    'is not %s',
    (text) => {
      expect(isInstant(text)).toBe(false);
    },
  );
});

describe('What no store could keep', () => {
  const sound = command('x', [write('concern-1', 0, 'a')]);
  const having = (more: Partial<Append>): Append => ({ ...sound, ...more });
  const of = (more: Partial<EventToAppend>) =>
    having({ writes: [{ stream: 's', expectedVersion: 0, events: [event('a', more)] }] });
  const sealed = (...segments: Segment[]) => of({ segments });
  const at = (expectedVersion: number, ...names: string[]) =>
    having({ writes: [write('s', expectedVersion, ...names)] });
  const newest = 2 ** 31 - 1;
  const wide = 'ø'.repeat(512);

  it('is a stream, a type or a key without a name, with one too long for an index, or of what PostgreSQL holds as no text', () => {
    checkAppend(of({ type: wide }));
    for (const name of ['', `${wide}x`, 'a\0', 'a\uD800']) {
      expect(() => checkAppend(of({ type: name }))).toThrow(MalformedAppend);
      expect(() => checkAppend(having({ writes: [write(name, 0, 'a')] }))).toThrow(MalformedAppend);
      expect(() => checkAppend(sealed({ ...segment('a', 0), keyId: name }))).toThrow(MalformedAppend);
    }
  });

  it('is a version before the first, between two, or beyond the last', () => {
    checkAppend(at(newest - 2, 'a', 'b'));
    for (const malformed of [at(-1, 'a'), at(0.5, 'a'), at(newest - 1, 'a', 'b')])
      expect(() => checkAppend(malformed)).toThrow(MalformedAppend);
  });

  it('is an id that stands for two, or is no lower-case UUID', () => {
    const twice = [write('s', 0, 'a'), write('t', 0, 'b', 'a')];
    const { commandId } = sound;
    for (const malformed of [
      having({ writes: twice }),
      having({ commandId: commandId.toUpperCase() }),
      of({ eventId: 'a' }),
    ])
      expect(() => checkAppend(malformed)).toThrow(MalformedAppend);
  });

  it('is an append without an event or a fingerprint; a guard beside an event is none', () => {
    checkAppend(having({ writes: [write('guarded', 3), write('s', 0, 'a')] }));
    for (const malformed of [having({ writes: [write('guarded', 3)] }), having({ fingerprint: new Uint8Array() })])
      expect(() => checkAppend(malformed)).toThrow(MalformedAppend);
  });

  it('is one larger than allowed, all events together', () => {
    const bytes = Buffer.alloc(5);
    const both = having({
      writes: ['s', 't'].map((stream) => ({ stream, expectedVersion: 0, events: [event(stream, { bytes })] })),
    });
    checkAppend(both, 10);
    expect(() => checkAppend(both, 9)).toThrow(MalformedAppend);
  });

  it('is a segment of another event, numbered twice or not from 0, or whose salt, nonce or tag has another size', () => {
    const one = segment('a', 0);
    checkAppend(sealed(one, segment('a', 1), { ...segment('a', newest), ciphertext: new Uint8Array() }));
    for (const segments of [
      [segment('b', 0)],
      [one, one],
      ...[-1, 0.5, newest + 1].map((number) => [segment('a', number)]),
      [{ ...one, salt: one.salt.subarray(1) }],
      [{ ...one, nonce: one.nonce.subarray(1) }],
      [{ ...one, tag: one.tag.subarray(1) }],
    ])
      expect(() => checkAppend(sealed(...segments))).toThrow(MalformedAppend);
  });
});
