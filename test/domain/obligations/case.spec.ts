import { describe, expect, it } from '@jest/globals';
import { under } from '../../../src/domain/case/persons.js';
import type { CaseState } from '../../../src/domain/case/state.js';
import { events as subjects } from '../../../src/domain/case/subjects.js';
import { events as work } from '../../../src/domain/case/work.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { obligationsOfCase } from '../../../src/domain/obligations/index.js';
import { eachAlone, survivorBy } from '../../../src/domain/person/survivor.js';
import { moment, on, plans } from '../../support/specification.js';
import {
  accepted,
  CASE,
  closed,
  completed,
  declined,
  FATHER,
  given,
  heldBySecurity,
  lifted,
  measured,
  OPENED,
  offered,
  paused,
  referralAccepted,
  referred,
  releaseExpected,
  repeated,
  resumed,
  SECOND,
  SON,
  STRANGER,
  started,
} from '../case/family.js';

type Facts = Parameters<typeof given>;
/** What is owed at an instant, by name: when it is due and how it stands. */
function owed(name: string, now: string, facts: Facts, survivor = eachAlone): readonly string[] {
  const state = under(given(OPENED, ...facts).state() as CaseState, survivor);
  return obligationsOfCase(CASE, state, plans, moment(now))
    .filter((o) => o.obligation === name)
    .map((o) => `${o.dueAt.slice(0, 10)} ${o.state}${o.metAt ? ` ${o.metAt.slice(0, 10)}` : ''}`);
}
const states = (...asked: Parameters<typeof owed>) => owed(...asked).map((row) => row.split(' ')[1]);

describe('Re-offers (K16-8, domain.md rule 7)', () => {
  const no = [offered('2024-01-09'), declined('2024-01-10')];
  const both = (now: string, ...more: Facts) => [
    ...states('reoffer-1', now, [no, ...more]),
    ...states('reoffer-2', now, [no, ...more]),
  ];
  const other = { offerId: SECOND, personId: SON, kind: 'counselling' };
  const objectedElsewhere = (when: string) => [offered('2024-01-11', other), declined(when, other, true)];

  it('are due three and six months after the first decline', () => {
    expect(owed('reoffer-1', '2024-02-01', [no])).toEqual(['2024-04-10 upcoming']);
    expect(owed('reoffer-2', '2024-02-01', [no])).toEqual(['2024-07-10 upcoming']);
    expect(both('2024-04-10T21:59:59.999Z')).toEqual(['due-soon', 'upcoming']);
    expect(both('2024-04-10T22:00:00.000Z')).toEqual(['overdue', 'upcoming']);
  });

  it('are met by the first and the second re-offer, however late; a later decline starts nothing', () => {
    const late = [repeated('2024-05-01'), declined('2024-05-02'), repeated('2024-07-11')];
    expect(both('2025-01-01', late)).toEqual(['met-late', 'met-late']);
    expect(owed('reoffer-1', '2025-01-01', [no, late])).toEqual(['2024-04-10 met-late 2024-05-01']);
  });

  it('are answered by an acceptance: not yet due lapses, past due is met late', () => {
    expect(both('2025-01-01', repeated('2024-02-01'), accepted('2024-02-02'))).toEqual(['met', 'lapsed']);
    // An acceptance without a re-offer before it is of an old log.
    expect(both('2025-01-01', accepted('2024-05-01'))).toEqual(['met-late', 'lapsed']);
  });

  it('end with an objection, to this offer or another of the person: not yet due lapses, past due is missed', () => {
    expect(both('2025-01-01', repeated('2024-02-01'), declined('2024-02-02', {}, true))).toEqual(['met', 'lapsed']);
    expect(both('2025-01-01', ...objectedElsewhere('2024-02-01'))).toEqual(['lapsed', 'lapsed']);
    expect(both('2025-01-01', ...objectedElsewhere('2024-05-01'))).toEqual(['missed', 'lapsed']);
    expect(both('2024-01-20', ...objectedElsewhere('2024-02-01'))).toEqual(['upcoming', 'upcoming']);
  });

  it('do not begin while an objection stands, nor anew when it is lifted', () => {
    const objected = [offered('2024-01-09', other), declined('2024-01-10', other, true)];
    const after = (...more: Facts) => states('reoffer-1', '2025-01-01', [offered('2024-01-09'), objected, ...more]);
    expect(after(declined('2024-01-20'))).toEqual(['lapsed']);
    expect(after(lifted('2024-01-15'), declined('2024-01-20'))).toEqual(['overdue']);
    expect(both('2025-01-01', ...objectedElsewhere('2024-02-01'), lifted('2024-02-02'))).toEqual(['lapsed', 'lapsed']);
    expect(states('reoffer-1', '2025-01-01', [offered('2024-01-09'), declined('2024-01-10', {}, true)])).toEqual([]);
  });

  it('are not ended by what another person says', () => {
    const father = { offerId: SECOND, personId: FATHER, kind: 'counselling' };
    const fathers = [offered('2024-01-11', father), declined('2024-02-01', father, true)];
    expect(both('2025-01-01', ...fathers)).toEqual(['overdue', 'overdue']);
  });

  it('end with an objection under whatever merged id', () => {
    const stranger = { ...other, personId: STRANGER };
    const facts = [no, offered('2024-01-11', stranger), declined('2024-02-01', stranger, true)];
    const merged = survivorBy((id) => (id === STRANGER ? SON : null));
    expect(states('reoffer-1', '2025-01-01', facts)).toEqual(['overdue']);
    expect(states('reoffer-1', '2025-01-01', facts, merged)).toEqual(['lapsed']);
  });

  it('lapse at a security handover, overdue or not', () => {
    expect(both('2025-01-01', heldBySecurity('2024-05-01'))).toEqual(['lapsed', 'lapsed']);
  });

  it('lapse where the person moved before they were due', () => {
    expect(both('2025-01-01', closed('2024-02-01', 'moved'))).toEqual(['lapsed', 'lapsed']);
    expect(both('2025-01-01', closed('2024-02-01', 'moved', true))).toEqual(['overdue', 'overdue']);
  });
});

