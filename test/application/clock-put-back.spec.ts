import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseRequest } from '../../src/application/commands/request.js';
import { actorOf, idFor } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

describe('A clock that is put back while a command is decided', () => {
  it('makes nothing happen after it was recorded (domain.md section 4)', async () => {
    let ms = Date.parse('2024-06-01T10:00:00.000Z');
    const product = memoryInstallation(() => {
      ms -= 60_000;
      return new Date(ms).toISOString();
    });
    await product.executor.execute({
      request: parseRequest('RegisterPerson', { id: idFor('p'), data: { name: 'Opdigtet' } }),
      actor: actorOf('SOF:caseworker'),
      kind: 'person',
      commandId: randomUUID(),
    });
    const [registered] = await product.log();
    expect(registered?.occurredAt).toBe(registered?.recordedAt);
  });
});

describe('A clock that is put back by an hour while the server runs', () => {
  it('stops no work: who goes on acts after what is recorded, not in the future of the record (commands.md, `at`)', async () => {
    let now = '2024-06-01T12:00:00.000Z';
    const product = memoryInstallation(() => now);
    const give = (name: string, of: string, data: object, at?: string) =>
      product.executor.execute({
        request: parseRequest(name, { id: idFor(of), data, ...(at && { at }) }),
        actor: actorOf('BIF:coordinator'),
        kind: 'person',
        commandId: randomUUID(),
      });
    const asked = { infohus: 'koebenhavn', channel: 'citizen', receivedAt: '2024-06-01T11:59:00.000Z', subjects: [] };
    const found = { outcome: 'substantiated', method: 'discussion', participants: ['BIF'], grounds: 'Opdigtet' };
    const opened = {
      ...{ infohus: 'koebenhavn', concernIds: [idFor('concern')], caseType: 'adult', level: 'specific' },
      ...{ responsibleAgency: 'BIF', subjects: [{ personId: idFor('p'), role: 'focus', ageGroup: 'adult' }] },
    };
    await give('RegisterConcern', 'concern', { ...asked, description: 'Opdigtet' });
    now = '2024-06-01T11:00:00.000Z';
    await give('QualifyConcern', 'concern', found);
    await give('OpenCase', 'case', opened);
    await give('RecordContact', 'case', { kind: 'call' }, '2024-06-01T12:00:00.000Z');
    await expect(give('RecordContact', 'case', { kind: 'call' }, '2024-06-01T12:00:00.001Z')).rejects.toMatchObject({
      rule: 'occurred-in-future',
    });
    const log = await product.log();
    expect(log.filter((e) => e.occurredAt > e.recordedAt)).toEqual([]);
    expect(log.at(-1)?.recordedAt).toBe('2024-06-01T12:00:00.000Z');
  });
});

describe('A clock that was years ahead for a moment', () => {
  it('dates nothing more once it is right again', async () => {
    let now = '2099-06-01T12:00:00.000Z';
    const product = memoryInstallation(() => now);
    const give = (of: string) =>
      product.executor.execute({
        request: parseRequest('RegisterPerson', { id: idFor(of), data: { name: 'Opdigtet' } }),
        actor: actorOf('SOF:caseworker'),
        kind: 'person',
        commandId: randomUUID(),
      });
    await give('one');
    now = '2024-06-01T12:00:00.000Z';
    await give('another');
    expect((await product.log()).map(({ occurredAt }) => occurredAt.slice(0, 4))).toEqual(['2099', '2024']);
  });
});
