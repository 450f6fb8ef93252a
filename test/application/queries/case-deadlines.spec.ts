import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { generate } from '../../support/generator/index.js';
import { actorOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const OPEN = new Set(['upcoming', 'due-soon', 'overdue']);

describe('What is due in a case', () => {
  it('is what the list of deadlines has of it, its concern’s triage included, earliest first', async () => {
    const product = memoryInstallation(() => '2017-02-01T09:00:00.000Z');
    await product.import(generate(11, 12));
    const coordinator: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };
    const all = await product.ask(coordinator, 'Deadlines', { infohus: 'koebenhavn' });
    const kinds = new Set<string>();
    for (const { caseId } of (await product.ask(coordinator, 'Cases', { infohus: 'koebenhavn' })).rows) {
      const due = await product.ask(coordinator, 'CaseDeadlines', { id: caseId });
      const listed = all.filter((o) => o.caseId === caseId && OPEN.has(o.state));
      expect(due.map((o) => `${o.obligation} ${o.state} ${o.dueAt}`)).toEqual(
        listed.map((o) => `${o.obligation} ${o.state} ${o.dueAt}`),
      );
      for (const o of due) kinds.add(o.obligation);
    }
    expect(kinds.size).toBeGreaterThan(2);
  });
});
