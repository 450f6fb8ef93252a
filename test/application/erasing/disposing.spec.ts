import { beforeEach, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, refusalOf, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const at = (day: string) => `2016-${day}T10:00:00.000Z`;
const BIF = 'BIF:coordinator';
const [OFFICER, OTHER] = ['BIF:compliance:u1', 'BIF:compliance:u2'];
const infohus = 'koebenhavn';

describe('A disposal', () => {
  let today: string;
  let product: ReturnType<typeof memoryInstallation>;
  const meeting = (id: string, of: string, by: string) =>
    give(product, by, 'CallMeeting', id, at('03-20'), {
      ...{ infohus: of, kind: 'ordinary', startsAt: at('04-01'), invited: [] },
    });
  const propose = (id: string, ...records: readonly (readonly [kind: string, id: string])[]) =>
    give(product, OFFICER, 'ProposeDisposal', id, today, {
      ...{ records: records.map(([kind, of]) => ({ kind, recordId: idFor(of) })), ground: 'udløbet' },
    });
  beforeEach(async () => {
    today = '2026-12-01T10:00:00.000Z';
    product = memoryInstallation(() => today);
    await meeting('m', infohus, BIF);
  });

  it('is of records that are all of the officer’s own Infohuse, and of nothing that is not there', async () => {
    await meeting('elsewhere', 'koege', 'VEL:coordinator');
    const told = registered('koege', at('03-01'));
    await give(product, 'VEL:coordinator', 'RegisterConcern', 'x', at('03-01'), told);
    await give(product, 'VEL:coordinator', 'DismissConcern', 'x', at('03-02'), { reason: 'irrelevant' });
    for (const other of [
      ['meeting', 'elsewhere'],
      ['meeting', 'nothing'],
      ['concern', 'x'],
      ['concern', 'nothing'],
      ['case', 'm'],
    ] as const)
      expect([other, await refusalOf(propose('d', ['meeting', 'm'], other))]).toEqual([other, 'not-found']);
    await propose('d', ['meeting', 'm']);
  });

  it('is of records whose period is over for all of them, from the day after its last', async () => {
    today = '2021-03-31T10:00:00.000Z';
    product = memoryInstallation(() => today);
    await meeting('m', infohus, BIF);
    const told = registered(infohus, at('03-01'));
    await give(product, 'SSP:caseworker', 'RegisterConcern', 'x', at('03-01'), told);
    expect(await refusalOf(propose('d', ['meeting', 'm'], ['concern', 'x']))).toBe('not-due');
    await give(product, BIF, 'DismissConcern', 'x', at('03-02'), { reason: 'irrelevant' });
    today = '2021-04-01T10:00:00.000Z';
    expect(await refusalOf(propose('d', ['meeting', 'm'], ['concern', 'x']))).toBe('not-due');
    today = '2021-04-02T10:00:00.000Z';
    await propose('d', ['meeting', 'm'], ['concern', 'x']);
  });

  it('can be of hotline contacts and incidents', async () => {
    await give(product, BIF, 'RecordHotlineContact', 'h', at('03-01'), { infohus, topic: 'råd', from: 'citizen' });
    await give(product, BIF, 'RaiseIncident', 'i', at('03-01'), { infohus, place: 'opdigtet', summary: 'uro' });
    expect(await refusalOf(propose('d', ['incident', 'i']))).toBe('not-due');
    await give(product, BIF, 'CloseIncident', 'i', at('03-02'), { outcome: 'roligt' });
    await propose('d', ['hotline', 'h'], ['incident', 'i']);
    const [proposed] = (await product.log()).filter((e) => e.type === 'DisposalProposed');
    expect(proposed?.data).toMatchObject({ infohus });
  });

  it('is authorised once, by another officer', async () => {
    await propose('d', ['meeting', 'm']);
    const authorise = (who: string) =>
      give(product, who, 'AuthoriseDisposal', 'd', today, { archiveClearance: 'aflevering 17' });
    expect(await refusalOf(authorise(OFFICER))).toBe('own-proposal');
    await authorise(OTHER);
    expect(await refusalOf(authorise(OTHER))).toBe('already-authorised');
  });
});

describe('What becomes of a sealed text', () => {
  let product: ReturnType<typeof memoryInstallation>;
  const NOW = '2026-12-01T10:00:00.000Z';
  let [one, other]: (string | undefined)[] = [];
  const decide = (eventId: string | undefined, decision = 'keep', more = {}) =>
    give(product, OFFICER, 'DecideSealedText', 'c', NOW, { eventId, decision, ...more });
  const confirm = (eventId: string | undefined, who = OTHER) =>
    give(product, who, 'ConfirmSealedText', 'c', NOW, { eventId });
  beforeEach(async () => {
    product = memoryInstallation(() => NOW);
    await caseOfSof(product, [at('03-01'), at('03-02'), at('03-03')]);
    [one, other] = (await product.log())
      .filter((e) => e.type === 'ConcernQualified' || e.type === 'ConcernRegistered')
      .map((e) => e.eventId);
  });

  it('is decided of each by itself, and of what is there and holds one', async () => {
    expect(await refusalOf(decide(idFor('nothing')))).toBe('no-such-event');
    const [linked] = (await product.log()).filter((e) => e.type === 'ConcernLinkedToCase').map((e) => e.eventId);
    expect(await refusalOf(decide(linked))).toBe('no-sealed-text');
    await decide(one);
    expect(await refusalOf(confirm(other))).toBe('not-decided');
    expect(await refusalOf(confirm(idFor('nothing')))).toBe('no-such-event');
    await confirm(one);
  });

  it('can be decided anew once it was confirmed, and is confirmed anew', async () => {
    await decide(one);
    await confirm(one);
    expect(await refusalOf(confirm(one))).toBe('already-confirmed');
    await decide(one, 'destroy');
    expect(await refusalOf(confirm(one, OFFICER))).toBe('own-decision');
    await confirm(one);
    const confirmed = (await product.log()).filter((e) => e.type === 'SealedTextConfirmed');
    expect(confirmed.map((e) => (e.data as { decision: string }).decision)).toEqual(['keep', 'destroy']);
  });

  it('is sealed again with the words without the person, and not without them', async () => {
    expect(await refusalOf(decide(one, 'reseal'))).toBe('validation-failed');
    await decide(one, 'reseal', { text: 'uden personen' });
    await decide(other, 'destroy');
  });
});
