import { createServer, type Server } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { Scanner } from '../../src/application/ports/blobs.js';
import { Clamd } from '../../src/infrastructure/documents/clamd.js';
import { actorOf, give, idFor, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

/** Documents through the whole application (B-1). Everybody and everything is invented. */
const BIF = 'BIF:coordinator';
const SOF = 'SOF:caseworker';
const CANARY = 'KANARIEFUGLEN I BREVET';
const at = (day: string) => `2024-${day}T10:00:00+01:00`;
const GIRL = idFor('girl');

async function* sent(text: string) {
  yield Buffer.from(text);
}
/** A case of SOF; the clock can be moved. */
async function aCase(scanner?: Scanner) {
  let now = '2024-06-10T08:00:00.000Z';
  const product = memoryInstallation(() => now, 'plans', undefined, undefined, scanner);
  const subject = { personId: GIRL, role: 'focus', ageGroup: 'adult' };
  const infohus = 'koebenhavn';
  await give(product, BIF, 'RegisterConcern', 'concern', at('01-10'), {
    ...{ infohus, channel: 'phone', receivedAt: at('01-10'), subjects: [subject], description: 'Opdigtet' },
  });
  await give(product, BIF, 'QualifyConcern', 'concern', at('01-11'), {
    ...{ outcome: 'substantiated', method: 'discussion', participants: ['BIF'], grounds: 'Opdigtet' },
  });
  await give(product, BIF, 'OpenCase', 'case', at('01-12'), {
    ...{ infohus, concernIds: [idFor('concern')], caseType: 'adult', level: 'specific' },
    ...{ responsibleAgency: 'SOF', subjects: [subject] },
  });
  const upload = async (by = SOF, text = CANARY) =>
    (await product.documents.upload(actorOf(by), sent(text))).documentId;
  const attach = (documentId: string, by = SOF, id = 'case', more: object = {}) =>
    give(product, by, 'AttachDocument', id, at('02-01'), { documentId, kind: 'letter', title: 'Et brev', ...more });
  const details = async (documentId: string, by: string) => {
    const purpose = by.endsWith('compliance') ? ('audit' as const) : ('casework' as const);
    try {
      return await product.ask({ actor: actorOf(by), purpose }, 'DocumentDetails', { id: documentId });
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const text = async (documentId: string) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await product.documents.open(documentId)).bytes) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  };
  const later = (instant: string) => {
    now = instant;
  };
  return { product, upload, attach, details, text, later };
}

