import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseRequest } from '../../../src/application/commands/request.js';
import { caseOfSof, give, idFor, readerOf, refusalOf, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const BIF = 'BIF:coordinator';
const at = (day: string) => `2017-${day}T10:00:00.000Z`;

describe('A record asked for by its number', () => {
  const asked: string[] = [];
  const product = memoryInstallation(
    () => '2017-06-01T12:00:00.000Z',
    'plans',
    undefined,
    (q) => asked.push(q),
  );
  const ask = product.ask;
  const numbers = { case: '', concern: '', meeting: '', elsewhere: '' };
  beforeAll(async () => {
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    await give(product, BIF, 'CallMeeting', 'm', at('03-03'), {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: '2017-07-01T10:00:00Z', invited: [] },
    });
    await give(product, 'SOC:caseworker', 'RegisterConcern', 'x', at('03-01'), registered('koege', at('03-01')));
    const other = await ask(
      { actor: { userId: 'x', agency: 'installation', role: 'administrator' }, purpose: 'operation' },
      'Concerns',
      { infohus: 'koege' },
    );
    numbers.elsewhere = `koege:${other.rows[0]?.number ?? 'none'}`;
    numbers.case = (await ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') })).number ?? '';
    numbers.concern = (await ask(readerOf(BIF), 'Concern', { id: idFor('c') })).number ?? '';
    numbers.meeting = (await ask(readerOf(BIF), 'Meeting', { id: idFor('m') })).number ?? '';
  });

  it('is the same record, in whatever case the letter is, with or without the one Infohus of the reader', async () => {
    expect([numbers.case, numbers.concern, numbers.meeting].map((n) => n.slice(0, 7))).toEqual([
      'S-2017-',
      'B-2017-',
      'M-2017-',
    ]);
    for (const id of [`koebenhavn:${numbers.case}`, numbers.case, numbers.case.toLowerCase()])
      expect((await ask(readerOf(BIF), 'CaseAsOf', { id })).caseId).toBe(idFor('k'));
    expect(await ask(readerOf(BIF), 'CaseHandovers', { id: numbers.case })).toHaveLength(1);
    expect((await ask(readerOf(BIF), 'CaseActions', { id: numbers.case })).length).toBeGreaterThan(3);
    expect(await ask(readerOf(BIF), 'CaseVisibility', { id: numbers.case })).toMatchObject({
      agencies: expect.arrayContaining([expect.objectContaining({ agency: 'SOF' })]),
    });
    expect((await ask(readerOf(BIF), 'Concern', { id: numbers.concern })).concernId).toBe(idFor('c'));
    expect(await refusalOf(ask(readerOf(BIF), 'ConcernNames', { id: numbers.concern }))).toBeUndefined();
    expect((await ask(readerOf(BIF), 'Meeting', { id: numbers.meeting })).meetingId).toBe(idFor('m'));
  });

  it('names what it is about beside the ids: the case its concerns, the concern its case', async () => {
    const found = await ask(readerOf(BIF), 'CaseAsOf', { id: numbers.case });
    expect(found.concerns).toEqual([{ concernId: idFor('c'), number: numbers.concern }]);
    expect((await ask(readerOf(BIF), 'Concern', { id: numbers.concern })).caseNumber).toBe(numbers.case);
    // Who registered it is not told of its case, so not of the number of it either.
    const own = await ask(readerOf('SSP:caseworker'), 'Concern', { id: numbers.concern });
    expect([own.caseId, own.caseNumber]).toEqual([null, null]);
  });

  /** What a reader can tell: the refusal, what is left in the access log, and what was read for it. */
  async function told(who: string, id: string) {
    const before = (await product.log()).length;
    asked.length = 0;
    const refusal = await refusalOf(ask(readerOf(who), 'CaseAsOf', { id }));
    const read = [...asked];
    const left = (await product.log()).slice(before).map(({ type, data }) => {
      const { action, record } = data as { action?: string; record?: string };
      return { type, action, record };
    });
    return { refusal, left, read };
  }

  it('tells nothing of what is hidden, of another Infohus, of another kind, or was never given', async () => {
    const absent = await told('BUF:caseworker', 'koebenhavn:S-2017-0000');
    expect(absent.refusal).toBe('not-found');
    for (const id of [
      `koebenhavn:${numbers.case}`,
      numbers.case,
      numbers.concern,
      numbers.elsewhere,
      'nowhere:S-2017-0001',
      idFor('nobody'),
    ]) {
      const found = await told('BUF:caseworker', id);
      expect({ ...found, read: [] }).toEqual({ ...absent, read: [] });
    }
    // A number is looked for in the same way whether somebody has it or not.
    const lookUps = async (id: string) => (await told('BUF:caseworker', id)).read.filter((q) => q === 'countedAs');
    expect(await lookUps(`koebenhavn:${numbers.case}`)).toEqual(await lookUps('koebenhavn:S-2017-0000'));
  });

  it('is not what a command takes: commands take ids only', async () => {
    const closing = async () =>
      parseRequest('CloseCase', { id: `koebenhavn:${numbers.case}`, data: { reason: 'risk-over' } });
    expect(await refusalOf(closing())).toBe('validation-failed');
  });
});
