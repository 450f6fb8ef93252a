import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadsOf } from '../../src/application/obligations/query.js';
import { actorOf, caseOfSof, give, idFor, readerOf, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

/** What a leader sees of the work of the own agency (screens.md section 3). Everybody is invented. */
const NOW = '2024-06-10T08:00:00.000Z';
const KBH = { infohus: 'koebenhavn' };
const LEADER = 'SOF:leader';
let product: ReturnType<typeof memoryInstallation>;
const team = (who = LEADER) => product.ask(readerOf(who), 'Team', KBH);
const lists = (params: object) => product.ask(readerOf(LEADER), 'Work', { ...KBH, list: 'all', ...params } as never);

beforeAll(async () => {
  product = memoryInstallation(() => NOW);
  await caseOfSof(product, ['2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z', '2024-05-03T10:00:00Z']);
});

describe('A leader', () => {
  it('sees what nobody of the own agency works on, and what is owed in it', async () => {
    const { unassigned, nobody, workers } = await team();
    expect(unassigned.rows).toMatchObject([{ caseId: idFor('k'), level: 'targeted' }]);
    expect(unassigned.count).toEqual({ count: 1, more: false });
    expect(nobody.overdue).toBeGreaterThan(0);
    expect(workers).toMatchObject([{ userId: 'sof-leader', open: 0, overdue: 0 }]);
  });

  // On a case that nobody had, a caseworker was offered everything but to take it.
  it('is not the only one who can give a case that nobody has: whoever works on it is offered to take it, there and in the list', async () => {
    const offered = async (who: string) =>
      (await product.ask(readerOf(who), 'CaseActions', { id: idFor('k') })).map(({ command }) => command);
    for (const who of [LEADER, 'SOF:caseworker'])
      expect([who, await offered(who)]).toEqual([who, expect.arrayContaining(['AssignCaseworker'])]);
    const { rows } = await product.ask(readerOf('SOF:caseworker'), 'Cases', {
      ...KBH,
      whose: 'unassigned',
      limit: 50,
    } as never);
    expect(rows[0]).toMatchObject({ acts: expect.arrayContaining([{ command: 'AssignCaseworker', about: {} }]) });
  });

  it('sees of each worker how many cases are open and what is owed, as the lists have it', async () => {
    await give(product, LEADER, 'AssignCaseworker', 'k', '2024-05-04T10:00:00Z', { userId: 'anna' });
    const { unassigned, nobody, workers } = await team();
    expect([unassigned.count.count, nobody.overdue]).toEqual([0, 0]);
    const [anna, leader] = workers;
    expect([anna?.userId, leader?.userId]).toEqual(['anna', 'sof-leader']); // by name, whoever has more
    const { total } = await lists({ side: 'ours', worker: 'anna', state: 'overdue' });
    expect(anna).toMatchObject({ open: 1, overdue: total?.count });
    expect(anna?.overdue).toBeGreaterThan(0);
    expect((await lists({ worker: 'bent' })).rows).toEqual([]);
    const { rows } = await product.ask(readerOf(LEADER), 'Cases', { ...KBH, worker: 'anna' });
    expect(rows.map(({ caseId }) => caseId)).toEqual([idFor('k')]);
  });

  it('sees who is away today and who will be, until it is over or ended', async () => {
    const absent = (id: string, from: string, to: string) =>
      give(product, LEADER, 'RecordAbsence', id, '2024-06-01T08:00:00Z', {
        ...{ userId: 'anna', substitute: 'bent', from, to },
      });
    await absent('over', '2024-06-01', '2024-06-09');
    await absent('now', '2024-06-10', '2024-06-10');
    await absent('later', '2024-07-01', '2024-07-20');
    const { absences, workers } = await team();
    expect(absences.map(({ absenceId }) => absenceId)).toEqual([idFor('now'), idFor('later')]);
    expect(workers.filter(({ away }) => away).map(({ userId }) => userId)).toEqual(['anna']);
    await give(product, LEADER, 'EndAbsence', 'now', '2024-06-10T07:00:00Z', {});
    expect((await team()).workers.some(({ away }) => away)).toBe(false);
  });

  it('is told what became of each case that was moved, and of no other', async () => {
    const stranger = idFor('no case');
    await give(product, LEADER, 'ReassignCases', 'batch', '2024-06-10T07:30:00Z', {
      ...{ fromUser: 'anna', toUser: 'bent', caseIds: [idFor('k'), stranger] },
    });
    const moved = await product.ask(readerOf(LEADER), 'Reassigned', { id: idFor('batch') });
    expect(moved).toMatchObject({ fromUser: 'anna', toUser: 'bent', done: true });
    expect(moved.cases).toMatchObject([
      { caseId: idFor('k'), code: null, number: expect.stringMatching(/^S-2024-\d+$/) },
      { caseId: stranger, code: 'not-found', number: null },
    ]);
    expect((await team()).workers.map(({ userId, open }) => [userId, open])).toContainEqual(['bent', 1]);
    const elsewhere = product.ask(readerOf('BUF:leader'), 'Reassigned', { id: idFor('batch') });
    expect(await refusalOf(elsewhere)).toBe('not-found');
  });

  it('of another agency sees none of it, and a caseworker is told only who the colleagues are', async () => {
    const { workers, nobody } = await team('BUF:leader');
    expect([workers.map(({ userId }) => userId), nobody.overdue]).toEqual([['buf-leader'], 0]);
    expect(await refusalOf(team('SOF:caseworker'))).toBe('not-permitted');
    expect(await refusalOf(team('BIF:coordinator'))).toBe('not-permitted');
    const colleagues = await product.ask(readerOf('SOF:caseworker'), 'Colleagues', KBH);
    expect(colleagues.map(({ userId }) => userId)).toEqual(['bent', 'sof-caseworker']);
    expect(await refusalOf(product.ask(readerOf('BIF:compliance'), 'Colleagues', KBH))).toBe('not-permitted');
  });

  it('leaves that it was asked, with how many workers there were', async () => {
    await team();
    const asked = (await product.log()).filter(
      ({ type, data }) => type === 'SearchPerformed' && (data as { list: string }).list === 'team',
    );
    expect(asked.at(-1)).toMatchObject({ actor: actorOf(LEADER), data: { count: 2 } });
  });
});

describe('What is owed', () => {
  it('is counted by worker and by how it stands; what nobody has is nobody’s', () => {
    const row = (assigned: object, dueAt: string) =>
      ({ assigned, facts: { dueAt, soonAt: dueAt, open: true, obligation: 'triage' }, dueAt }) as never;
    const rows = [
      row({ SOF: 'anna' }, '2024-06-01'),
      row({ SOF: 'anna' }, '2024-06-02'),
      row({ BUF: 'x' }, '2030-01-01'),
    ];
    expect(loadsOf(rows, NOW, 'SOF').map(({ userId, n }) => [userId, n])).toEqual([
      ['anna', 2],
      [null, 1],
    ]);
  });
});
