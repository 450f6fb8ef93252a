import { describe, expect, it } from '@jest/globals';
import { type ConcernState, concernAggregate } from '../../../src/domain/concern/state.js';
import { events, type HotlineState, hotline, takerOf } from '../../../src/domain/hotline/hotline.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { type Other, on, specify } from '../../support/specification.js';

const [CONTACT, CONCERN] = ['the contact', 'the concern'].map(idFor) as [string, string];
const given = specify(hotline as unknown as Decider<unknown, string>, CONTACT, 'VEL:coordinator');
const recorded = (forwardedTo?: string) =>
  on(
    '2024-06-03',
    events.HotlineContactRecorded({ infohus: 'koebenhavn', topic: Sealed.of('Emne'), from: 'citizen', forwardedTo }),
    'SOF:caseworker',
  );
const concernOf = (infohus: string): Other<ConcernState> => ({
  of: concernAggregate,
  id: CONCERN,
  state: { ...concernAggregate.initial, facts: { infohus, registeredAt: '', receivedAt: '', steps: [] } },
});

describe('A hotline contact (K20-7, K24-8)', () => {
  it('is taken where it went, with a concern that was made of it or without', () => {
    given(recorded('koege')).when('TakeHotlineContact', {}, '2024-06-04').then(['HotlineContactTaken']);
    given(recorded('koege'))
      .and(concernOf('koege'))
      .when('TakeHotlineContact', { concernId: CONCERN }, '2024-06-04')
      .then(['HotlineContactTaken', { concernId: CONCERN }]);
  });

  it('is taken once, and not before it came', () => {
    const taken = on('2024-06-04', events.HotlineContactTaken({}));
    given(recorded('koege'), taken).when('TakeHotlineContact', {}, '2024-06-05').then('already-taken');
    given(recorded('koege')).when('TakeHotlineContact', {}, '2024-06-02').then('out-of-order');
  });

  it('with a concern of the taker’s own Infohus, which the taker may see', () => {
    const take = given(recorded('koege'));
    take.when('TakeHotlineContact', { concernId: CONCERN }, '2024-06-04').then('not-found');
    take
      .and(concernOf('koebenhavn'))
      .when('TakeHotlineContact', { concernId: CONCERN }, '2024-06-04')
      .then('not-found');
    given(recorded())
      .and(concernOf('koebenhavn'))
      .when('TakeHotlineContact', { concernId: CONCERN }, '2024-06-04', 'BIF:coordinator')
      .then(['HotlineContactTaken']);
  });

  it('stands as it was recorded and first taken', () => {
    const taken = (when: string, concernId?: string) =>
      on(when, events.HotlineContactTaken({ concernId }), 'BIF:coordinator');
    const known = (...happened: Parameters<typeof given>) => given(...happened).state() as HotlineState;
    expect(known(recorded('koege'))).toMatchObject({
      ...{ at: '2024-06-03T08:00:00.000Z', infohus: 'koebenhavn', recordedBy: 'SOF', from: 'citizen' },
      ...{ forwardedTo: 'koege', concernId: null, taken: null },
    });
    expect(known(recorded(), taken('2024-06-04', CONCERN), taken('2024-06-05')).taken).toEqual({
      ...{ at: '2024-06-04T08:00:00.000Z', by: 'BIF', concernId: CONCERN },
    });
    expect([takerOf(known(recorded('koege'))), takerOf(known(recorded()))]).toEqual(['koege', 'koebenhavn']);
    expect([hotline.exists(known(recorded())), hotline.exists(known())]).toEqual([true, false]);
    expect([hotline.infohus(known(recorded())), hotline.infohus(known())]).toEqual(['koebenhavn', undefined]);
  });

  it('goes to an Infohus that there is, or to none', () => {
    const record = (forwardedTo?: string) =>
      given().when(
        'RecordHotlineContact',
        { infohus: 'koebenhavn', topic: 'Emne', from: 'citizen', forwardedTo },
        '2024-06-03',
      );
    record('nowhere').then('not-found');
    for (const there of [undefined, 'koege', 'koebenhavn'])
      record(there).then(['HotlineContactRecorded', { forwardedTo: there }]);
  });

  it('names a concern that one may see', () => {
    const contact = { infohus: 'koebenhavn', topic: 'Emne', from: 'citizen', concernId: CONCERN };
    given().when('RecordHotlineContact', contact, '2024-06-03').then('not-found');
    given()
      .and(concernOf('koebenhavn'))
      .when('RecordHotlineContact', contact, '2024-06-03')
      .then(['HotlineContactRecorded']);
  });
});
