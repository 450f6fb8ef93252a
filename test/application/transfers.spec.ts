import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseRequest } from '../../src/application/commands/request.js';
import { Refused } from '../../src/application/refusal.js';
import { Sealing } from '../../src/application/sealing.js';
import type { Sealed } from '../../src/domain/kernel/sealed.js';
import { actorOf, idFor, readerOf, refusalOf, registered } from '../support/given.js';
import {
  at,
  BIF,
  disclosure,
  incoming,
  KOEGE,
  kept,
  moving,
  SOF,
  told,
  transferId,
} from '../support/two-installations.js';

describe('A case that is handed to another installation', () => {
  it('stays where it is until the other side has taken it; then it is closed here as moved, as of then', async () => {
    const { hand, exchange, take, west, sending } = await moving();
    await hand();
    await exchange('03-11');
    const asked = await west.ask(readerOf(SOF), 'CaseAsOf', { id: idFor('k') });
    expect(asked).toMatchObject({ status: 'open', responsibleAgency: 'SOF' });
    await take('03-12');
    await exchange('03-13');
    const moved = await west.ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') });
    expect(moved).toMatchObject({ status: 'closed', closedAt: at('03-12') });
    const chain = await west.ask(readerOf(BIF), 'CaseHandovers', { id: idFor('k') });
    expect(chain).toEqual([
      { agency: 'SOF', from: at('03-03'), to: at('03-12') },
      { agency: 'east', from: at('03-12') },
    ]);
    expect(moved.timeline.map((e) => e.type).slice(-4)).toEqual([
      'InformationDisclosed',
      'TransferDelivered',
      'TransferAccepted',
      'CaseClosed',
    ]);
    expect(sending.others.map((o) => o.code)).toEqual(['east', 'third']);
  });

  it('arrives with what was disclosed and nothing else: the statement that was named with its dissent, the letter, the chain signed', async () => {
    const { hand, exchange, take, east, wire, jose } = await moving();
    await hand();
    await exchange('03-11');
    expect(wire.carried).toHaveLength(1);
    expect(wire.carried.join()).not.toMatch(/Opdigtet|Sofie|flyttet/);
    await take('03-12');
    const concern = await east.ask(readerOf(KOEGE), 'Concern', { id: idFor('theirs') });
    expect(concern).toMatchObject({ infohus: 'koege', receivedAt: at('03-11') });
    const log = await east.log();
    const received = log.find((e) => e.type === 'TransferReceived');
    expect(received?.data).toMatchObject({
      ...{ installation: 'west', what: 'case', originId: idFor('k'), infohus: 'koege' },
      chain: [{ agency: 'SOF', from: at('03-03') }],
    });
    const sealed = (received as unknown as { data: { signed: Sealed<string> } }).data.signed;
    const text = (await new Sealing(east.store, east.vault).open([sealed])).get(sealed);
    const said = (await jose.east.verify('west', String(text))) as {
      package: { statements: object[]; persons: object[]; documents: object[] };
    };
    expect(said.package.statements).toEqual([
      expect.objectContaining({ text: `om ${told}`, dissent: [{ by: 'BIF', text: `uenig i ${told}` }] }),
    ]);
    expect(said.package.persons).toEqual([
      { number: 1, role: 'focus', ageGroup: 'adult', name: 'Sofie Opdigtet', birthDate: '1990-05-06' },
    ]);
    expect(String(text)).not.toContain(kept);
    expect(log.filter((e) => e.type === 'DocumentAttached')).toHaveLength(1);
    const person = log.find((e) => e.type === 'PersonRegistered');
    expect(person?.actor.agency).toBe('VEL');
  });

  it.each(['messages', 'answers'] as const)('is taken once, whatever is lost on the way: %s', async (lost) => {
    const { hand, exchange, take, west, east, wire } = await moving();
    await hand();
    wire.lose = lost;
    for (const day of ['03-11', '03-12']) await expect(exchange(day)).rejects.toThrow();
    wire.lose = 'nothing';
    await exchange('03-13');
    await exchange('03-13');
    await take('03-14');
    wire.lose = 'answers';
    await expect(exchange('03-15')).rejects.toThrow();
    wire.lose = 'nothing';
    await exchange('03-16');
    await exchange('03-17');
    const count = async (product: typeof west, type: string) =>
      (await product.log()).filter((e) => e.type === type).length;
    expect(await count(east, 'TransferReceived')).toBe(1);
    expect(await count(east, 'DocumentAttached')).toBe(1);
    expect(await count(east, 'ConcernRegistered')).toBe(1);
    expect(await count(west, 'TransferDelivered')).toBe(1);
    expect(await count(west, 'CaseClosed')).toBe(1);
  });

  it('brings its documents also where it was taken before they were in: the scanner there was away', async () => {
    const { hand, exchange, take, east, west } = await moving();
    const away = new Refused('unavailable', 'The scanner is away.');
    const { takeIn } = east.documents;
    east.documents.takeIn = () => Promise.reject(away);
    await hand();
    await expect(exchange('03-11')).rejects.toBe(away);
    east.documents.takeIn = takeIn;
    await take('03-12');
    await exchange('03-13');
    const { documents } = await east.ask(readerOf(KOEGE), 'IncomingTransfer', { id: incoming });
    expect(documents).toMatchObject([{ kind: 'letter', title: 'Brev' }]);
    expect(await west.ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') })).toMatchObject({ status: 'closed' });
  });

  it('declined there stays here, with the reason in the words of who declined', async () => {
    const { hand, exchange, reply, west, east } = await moving();
    await hand();
    await exchange('03-11');
    await reply('03-12', 'RefuseTransfer', { reason: 'Borgeren bor her ikke.' });
    await exchange('03-13');
    const view = await west.ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') });
    expect(view).toMatchObject({ status: 'open' });
    expect(view.timeline.at(-1)?.type).toBe('TransferDeclined');
    const declined = (await west.log()).filter((e) => e.type === 'TransferDeclined');
    const { reason } = (declined as unknown as [{ data: { reason: Sealed<string> } }])[0].data;
    expect((await new Sealing(west.store, west.vault).open([reason])).get(reason)).toBe('Borgeren bor her ikke.');
    expect(await refusalOf(hand({}, '03-14'))).toBe('already-exists');
    const refused = await east.ask(readerOf(KOEGE), 'IncomingTransfer', { id: incoming });
    expect([refused.status, refused.persons, refused.reason, refused.documents]).toEqual(['declined', [], '', []]);
    expect(await refusalOf(hand({ transferId: idFor('another') }, '03-14'))).toBeUndefined();
  });

  it('withdrawn before it was taken can be taken no more, also where it comes in afterwards', async () => {
    const { hand, exchange, step, take, sending, receiving, east } = await moving();
    await hand();
    const late = await sending.outgoing.messageOf(transferId);
    await step('03-11', BIF, 'WithdrawTransfer', 'k', { transferId });
    await exchange('03-12');
    await receiving.incoming.receive(late);
    expect((await east.log()).map((e) => e.type)).toEqual(['TransferRecalled']);
    expect(await refusalOf(take('03-13'))).toBe('not-found');
  });

  it('withdrawn after it was taken is accepted all the same: the receiver holds it', async () => {
    const { hand, exchange, step, take, west } = await moving();
    await hand();
    await exchange('03-11');
    await take('03-12');
    await step('03-13', BIF, 'WithdrawTransfer', 'k', { transferId });
    await exchange('03-14');
    expect(await west.ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') })).toMatchObject({
      status: 'closed',
      closedAt: at('03-12'),
    });
  });

  it('is refused to who is not known, twice at once, and with what stands in the way of closing', async () => {
    const { hand, step } = await moving();
    expect(await refusalOf(hand({ installation: 'nowhere' }))).toBe('unknown-installation');
    await hand();
    expect(await refusalOf(hand({ transferId: idFor('two') }))).toBe('transfer-pending');
    await step('03-11', BIF, 'WithdrawTransfer', 'k', { transferId });
    await step('03-11', SOF, 'OfferHandover', 'k', {
      ...{ handoverId: idFor('h'), toAgency: 'BUF', reason: 'opdigtet', disclosure },
    });
    expect(await refusalOf(hand({ transferId: idFor('two') }, '03-12'))).toBe('handover-pending');
  });

  it('owes an answer by the end of the third working day, until it is there', async () => {
    const { hand, exchange, take, west, tick } = await moving();
    const owed = async () => {
      const all = await west.ask(readerOf(BIF), 'Deadlines', { infohus: 'koebenhavn' });
      return all.filter((o) => o.obligation === 'transfer-answer');
    };
    await hand();
    expect(await owed()).toEqual([
      expect.objectContaining({
        transferId,
        caseId: idFor('k'),
        startedAt: at('03-10'),
        dueAt: '2024-03-13T22:59:59.999Z',
        state: 'due-soon',
      }),
    ]);
    await exchange('03-11');
    tick('03-15');
    expect((await owed())[0]?.state).toBe('overdue');
    await take('03-16');
    await exchange('03-17');
    expect((await owed()).map((o) => [o.state, o.metAt])).toEqual([['met-late', at('03-16')]]);
  });
});

