import { describe, expect, it } from '@jest/globals';
import { events as endings } from '../../../src/domain/concern/ending.js';
import { events as intake } from '../../../src/domain/concern/intake.js';
import { type ConcernState, policeKnowSince } from '../../../src/domain/concern/state.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { on } from '../../support/specification.js';
import { ANOTHER, assessed, BIF, given, KP, REGISTERED, THERE } from './enquiry.js';

const told = (notifiedAt: string) => ({ notifiedAt });

describe('What is told of a concern has happened (commands.md, *Dates*):', () => {
  it('the police were told before it is written down', () => {
    given(REGISTERED)
      .when('NotifyPolice', told('2024-06-04T08:00:00.000Z'), '2024-06-04', BIF)
      .then(['PoliceNotified', told('2024-06-04T08:00:00.000Z')]);
    given(REGISTERED)
      .when('NotifyPolice', told('2024-06-04T08:00:00.001Z'), '2024-06-04', BIF)
      .then('occurred-in-future');
  });

  it('and that they were is offered to be noted as long as they are not known to know (KØ-1)', () => {
    const notified = on('2024-06-04', intake.PoliceNotified(told('2024-06-04T07:00:00.000Z') as never), BIF);
    expect(given(REGISTERED).choices('NotifyPolice')).toEqual([{}]);
    expect(given(REGISTERED, notified).choices('NotifyPolice')).toEqual([]);
    expect(given({ ...REGISTERED, by: KP }).choices('NotifyPolice')).toEqual([]);
    given(REGISTERED, notified)
      .when('NotifyPolice', told('2024-06-04T06:30:00.000Z'), '2024-06-05', BIF)
      .then(['PoliceNotified', told('2024-06-04T06:30:00.000Z')]);
  });

  it('so was the Infohus, and never before there was a concern (KØ-3)', () => {
    given(REGISTERED)
      .when('NotifyInfohus', told('2024-06-03T07:00:00.000Z'), '2024-06-04', KP)
      .then(['InfohusNotified', told('2024-06-03T07:00:00.000Z')]);
    given(REGISTERED).when('NotifyInfohus', told('2024-06-03T06:59:59.999Z'), '2024-06-04', KP).then('out-of-order');
    given(REGISTERED)
      .when('NotifyInfohus', told('2024-06-05T00:00:00.000Z'), '2024-06-04', KP)
      .then('occurred-in-future');
  });
});

describe('The police of the Infohus know of a concern (KØ-1)', () => {
  const since = (...happened: Parameters<typeof given>) => {
    const { facts } = given(...happened).state() as ConcernState;
    return facts ? policeKnowSince(facts) : 'none';
  };

  it('never, as long as nobody has told them', () => {
    expect(since(REGISTERED)).toBeUndefined();
    expect(since(REGISTERED, assessed('2024-06-04', 'acute', 'preliminary', BIF))).toBeUndefined();
  });

  it('since they were told, assessed it themselves, or had it handed to them', () => {
    const notified = on('2024-06-05', intake.PoliceNotified(told('2024-06-04T12:00:00.000Z')));
    const handed = on('2024-06-07', endings.ConcernHandedToPolice({ to: 'police', reason: Sealed.of('Klar') }));
    expect(since(REGISTERED, notified)).toBe('2024-06-04T12:00:00.000Z');
    expect(since(REGISTERED, assessed('2024-06-06', 'low', 'final'), notified)).toBe('2024-06-04T12:00:00.000Z');
    expect(since(REGISTERED, assessed('2024-06-06', 'low', 'final'))).toBe('2024-06-06T08:00:00.000Z');
    expect(since(REGISTERED, handed)).toBe('2024-06-07T08:00:00.000Z');
    expect(since({ ...REGISTERED, by: KP })).toBe('2024-06-03T08:00:00.000Z');
  });
});

describe('A concern that another Infohus forwarded', () => {
  const received = (more: object) =>
    given(
      on(
        '2024-06-03',
        intake.ConcernRegistered({
          infohus: 'koege',
          channel: 'infohus',
          receivedAt: '2024-06-03T08:00:00.000Z',
          subjects: [],
          description: Sealed.of('Opdigtet'),
          originConcernId: ANOTHER,
          ...more,
        }),
        BIF,
      ),
    ).state() as ConcernState;

  it('is registered by nobody here: its sender keeps its own, not this one', () => {
    expect(received({ toAgency: 'VEL' })).toMatchObject({ registeredBy: '', controller: 'VEL' });
    expect(received({ toAgency: 'VEL' }).facts).toMatchObject({ registeredBy: '' });
  });

  it('of an older log names no receiver, and is not the sender’s either', () => {
    expect(received({})).toMatchObject({ registeredBy: '', controller: '' });
  });

  it('is received under an id of its own', () => {
    given(REGISTERED)
      .when(
        'ForwardConcern',
        {
          toInfohus: 'koege',
          newConcernId: THERE,
          disclosure: {
            ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
            ...{ purpose: 'crime-prevention', necessity: 'Nødvendigt' },
          },
        },
        '2024-06-04',
        BIF,
      )
      .then(
        ['ConcernForwarded', { newConcernId: THERE, toAgency: 'VEL' }],
        ['InformationDisclosed', { toAgency: 'VEL' }],
      );
  });
});