describe('Progress (K20-2)', () => {
  const begun = [offered('2023-08-01'), accepted('2023-08-02'), started('2024-01-31')];
  const progress = (now: string, ...more: Facts) => owed('progress', now, [begun, ...more]);

  it('is due after six months, moved on by the pauses that began by then and have ended', () => {
    expect(progress('2024-02-01')).toEqual(['2024-07-31 upcoming']);
    expect(progress('2025-01-01', paused('2024-03-01'), resumed('2024-03-11'))).toEqual(['2024-08-10 overdue']);
    expect(progress('2025-01-01', paused('2024-08-01'), resumed('2024-08-11'))).toEqual(['2024-07-31 overdue']);
  });

  it('is moved by a pause that began by the day as earlier pauses had moved it', () => {
    const first = [paused('2024-03-01'), resumed('2024-03-11')];
    expect(progress('2025-01-01', ...first, paused('2024-08-10'), resumed('2024-08-15'))).toEqual([
      '2024-08-15 overdue',
    ]);
    expect(progress('2025-01-01', ...first, paused('2024-08-11'), resumed('2024-08-15'))).toEqual([
      '2024-08-10 overdue',
    ]);
  });

  it('is not overdue while such a pause runs', () => {
    expect(progress('2025-01-01', paused('2024-07-31'))).toEqual(['2024-07-31 due-soon']);
    expect(progress('2025-01-01', paused('2024-08-01'))).toEqual(['2024-07-31 overdue']);
  });

  it('lapses when the course ends before the day; a pause that runs then ends with it', () => {
    expect(progress('2025-01-01', completed('2024-07-30'))).toEqual(['2024-07-31 lapsed']);
    expect(progress('2025-01-01', completed('2024-07-31'))).toEqual(['2024-07-31 overdue']);
    expect(progress('2025-01-01', paused('2024-07-01'), completed('2024-08-05'))).toEqual(['2024-09-04 lapsed']);
  });

  it('is met by a measurement not more than a month before the day', () => {
    expect(progress('2025-01-01', measured('2024-06-29'))).toEqual(['2024-07-31 overdue']);
    expect(progress('2025-01-01', measured('2024-06-30'))).toEqual(['2024-07-31 met 2024-06-30']);
    expect(progress('2025-01-01', measured('2024-08-01'))).toEqual(['2024-07-31 met-late 2024-08-01']);
  });
});

