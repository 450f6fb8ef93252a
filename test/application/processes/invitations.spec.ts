import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordNumbers } from '../../../src/application/numbers/record-numbers.js';
import type { StoredEvent } from '../../../src/application/ports/event-store.js';
import { Invitations } from '../../../src/application/processes/post/invitations.js';
import { meetingAggregate } from '../../../src/domain/meeting/state.js';
import { icalWriter } from '../../../src/infrastructure/calendar/ical.js';
import { actorOf, give, idFor, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const CALLED = '2026-11-02T09:00:00.000Z';
const STARTS = '2026-12-01T09:00:00.000Z';
const MOVED = '2027-07-01T09:00:00.000Z';
const BIF = 'BIF:coordinator';

let now = CALLED;
let product: ReturnType<typeof memoryInstallation>;
let toldUpTo = 0;
beforeEach(() => {
  now = CALLED;
  product = memoryInstallation(() => now);
  toldUpTo = 0;
});

const call = (startsAt = STARTS, invited: readonly string[] = ['SSP', 'SOF']) =>
  give(product, BIF, 'CallMeeting', 'm', CALLED, { infohus: 'koebenhavn', kind: 'ordinary', startsAt, invited });
/** Of the call of the meeting. */
async function amend(command: 'CorrectEvent' | 'AnnulEvent', data: object = {}) {
  const called = (await product.log()).find(({ type }) => type === 'MeetingCalled');
  const line = { command, id: idFor('m'), at: CALLED, actor: actorOf(BIF) };
  const { refused } = await product.import([
    JSON.stringify({ ...line, data: { eventId: called?.eventId, reason: 'opdigtet', ...data } }),
  ]);
  expect(refused).toEqual([]);
}
/** What is sent of all that came to the log since the last time: to whom, and the lines of the calendar's file. */
async function sent() {
  const { store, live, vault } = product;
  const from = toldUpTo;
  const { position: to } = await store.head();
  toldUpTo = to;
  const invitations = new Invitations({
    ...{ store, models: live, numbers: new RecordNumbers(vault), calendars: icalWriter, clock: { now: () => now } },
    directory: { mailbox: (agency) => [`${agency.toLowerCase()}@example.invalid`], user: () => [] },
    ...{ organiser: 'sagsspor@example.invalid', baseUrl: 'https://sagsspor.example.invalid' },
  });
  const events: StoredEvent[] = [];
  for await (const batch of store.readAll({ from: from + 1, to }))
    events.push(...batch.filter((e) => invitations.isAbout(e)));
  return (await invitations.letters(events, { from, to }))
    .map((letter) => ({ ...letter, lines: unfolded(letter.calendar?.file ?? '') }))
    .sort((a, b) => a.to.localeCompare(b.to));
}
const unfolded = (file: string) => file.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
const told = (letters: Awaited<ReturnType<typeof sent>>) =>
  letters.map(({ to, calendar, lines }) => [
    to.split('@')[0],
    calendar?.method,
    ...lines.filter((line) => line.startsWith('DTSTART;')),
  ]);
const lineOf = (lines: readonly string[], name: string) => lines.find((line) => line.startsWith(`${name}:`));

describe('A meeting in the calendars of those asked in', () => {
  it('is an invitation to each agency, in local time of Denmark, with its number and nothing of what it is about', async () => {
    await give(product, BIF, 'RegisterConcern', 'c', CALLED, registered('koebenhavn', CALLED));
    await give(product, BIF, 'CallMeeting', 'm', CALLED, {
      ...{ infohus: 'koebenhavn', kind: 'urgent', startsAt: STARTS, invited: ['SSP'], concernIds: [idFor('c')] },
    });
    const [letter, ...others] = await sent();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ to: 'ssp@example.invalid', calendar: { method: 'REQUEST' } });
    expect(letter?.subject).toMatch(/^Indkaldelse: Infohus-møde M-2026-\d{4} \/ Invitation$/);
    expect(letter?.lines).toEqual(
      expect.arrayContaining([
        'METHOD:REQUEST',
        'BEGIN:VTIMEZONE',
        'DTSTART;TZID=Europe/Copenhagen:20261201T100000',
        'DTEND;TZID=Europe/Copenhagen:20261201T110000',
        'DTSTAMP:20261102T090000Z',
        'ORGANIZER;CN="Sagsspor":mailto:sagsspor@example.invalid',
        'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:MAILTO:ssp@example.invalid',
        'STATUS:CONFIRMED',
      ]),
    );
    expect(lineOf(letter?.lines ?? [], 'SUMMARY')).toMatch(/^SUMMARY:Infohus-møde M-2026-\d{4}$/);
    const written = JSON.stringify(letter);
    for (const own of [idFor('m'), idFor('c'), 'urgent', 'opdigtet']) expect(written).not.toContain(own);
  });

  it('moves with a correction: the same meeting, a later message, summer time in summer', async () => {
    await call();
    const [first] = await sent();
    await amend('CorrectEvent', { changes: { startsAt: MOVED } });
    const moved = await sent();
    expect(told(moved)).toEqual([
      ['sof', 'REQUEST', 'DTSTART;TZID=Europe/Copenhagen:20270701T110000'],
      ['ssp', 'REQUEST', 'DTSTART;TZID=Europe/Copenhagen:20270701T110000'],
    ]);
    const [before, after] = [first?.lines ?? [], moved[0]?.lines ?? []];
    expect(lineOf(after, 'UID')).toBe(lineOf(before, 'UID'));
    const sequence = (lines: readonly string[]) => Number(lineOf(lines, 'SEQUENCE')?.slice('SEQUENCE:'.length));
    expect(sequence(after)).toBeGreaterThan(sequence(before));
  });

  it('is cancelled where it was called by mistake, and where it was closed without being held', async () => {
    await call();
    await sent();
    await amend('AnnulEvent');
    const cancelled = [
      ['sof', 'CANCEL', 'DTSTART;TZID=Europe/Copenhagen:20261201T100000'],
      ['ssp', 'CANCEL', 'DTSTART;TZID=Europe/Copenhagen:20261201T100000'],
    ];
    const letters = await sent();
    expect(told(letters)).toEqual(cancelled);
    expect(letters[0]?.lines).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED']));
    await give(product, BIF, 'CallMeeting', 'n', CALLED, {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: STARTS, invited: ['SSP', 'SOF'] },
    });
    await sent();
    await give(product, BIF, 'CloseMeeting', 'n', CALLED, {});
    expect(told(await sent())).toEqual(cancelled);
  });

  it('reaches who is asked in later, and nobody a second time', async () => {
    await give(product, BIF, 'RegisterConcern', 'c', CALLED, registered('koebenhavn', CALLED));
    await call(STARTS, ['SOF']);
    await sent();
    const disclosure = {
      ...{ categories: ['identity'], legalBasis: 'RPL115_1_1', constellation: 'SSP' },
      ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
    };
    await give(product, BIF, 'AddAgendaItem', 'm', CALLED, {
      ...{ subject: { concernId: idFor('c') }, invited: ['SSP'], disclosures: [{ toAgency: 'SSP', disclosure }] },
    });
    expect(told(await sent()).map(([agency, method]) => [agency, method])).toEqual([['ssp', 'REQUEST']]);
  });

  it('is told to nobody any more once it is over, however late it is written down or taken back', async () => {
    now = '2026-12-02T09:00:00.000Z';
    await call();
    expect(await sent()).toEqual([]);
    await amend('AnnulEvent');
    expect(await sent()).toEqual([]);
  });

  it('that was called and taken back before anybody was written to is told to nobody', async () => {
    await call();
    await amend('AnnulEvent');
    expect(await sent()).toEqual([]);
  });
});

it('Events of other records are nothing that invitations are about', async () => {
  await give(product, BIF, 'RegisterConcern', 'c', CALLED, registered('koebenhavn', CALLED));
  expect(meetingAggregate.aggregate).toBe('meeting');
  expect(await sent()).toEqual([]);
});