describe('A concern that is handed to another installation', () => {
  it('has ended here once it was taken there, as one that was forwarded', async () => {
    const { step, exchange, take, west, east } = await moving();
    await step('03-07', BIF, 'RegisterConcern', 'c2', registered('koebenhavn', at('03-07')));
    await step('03-08', BIF, 'HandToInstallation', 'c2', {
      ...{ transferId, installation: 'east', reason: 'Familien er flyttet.' },
      disclosure: { ...disclosure, categories: ['identity', 'assessment'] },
    });
    await exchange('03-09');
    await take('03-10');
    await exchange('03-11');
    expect(await west.ask(readerOf(BIF), 'Concern', { id: idFor('c2') })).toMatchObject({ standing: 'ended' });
    expect(await east.ask(readerOf(KOEGE), 'Concern', { id: idFor('theirs') })).toMatchObject({
      timeline: [{ data: { description: 'Familien er flyttet.\n\nopdigtet' } }],
    });
  });
});

describe('What another installation says', () => {
  it('is believed from none that is not known, nor where it was changed, nor where it is for another', async () => {
    const { hand, sending, receiving, jose } = await moving();
    await hand();
    const message = await sending.outgoing.messageOf(transferId);
    const read = JSON.parse(message) as { from: string; to: string; sealed: string };
    const again = (more: object) => receiving.incoming.receive(JSON.stringify({ ...read, ...more }));
    await expect(again({ from: 'third' })).rejects.toThrow('does not know');
    await expect(again({ to: 'third' })).rejects.toThrow('for another installation');
    await expect(again({ sealed: `${read.sealed.slice(0, -3)}AAA` })).rejects.toThrow('sealed for somebody else');
    await expect(receiving.incoming.receive('{')).rejects.toThrow('no message');
    // Sealed for us by one whom we do not know, who says that it is from one whom we do.
    const forged = await jose.third.seal(
      'east',
      Buffer.from(await jose.third.sign({ says: 'asked', from: 'west', to: 'east', transferId })),
    );
    await expect(again({ sealed: forged })).rejects.toThrow('not signed by');
    // What west signed for third, sealed anew for east.
    const meant = await jose.west.seal(
      'east',
      Buffer.from(await jose.west.sign({ says: 'asked', from: 'west', to: 'third', transferId })),
    );
    await expect(again({ sealed: meant })).rejects.toThrow('signed for another installation');
    await expect(jose.third.open(read.sealed)).rejects.toThrow('sealed for somebody else');
  });

  it('answers what was sent, and nothing else', async () => {
    const { hand, sending, receiving, jose } = await moving();
    await hand();
    const answer = await receiving.incoming.receive(await sending.outgoing.messageOf(transferId));
    const of = async (more: object) => {
      const said = {
        says: 'answered',
        from: 'east',
        to: 'west',
        transferId,
        status: 'accepted',
        at: at('03-11'),
        ...more,
      };
      const sealed = await jose.east.seal('west', Buffer.from(await jose.east.sign(said)));
      return sending.outgoing.answered(
        JSON.stringify({ format: 'sagsspor-transfer-1', from: 'east', to: 'west', sealed }),
      );
    };
    await expect(of({ hash: 'A'.repeat(43) })).rejects.toThrow('another package');
    expect(await refusalOf(of({ transferId: idFor('none') }))).toBe('not-found');
    expect((await sending.outgoing.answered(answer)).status).toBe('received');
  });

  it.each([
    ['behind', at('03-09'), at('03-10')],
    ['ahead', at('03-20'), at('03-12')],
  ])('is written down though its clock is %s: after it was sent, and not later than now', async (_, theirs, ours) => {
    const { hand, sending, jose, tick, west } = await moving();
    await hand();
    tick('03-12');
    const of = async (status: string) => {
      const said = { says: 'answered', from: 'east', to: 'west', transferId, status, at: theirs };
      const sealed = await jose.east.seal('west', Buffer.from(await jose.east.sign(said)));
      const carried = JSON.stringify({ format: 'sagsspor-transfer-1', from: 'east', to: 'west', sealed });
      return sending.outgoing.answered(carried);
    };
    await of('received');
    await of('accepted');
    const moved = await west.ask(readerOf(BIF), 'CaseAsOf', { id: idFor('k') });
    expect(moved).toMatchObject({ status: 'closed', closedAt: ours });
  });
});

