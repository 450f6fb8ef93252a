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
