import { beforeAll, describe, expect, it } from '@jest/globals';
import { QUICK, type RowActs } from '../../../src/application/queries/acts/row-acts.js';
import type { Params, QueryName } from '../../../src/application/queries/catalogue.js';
import { generate } from '../../support/generator/index.js';
import { give, readerOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const infohus = 'koebenhavn';
const LISTS = [
  ['Cases', 'CaseActions', 'case', 'caseId'],
  ['Concerns', 'ConcernActions', 'concern', 'concernId'],
  ['Meetings', 'MeetingActions', 'meeting', 'meetingId'],
] as const;
const WHO = ['BIF:coordinator', 'SOF:caseworker', 'BUF:caseworker', 'KP:police'] as const;

describe('In a list of a made-up city a row', () => {
  const product = memoryInstallation(() => '2017-09-01T10:00:00.000Z');
  let reads = 0;
  beforeAll(async () => {
    await product.import(generate(7, 12));
    await give(product, 'BIF:coordinator', 'CallMeeting', 'meeting', '2017-08-20T10:00:00Z', {
      ...{ infohus, kind: 'ordinary', startsAt: '2017-09-05T10:00:00Z', invited: ['SOF'] },
    });
    const { dependencies } = product.asker as unknown as { dependencies: { store: Record<string, unknown> } };
    const { store } = dependencies;
    const own = (store.readStreams as (streams: readonly string[]) => unknown).bind(store);
    store.readStreams = (streams: readonly string[]) => {
      reads++;
      return own(streams);
    };
  });
  type Row = Readonly<Record<string, unknown>> & { readonly acts?: RowActs };
  const page = async (who: string, name: QueryName, limit?: number) =>
    ((await product.ask(readerOf(who), name, { infohus, limit } as Params<QueryName>)) as { rows: readonly Row[] })
      .rows;

  it.each(WHO.flatMap((who) => LISTS.map((list) => [who, ...list] as const)))(
    '%s: of %s offers exactly what %s says of the record',
    async (who, name, actions, aggregate, id) => {
      for (const row of (await page(who, name, 500)).slice(0, 12)) {
        const said = await product.ask(readerOf(who), actions, { id: String(row[id]) });
        const now = said.filter(
          (act) => act.against === null && (QUICK[aggregate] as readonly string[]).includes(act.command),
        );
        // Whom it is given to is asked for where nobody has it.
        const isSettled = row.standing === 'in-a-case' || row.standing === 'ended';
        const expected = isSettled
          ? []
          : now.filter(({ command }) => command !== 'AssignCaseworker' || row.caseworker === null);
        const key = ({ command, about }: (typeof now)[number] | RowActs[number]) =>
          `${command} ${JSON.stringify(about)}`;
        expect([row[id], row.acts?.map(key).sort()]).toEqual([row[id], expected.map(key).sort()]);
      }
    },
  );

  it('has acts for somebody in each list: what agrees in nothing would agree', async () => {
    for (const [name] of LISTS) {
      const rows = await page('BIF:coordinator', name, 500);
      expect([name, rows.some(({ acts = [] }) => acts.length > 0)]).toEqual([name, true]);
    }
  });

  // Read one by one, fifty rows would be fifty questions to the log.
  it('costs no question of its own: of many rows as many as of one', async () => {
    for (const [name] of LISTS) {
      const costOf = async (limit: number) => {
        reads = 0;
        const rows = await page('BIF:coordinator', name, limit);
        return [rows.length, reads] as const;
      };
      const [[, one], [many, all]] = [await costOf(1), await costOf(500)];
      expect([name, all <= one + 1]).toEqual([name, true]);
      if (name !== 'Meetings') expect(many).toBeGreaterThan(2);
    }
  });

  it('has none in a list that is asked for whole: nobody acts from a file', async () => {
    expect((await page('BIF:coordinator', 'Cases')).every(({ acts }) => acts === undefined)).toBe(true);
  });
});