describe('The answer to a referral', () => {
  const answer = (now: string, ...more: Facts) => owed('referral-answer', now, [referred('2024-03-26'), ...more]);

  it('is owed by the end of the third working day after', () => {
    // Maundy Thursday, Good Friday and Easter Monday lie between.
    expect(answer('2024-03-26')).toEqual(['2024-04-03 due-soon']);
    expect(answer('2024-05-01')).toEqual(['2024-04-03 overdue']);
    expect(answer('2024-05-01', referralAccepted('2024-04-03'))).toEqual(['2024-04-03 met 2024-04-03']);
    expect(answer('2024-05-01', referralAccepted('2024-04-04'))).toEqual(['2024-04-03 met-late 2024-04-04']);
  });

  it('lapses where the person moved before it was due', () => {
    expect(answer('2024-05-01', closed('2024-04-02', 'moved'))).toEqual(['2024-04-03 lapsed']);
    expect(answer('2024-04-01', closed('2024-04-02', 'moved'))).toEqual(['2024-04-03 due-soon']);
    expect(answer('2024-05-01', closed('2024-04-02', 'moved', true))).toEqual(['2024-04-03 overdue']);
    // What has lapsed is met by nothing that follows.
    expect(answer('2024-05-01', closed('2024-04-01', 'moved'), referralAccepted('2024-04-02'))).toEqual([
      '2024-04-03 lapsed',
    ]);
    expect(answer('2024-05-01', referralAccepted('2024-04-01'), closed('2024-04-02', 'moved'))).toEqual([
      '2024-04-03 met 2024-04-01',
    ]);
  });
});

describe('A release (K20-6, K24-7)', () => {
  const expected = releaseExpected('2024-01-10', '2024-09-01');
  const contact = (when: string, personId?: string, kind: 'call' | 'missed-appointment' = 'call') =>
    on(when, work.ContactRecorded({ kind, personId }));
  const removed = (when: string, personId = SON) =>
    on(when, subjects.SubjectRemoved({ personId, reason: Sealed.of('Flyttet') }));
  const release = (...more: Facts) => states('release', '2024-12-01', [expected, ...more]);

  it('is met by a referral, or a contact with the person or nobody named, from then on', () => {
    expect(release()).toEqual(['overdue']);
    expect(release(referred('2024-02-01'))).toEqual(['met']);
    expect(release(contact('2024-02-01'))).toEqual(['met']);
    expect(release(contact('2024-02-01', SON))).toEqual(['met']);
    expect(release(contact('2024-02-01', FATHER))).toEqual(['overdue']);
    expect(release(contact('2024-01-09'))).toEqual(['overdue']);
    expect(release(contact('2024-07-01'))).toEqual(['met-late']);
  });

  it('is not met by an appointment that was missed', () => {
    expect(release(contact('2024-02-01', SON, 'missed-appointment'))).toEqual(['overdue']);
  });

  it('is met by a contact under whatever merged id', () => {
    const merged = survivorBy((id) => (id === STRANGER ? SON : null));
    const facts = [expected, contact('2024-02-01', STRANGER)];
    expect(states('release', '2024-12-01', facts)).toEqual(['overdue']);
    expect(states('release', '2024-12-01', facts, merged)).toEqual(['met']);
  });

  it('lapses when the subject is removed, and each that was registered is owed', () => {
    expect(release(removed('2024-02-01'))).toEqual(['lapsed']);
    expect(release(removed('2024-02-01', FATHER))).toEqual(['overdue']);
    expect(release(contact('2024-01-20'), removed('2024-02-01'))).toEqual(['met']);
    expect(release(releaseExpected('2024-02-01', '2025-09-01'), contact('2024-01-20'))).toEqual(['met', 'upcoming']);
  });

  it('keeps the key it was alerted by, whoever the person was merged into since', () => {
    const state = given(OPENED, expected).state() as CaseState;
    const merged = under(state, (id) => (id === SON ? STRANGER : id));
    const keys = [state, merged].map((s) => obligationsOfCase(CASE, s, plans, moment('2024-02-01'))[0]?.key);
    expect(keys[0]).toBe(`${SON}/${moment('2024-01-10')}`);
    expect(keys[1]).toBe(keys[0]);
  });
});
