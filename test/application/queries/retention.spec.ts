import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { actorOf, caseOfSof, give, idFor, refusalOf, registered, substantiated } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `${day}T10:00:00.000Z`;
const BIF = 'BIF:coordinator';
const OFFICER: Reader = { actor: actorOf('BIF:compliance:u1'), purpose: 'audit' };
const infohus = 'koebenhavn';

describe('Retention', () => {
  let today: string;
  let product: ReturnType<typeof memoryInstallation>;
  const asked = (state?: 'kept' | 'disposed') => product.ask(OFFICER, 'Retention', { infohus, state });
  const moves = (kind: 'case' | 'concern', id: string) =>
    product.ask(OFFICER, 'RetentionMoves', { kind, id: idFor(id) });

  beforeEach(async () => {
    today = at('2016-12-01');
    product = memoryInstallation(() => today);
    await caseOfSof(product, [at('2016-03-01'), at('2016-03-02'), at('2016-03-03')]);
    await give(product, 'SOF:caseworker', 'CloseCase', 'k', at('2016-06-08'), { reason: 'risk-over' });
  });

  it('of a case is counted from its closing, by the months of the plan in force today', async () => {
    expect(await asked()).toEqual([]);
    expect(await asked('kept')).toMatchObject([
      { kind: 'case', recordId: idFor('k'), of: 'case', endedOn: '2016-06-08', until: '2021-06-08', months: 60 },
    ]);
    today = at('2021-06-08');
    expect(await asked()).toEqual([]);
    today = at('2021-06-09');
    expect(await asked()).toMatchObject([{ state: 'due', plan: 'koebenhavn-2020' }]);
  });

  it('is blocked by the archive until a second officer has its clearance', async () => {
    today = at('2021-06-09');
    await give(product, 'BIF:compliance:u1', 'ProposeDisposal', 'd', today, {
      ...{ records: [{ kind: 'case', recordId: idFor('k') }], ground: 'bevaringstid udløbet' },
    });
    expect(await asked()).toMatchObject([{ state: 'blocked-by-archive', disposalId: idFor('d'), clearedAt: null }]);
    await give(product, 'BIF:compliance:u2', 'AuthoriseDisposal', 'd', today, { archiveClearance: 'aflevering 17' });
    expect(await asked()).toMatchObject([{ state: 'cleared', clearedAt: today }]);
  });

  it('says what moved the day: the closing, the reopening, the next closing and its correction', async () => {
    await give(
      product,
      'SSP:caseworker',
      'RegisterConcern',
      'c2',
      at('2016-07-01'),
      registered(infohus, at('2016-07-01')),
    );
    await give(product, BIF, 'QualifyConcern', 'c2', at('2016-07-02'), substantiated);
    await give(product, BIF, 'ReopenCase', 'k', at('2016-07-03'), { concernId: idFor('c2') });
    expect(await asked('kept')).toEqual([]);
    await give(product, 'SOF:caseworker', 'CloseCase', 'k', at('2016-10-10'), { reason: 'risk-over' });
    const closing = (await product.log()).findLast((e) => e.type === 'CaseClosed');
    await give(product, 'SOF:caseworker', 'CorrectEvent', 'k', at('2016-10-11'), {
      ...{ eventId: closing?.eventId, changes: { occurredAt: at('2016-10-07') }, reason: 'forkert dag' },
    });
    expect(await moves('case', 'k')).toMatchObject([
      { why: 'CaseClosed', until: '2021-06-08' },
      { why: 'CaseReopened', until: null },
      { why: 'CaseClosed', until: '2021-10-10' },
      { why: 'EventCorrected', until: '2021-10-07' },
    ]);
    expect(await asked('kept')).toMatchObject([{ until: '2021-10-07' }]);
  });

  it('of a dismissed concern is shorter, and of one that is in a case none of its own', async () => {
    await give(
      product,
      'SSP:caseworker',
      'RegisterConcern',
      'x',
      at('2016-04-01'),
      registered(infohus, at('2016-04-01')),
    );
    await give(product, BIF, 'DismissConcern', 'x', at('2016-04-02'), { reason: 'irrelevant' });
    expect(await asked()).toMatchObject([
      { kind: 'concern', of: 'concern-dismissed', until: '2016-10-02', state: 'due' },
    ]);
    expect(await moves('concern', 'c')).toMatchObject([]);
  });

  it('of a document is that of what it hangs on: listed where one asks for documents, or where it is to go alone', async () => {
    async function* sent() {
      yield Buffer.from('et opdigtet brev');
    }
    const { documentId } = await product.documents.upload(actorOf(BIF), sent());
    await give(product, BIF, 'AttachDocument', 'k', at('2016-05-01'), { documentId, kind: 'letter', title: 'Brev' });
    today = at('2021-06-09');
    const documents = () => product.ask(OFFICER, 'Retention', { infohus, kind: 'document' });
    const row = { kind: 'document', recordId: documentId, of: 'case', until: '2021-06-08' };
    expect(await documents()).toMatchObject([{ ...row, state: 'due' }]);
    expect(await asked()).toMatchObject([{ kind: 'case' }]);
    await give(product, 'BIF:compliance:u1', 'ProposeDisposal', 'd', today, {
      ...{ records: [{ kind: 'document', recordId: documentId }], ground: 'bevaringstid udløbet' },
    });
    // Due on one day they stand in the order of their ids, and a document's is drawn.
    const both = (await asked()).toSorted((a, b) => a.kind.localeCompare(b.kind));
    expect(both).toMatchObject([{ kind: 'case' }, { ...row, state: 'blocked-by-archive' }]);
  });

  it('of a document on a concern that came to nothing is that of the concern', async () => {
    async function* sent() {
      yield Buffer.from('et opdigtet brev');
    }
    const told = registered(infohus, at('2016-04-01'));
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'x', at('2016-04-01'), told);
    const { documentId } = await product.documents.upload(actorOf('SSP:caseworker'), sent());
    const data = { documentId, kind: 'letter', title: 'Brev' };
    await give(product, 'SSP:caseworker', 'AttachDocument', 'x', at('2016-04-01'), data);
    await give(product, BIF, 'DismissConcern', 'x', at('2016-04-02'), { reason: 'irrelevant' });
    const row = { kind: 'document', recordId: documentId, of: 'concern-dismissed', until: '2016-10-02' };
    expect(await product.ask(OFFICER, 'Retention', { infohus, kind: 'document' })).toMatchObject([
      { ...row, state: 'due' },
    ]);
  });

  it('of a meeting is counted from its closing, or from the day on which it was to be', async () => {
    const meeting = { infohus, kind: 'ordinary', startsAt: at('2016-04-01'), invited: ['SOF'] };
    await give(product, BIF, 'CallMeeting', 'm', at('2016-03-20'), meeting);
    expect(await asked('kept')).toContainEqual(expect.objectContaining({ kind: 'meeting', until: '2021-04-01' }));
    const early = give(product, 'BIF:compliance', 'ProposeDisposal', 'd', today, {
      ...{ records: [{ kind: 'meeting', recordId: idFor('m') }], ground: 'for tidligt' },
    });
    expect(await refusalOf(early)).toBe('not-due');
  });

  it('is told to compliance of the Infohus and to nobody else', async () => {
    const ask = (who: string, purpose: Reader['purpose']) =>
      refusalOf(product.ask({ actor: actorOf(who), purpose }, 'Retention', { infohus }));
    expect(await ask(BIF, 'casework')).toBe('not-permitted');
    expect(await ask('VEL:compliance', 'audit')).toBe('not-permitted');
    expect(
      await refusalOf(
        product.ask({ actor: actorOf('VEL:compliance'), purpose: 'audit' }, 'RetentionMoves', {
          kind: 'case',
          id: idFor('k'),
        }),
      ),
    ).toBe('not-found');
  });
});
