import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import type { Params } from '../../../src/application/queries/catalogue.js';
import { WORK_LISTS } from '../../../src/application/queries/work/work-lists.js';
import type { WorkRow } from '../../../src/application/queries/work/work-rows.js';
import { generate } from '../../support/generator/index.js';
import { caseOfSof, give, idFor, readerOf, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const infohus = 'koebenhavn';
type Asked = Omit<Params<'Work'>, 'infohus'>;

describe('Of a made-up city', () => {
  let product: ReturnType<typeof memoryInstallation>;
  beforeAll(async () => {
    product = memoryInstallation(() => '2017-09-01T10:00:00.000Z');
    await product.import(generate(7, 14));
  });

  /** All pages of a list, a few rows each. */
  async function walked(reader: Reader, asked: Asked): Promise<readonly WorkRow[]> {
    const rows: WorkRow[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await product.ask(reader, 'Work', { infohus, limit: 25, ...(cursor ? { cursor } : {}), ...asked });
      rows.push(...page.rows);
      if (page.next === null) return rows;
      cursor = page.next;
    }
  }
  async function exported(reader: Reader, asked: Asked): Promise<readonly object[]> {
    const rows: object[] = [];
    for await (const some of await product.ask(reader, 'ExportWork', { infohus, ...asked })) rows.push(...some);
    return rows;
  }
  const keyOf = (row: object) => {
    const { obligation, dueAt, caseId, concernId, meetingId } = row as WorkRow;
    return [obligation, dueAt, caseId, concernId, meetingId].join(' ');
  };

  const WHO = ['BIF:coordinator', 'BIF:caseworker', 'KP:police'];
  const FILTERS: readonly Omit<Asked, 'list'>[] = [{}, { later: true, side: 'ours' }, { state: 'overdue', mine: true }];
  const everyList = WHO.flatMap((who) => WORK_LISTS.map((list, n) => [who, { list, ...FILTERS[n % 3] }] as const));
  const whole = WHO.map((who) => [who, { list: 'all' as const }] as const);

  it.each([...whole, ...everyList])('%s: the count of a list is its rows and its export: %j', async (who, asked) => {
    const reader = readerOf(who);
    const rows = await walked(reader, asked);
    const { count } = await product.ask(reader, 'CountWork', { infohus, ...asked });
    expect(rows.length).toBe(count);
    expect((await exported(reader, asked)).map(keyOf)).toEqual(rows.map(keyOf));
    const due = rows.map(({ dueAt }) => dueAt);
    expect(due).toEqual([...due].sort());
  });

  it.each(WHO)('%s is shown in a list what the list of deadlines shows, and nothing more', async (who) => {
    const reader = readerOf(who);
    const known = (await product.ask(reader, 'Deadlines', { infohus })).filter(({ state }) =>
      ['overdue', 'due-soon', 'upcoming'].includes(state),
    );
    const rows = await walked(reader, { list: 'all' });
    const plain = (of: { obligation: string; dueAt: string; number?: string | null | undefined }) =>
      `${of.obligation} ${of.dueAt} ${of.number}`;
    expect(rows.map(plain).sort()).toEqual(known.map(plain).sort());
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each(WHO)(
    '%s: each block of Home counts the list that it leads to, shows five rows, and nothing twice',
    async (who) => {
      const reader = readerOf(who);
      const home = await product.ask(reader, 'Home', { infohus });
      const blocks = [
        [home.now, { list: 'now' }],
        [home.answers.ours, { list: 'answers', later: true, side: 'ours' }],
        [home.answers.others, { list: 'answers', later: true, side: 'others' }],
        [home.offers, { list: 'offers', later: true }],
        [home.measures, { list: 'measures', later: true }],
        [home.decisions, { list: 'decisions', later: true }],
      ] as const;
      for (const [block, asked] of blocks) {
        const { total, rows } = await product.ask(reader, 'Work', { infohus, limit: 500, ...asked });
        expect(block.count).toEqual(total);
        expect(rows.map(({ deadlineId }) => deadlineId)).toEqual(
          expect.arrayContaining(block.rows.map(({ deadlineId }) => deadlineId)),
        );
        expect(block.rows.length).toBeLessThanOrEqual(5);
      }
      const shown = blocks.flatMap(([block]) => block.rows.map(({ deadlineId }) => deadlineId));
      expect(new Set(shown).size).toBe(shown.length);
      const news = await product.ask(reader, 'CountCases', { infohus, since: home.news.since });
      expect(home.news.count).toEqual(news);
      const offering = await product.ask(reader, 'CountCases', { infohus, offering: true });
      expect(home.offering).toEqual(offering);
      if (home.unassessed)
        expect(home.unassessed.count).toEqual(
          await product.ask(reader, 'CountConcerns', { infohus, unassessed: true }),
        );
      expect(home.unassessed !== null).toBe(who === 'KP:police');
    },
  );

  it('draws in a row only what the record itself says can be done now', async () => {
    const reader = readerOf('BIF:coordinator');
    const rows = (await walked(reader, { list: 'all' })).filter(({ acts }) => acts.length > 0).slice(0, 12);
    expect(rows.length).toBeGreaterThan(3);
    for (const { acts } of rows)
      for (const { of, id, command, about } of acts.filter((act) => act.of === 'case')) {
        const on = await product.ask(reader, 'CaseActions', { id });
        expect([of, on]).toEqual(['case', expect.arrayContaining([{ command, about, against: null }])]);
      }
  });
});

describe('Home of a case with a few acts', () => {
  let now = '2024-05-06T10:00:00.000Z';
  let product: ReturnType<typeof memoryInstallation>;
  const at = (day: string) => `2024-${day}T10:00:00.000Z`;
  const home = (who: string) => product.ask(readerOf(who), 'Home', { infohus });
  beforeAll(async () => {
    product = memoryInstallation(() => now);
    await caseOfSof(product, [at('05-01'), at('05-02'), at('05-03')]);
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'new', at('05-05'), registered(infohus, at('05-05')));
    await give(product, 'SOF:caseworker', 'ReferCase', 'k', at('05-06'), {
      ...{ referralId: idFor('r'), toAgency: 'BUF', task: 'opdigtet' },
      disclosure: {
        ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
        ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
      },
    });
  });

  it('shows who is asked the answer that is owed, with yes and no in its row, and nothing else of the case', async () => {
    const { answers, measures, offers, news, now: urgent } = await home('BUF:caseworker');
    const [row] = answers.ours.rows;
    expect(row?.acts.map(({ command }) => command)).toEqual(['AcceptReferral', 'DeclineReferral']);
    expect(row?.about).toEqual({ kind: null, role: null, attempt: null, from: 'SOF', to: 'BUF' });
    const others = [answers.others, measures, offers, urgent].map(({ count }) => count.count);
    expect([others, news.count.count]).toEqual([[0, 0, 0, 0], 0]);
  });

  it('shows who has asked that it waits, and lets it be withdrawn', async () => {
    const { answers } = await home('SOF:caseworker');
    expect([answers.ours.count.count, answers.others.count.count]).toEqual([0, 1]);
    expect(answers.others.rows[0]?.acts.map(({ command }) => command)).toEqual(['WithdrawReferral']);
  });

  it('shows police the new concern that they have not assessed, until they have', async () => {
    const before = await home('KP:police');
    expect(before.unassessed?.rows.map(({ concernId }) => concernId)).toEqual([idFor('new')]);
    await give(product, 'KP:police', 'AssessSeverity', 'new', at('05-06'), {
      ...{ severity: 'acute', finality: 'final', readyToAct: false },
    });
    expect((await home('KP:police')).unassessed?.rows).toEqual([]);
    const [first] = (await home('BIF:coordinator')).now.rows;
    expect(first?.obligation).toBe('acute-action');
  });

  it('tells what others have recorded since one last looked on another day, and not what one did oneself', async () => {
    const told = async (who: string) => (await home(who)).news.rows.map(({ type, agency }) => `${type} ${agency}`);
    expect(await told('BIF:coordinator')).toEqual(['InformationDisclosed SOF']);
    expect(await told('SOF:caseworker')).toEqual([]);
    now = '2024-05-06T15:00:00.000Z';
    await home('BIF:coordinator');
    now = '2024-05-08T08:00:00.000Z';
    expect(await told('BIF:coordinator')).toEqual([]);
    await give(product, 'BUF:caseworker', 'AcceptReferral', 'k', '2024-05-08T07:00:00.000Z', {
      referralId: idFor('r'),
    });
    expect(await told('BIF:coordinator')).toEqual(['ReferralAccepted BUF']);
  });

  it('has beside each of two that wait for an answer what is about that one only', async () => {
    for (const toAgency of ['BUF', 'KFF'])
      await give(product, 'SOF:caseworker', 'ReferCase', 'k', '2024-05-08T07:30:00.000Z', {
        ...{ referralId: idFor(toAgency), toAgency, task: 'opdigtet' },
        disclosure: {
          ...{ categories: ['identity'], legalBasis: 'GDPR-DBL', constellation: 'none' },
          ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
        },
      });
    const rows = [...(await home('SOF:caseworker')).answers.others.rows];
    expect(rows.map(({ about, acts }) => [about.to, acts.map((act) => act.about.referralId)]).sort()).toEqual([
      ['BUF', [idFor('BUF')]],
      ['KFF', [idFor('KFF')]],
    ]);
  });
});