describe('A message of a transfer', () => {
  it('that would tell more than one may is refused before it is decided, by its name', async () => {
    const { step, hand } = await moving();
    const long = 'opdigtet '.repeat(2_000);
    const ids = Array.from({ length: 60 }, (_, i) => idFor(`long ${i}`));
    for (const some of [ids.slice(0, 30), ids.slice(30)])
      await step('03-07', SOF, 'RecordAssessment', 'k', {
        ...{ personId: idFor('a person'), needs: 'opdigtet', recommendedEfforts: ['mentor'], followUpAgency: 'SOF' },
        statements: some.map((statementId) => ({
          ...{ statementId, dimension: 'school', nature: 'observation', shareable: true, text: long },
        })),
      });
    const asked = (statements: readonly string[]) => hand({ disclosure: { ...disclosure, statements, documents: [] } });
    await expect(asked(ids)).rejects.toMatchObject({ code: 'payload-too-large' });
    await expect(asked(ids.slice(0, 30))).resolves.toMatchObject({ fresh: true });
  });

  it('that is larger than one may be is not read, whoever brings it', async () => {
    const { receiving, sending } = await moving();
    const large = JSON.stringify({ format: 'x', documents: ['a'.repeat(36_000_000)] });
    await expect(receiving.incoming.receive(large)).rejects.toMatchObject({ code: 'payload-too-large' });
    await expect(sending.outgoing.answered(large)).rejects.toMatchObject({ code: 'payload-too-large' });
  });
});