describe('A document', () => {
  it('that was looked at is a look at the case it hangs on, and at the person', async () => {
    const { product, upload, attach, details, later } = await aCase();
    await give(product, SOF, 'RegisterPerson', 'girl', at('01-13'), { name: 'Opdigtet' });
    const documentId = await upload();
    await attach(documentId);
    later('2024-07-01T08:00:00.000Z');
    expect(await details(documentId, SOF)).toMatchObject({ documentId });
    const id = idFor('case');
    const officer = { actor: actorOf('BIF:compliance'), purpose: 'audit' as const };
    const days = { agency: 'SOF', from: '2024-07-01', to: '2024-07-01' };
    for (const record of [id, GIRL]) {
      expect(await product.ask(officer, 'NobodyLooked', { id: record, ...days })).toMatchObject({ nobody: false });
      const { looks } = await product.ask(officer, 'RecordAccess', { id: record });
      expect(looks.filter((one) => one.record === 'document')).toMatchObject([{ day: '2024-07-01', agency: 'SOF' }]);
    }
    const seen = await product.ask({ actor: actorOf(SOF), purpose: 'casework' }, 'CaseAccess', { id });
    expect(seen.filter(({ day, agency }) => day === '2024-07-01' && agency === 'SOF')).toMatchObject([
      { agency: 'SOF', way: 'opened' },
    ]);
  });

  it('never shows its key, wherever the event is shown', async () => {
    const { product, upload, attach } = await aCase();
    const documentId = await upload();
    await attach(documentId);
    const reader = { actor: actorOf(SOF), purpose: 'casework' as const };
    const found = await product.ask(reader, 'CaseAsOf', { id: idFor('case'), at: '', clock: 'recorded', texts: true });
    const data = found.timeline.find((e) => e.type === 'DocumentAttached')?.data;
    expect(data).toMatchObject({ documentId, title: 'Et brev' });
    expect(Object.keys(data ?? {})).not.toContain('key');
  });

  it('hangs on a case once it is attached, and opens for who may read the case', async () => {
    const { product, upload, attach, details, text } = await aCase();
    const documentId = await upload();
    expect(await details(documentId, SOF)).toBe('not-found');
    await attach(documentId, SOF, 'case', { subjects: [GIRL], name: 'brev.txt' });
    expect(await details(documentId, SOF)).toMatchObject({
      ...{ aggregate: 'case', recordId: idFor('case'), mediaType: 'text/plain', title: 'Et brev', name: 'brev.txt' },
      size: Buffer.byteLength(CANARY),
    });
    expect(await text(documentId)).toBe(CANARY);
    const seen = async (by: string) => typeof (await details(documentId, by)) === 'object';
    expect([
      await seen(BIF),
      await seen('BIF:compliance'),
      await seen('BUF:caseworker'),
      await seen('VEL:coordinator'),
    ]).toEqual([true, true, false, false]);
    // Neither in the blob store nor in the log does a word of it stand in the clear.
    const kept = [...product.blobs.held.values()].flat().map((part) => Buffer.from(part).toString('latin1'));
    const log = JSON.stringify(await product.store.readStream(`case-${idFor('case')}`), (_, v) =>
      v instanceof Uint8Array ? Buffer.from(v).toString('latin1') : v,
    );
    expect([...kept, log].some((all) => all.includes('KANARIE') || all.includes('Et brev'))).toBe(false);
    const looked = (await product.log()).filter((e) => e.type === 'RecordConsulted');
    expect(looked.at(-1)?.data).toMatchObject({ record: 'document', recordId: documentId });
  });

  it('is attached by who uploaded it, once, within a day', async () => {
    const { upload, attach, later } = await aCase();
    expect(await refusalOf(upload('BIF:analyst'))).toBe('not-permitted');
    const documentId = await upload();
    expect(await refusalOf(attach(documentId, BIF))).toBe('no-such-document');
    expect(await refusalOf(attach(idFor('nothing')))).toBe('no-such-document');
    const both = await Promise.all([refusalOf(attach(documentId)), refusalOf(attach(documentId))]);
    expect([...both].sort()).toEqual(['already-attached', undefined]);
    expect(await refusalOf(attach(documentId, SOF, 'case'))).toBe('already-attached');
    const late = await upload();
    later('2024-06-11T08:00:01.000Z');
    expect(await refusalOf(attach(late))).toBe('no-such-document');
  });

  it('that nobody attached within a day is gone, what was attached stays', async () => {
    const { product, upload, attach, text, later } = await aCase();
    const [kept, left] = [await upload(), await upload()];
    await attach(kept);
    later('2024-06-11T08:00:01.000Z');
    expect(await product.documents.sweep()).toBe(1);
    expect([...product.blobs.held.keys()]).toEqual([kept]);
    expect(await text(kept)).toBe(CANARY);
    expect(left).not.toBe(kept);
  });

  it('that cannot be removed holds back no other, and is tried again', async () => {
    const { product, upload, later } = await aCase();
    const [stuck, other] = [await upload(), await upload()];
    later('2024-06-11T08:00:01.000Z');
    const { remove } = product.blobs;
    product.blobs.remove = async (id) => {
      if (id === stuck) throw new Error('the folder is away');
      return remove.call(product.blobs, id);
    };
    await expect(product.documents.sweep()).rejects.toThrow('the folder is away');
    expect([...product.blobs.held.keys()]).toEqual([stuck]);
    product.blobs.remove = remove;
    expect(await product.documents.sweep()).toBe(1);
    expect([product.blobs.held.size, other === stuck]).toEqual([0, false]);
  });

  it('is taken off by who attached it or a coordinator, and stays for replay', async () => {
    const { product, upload, attach, text } = await aCase();
    const [one, two] = [await upload(), await upload()];
    for (const id of [one, two]) await attach(id);
    const detach = (documentId: string, by: string) =>
      refusalOf(give(product, by, 'DetachDocument', 'case', at('02-02'), { documentId, reason: 'Forkert sag' }));
    expect(await detach(one, 'SOF:caseworker:another')).toBe('not-permitted');
    expect(await detach(one, SOF)).toBeUndefined();
    expect(await detach(two, BIF)).toBeUndefined();
    expect(await detach(two, BIF)).toBe('no-such-document');
    expect(await text(one)).toBe(CANARY);
  });

  it('hangs on a concern, a meeting or a person as well', async () => {
    const { product, upload, attach } = await aCase();
    await give(product, BIF, 'RegisterPerson', 'somebody', at('01-10'), { name: 'Opdigtet' });
    await give(product, BIF, 'CallMeeting', 'meeting', at('01-20'), {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: at('03-01'), invited: ['SOF'] },
    });
    for (const id of ['concern', 'somebody', 'meeting'])
      expect(await refusalOf(attach(await upload(BIF), BIF, id))).toBeUndefined();
  });

  it('on a meeting is of who calls it and who attached it, not of who is asked in', async () => {
    const { product, upload, attach, details } = await aCase();
    await give(product, BIF, 'CallMeeting', 'meeting', at('01-20'), {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: at('03-01'), invited: ['SOF'] },
    });
    const id = await upload(BIF);
    await attach(id, BIF, 'meeting');
    expect(await details(id, BIF)).toMatchObject({ documentId: id });
    expect(await details(id, SOF)).toBe('not-found');
  });

  it('goes to another agency by name alone: what a disclosure does not name does not go', async () => {
    const { product, upload, attach, details } = await aCase();
    const [named, kept] = [await upload(), await upload()];
    for (const id of [named, kept]) await attach(id);
    const disclosure = {
      ...{ categories: ['identity'], legalBasis: 'LAB', constellation: 'none', purpose: 'crime-prevention' },
      necessity: 'Nødvendigt',
    };
    const refer = (documents: string[], id: string) =>
      refusalOf(
        give(product, SOF, 'ReferCase', 'case', at('02-03'), {
          ...{ referralId: idFor(id), toAgency: 'BUF', task: 'Skole', disclosure: { ...disclosure, documents } },
        }),
      );
    expect(await refer([idFor('nothing')], 'r')).toBe('no-such-document');
    expect(await refer([named], 'r')).toBeUndefined();
    expect(await details(named, 'BUF:caseworker')).toMatchObject({ documentId: named });
    expect(await details(kept, 'BUF:caseworker')).toBe('not-found');
  });
});

/** Speaks clamd's protocol; finds what holds EICAR. */
async function scannerDouble(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    let seen = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      seen = Buffer.concat([seen, chunk]);
      if (seen.subarray(-4).equals(Buffer.alloc(4)))
        socket.end(seen.includes('EICAR') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // a sentence that fails before it is closed ends all the same
  return { server, port: (server.address() as { port: number }).port };
}

describe('Where a scanner is configured', () => {
  it('what it finds is refused and not kept; while it is away nothing is taken', async () => {
    const { server, port } = await scannerDouble();
    const { product, upload } = await aCase(new Clamd('127.0.0.1', port));
    expect(await refusalOf(upload(SOF, 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'))).toBe('infected');
    expect(product.blobs.held.size).toBe(0);
    expect(await refusalOf(upload())).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
    expect(await refusalOf(upload())).toBe('unavailable');
    expect(product.blobs.held.size).toBe(1);
  });
});