describe('Who moves records between installations', () => {
  it('is the coordinator, on both sides: nobody else hands over, takes, refuses or is shown what came in', async () => {
    const { step, hand, exchange, east, west } = await moving();
    const asked = (who: string) =>
      step('03-09', who, 'HandToInstallation', 'k', {
        ...{ transferId, installation: 'east', reason: 'opdigtet', disclosure },
      });
    expect(await refusalOf(asked(SOF))).toBe('not-permitted');
    expect(await refusalOf(asked('KFF:caseworker'))).toBe('not-found');
    await hand();
    await exchange('03-11');
    const seen = (who: string) => refusalOf(east.ask(readerOf(who), 'IncomingTransfer', { id: incoming }));
    expect(await seen(KOEGE)).toBeUndefined();
    expect(await seen('VEL:compliance')).toBeUndefined();
    // Who oversees it sees who it is about, and nothing of how they are reached.
    const [named] = (await east.ask(readerOf('VEL:compliance'), 'IncomingTransfer', { id: incoming })).persons;
    expect(Object.keys(named ?? {}).sort()).toEqual(['ageGroup', 'name', 'number', 'role']);
    for (const who of ['VEL:caseworker', 'MVSJ:police', 'BIF:coordinator', 'BIF:compliance'])
      expect([who, await seen(who)]).toEqual([who, 'not-found']);
    const answers = (who: string, command: string, data: object) =>
      refusalOf(
        east.executor.execute({
          request: parseRequest(command, { id: incoming, at: at('03-11'), data }),
          ...{ actor: actorOf(who), kind: 'person', commandId: randomUUID() },
        }),
      );
    expect(await answers('VEL:caseworker', 'TakeTransfer', { concernId: idFor('theirs') })).toBe('not-found');
    expect(await answers('VEL:compliance', 'RefuseTransfer', { reason: 'opdigtet' })).toBe('not-permitted');
    const list = (who: string) => east.ask(readerOf(who), 'IncomingTransfers', { infohus: 'koege' });
    expect(await list(KOEGE)).toMatchObject([{ transferId: incoming, installation: 'west', status: 'waiting' }]);
    expect(await refusalOf(list('VEL:caseworker'))).toBe('not-permitted');
    const of = { id: idFor('k'), transferId };
    expect(await refusalOf(west.ask(readerOf('KFF:caseworker'), 'CaseTransferMessage', of))).toBe('not-found');
  });
});
