import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { parseRequest } from '../../../src/application/commands/request.js';
import { answersTo, dueBeforeClosing } from '../../../src/interface/web/case/answering.js';
import { InTheWay } from '../../../src/interface/web/case/in-the-way.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { generate } from '../../support/generator/index.js';
import { actorOf, idFor } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2017-02-01T09:00:00.000Z';
const COORDINATOR: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };

describe('Closing a case', () => {
  it('says the same obligations as the refusal does, and each that this case answers with its act', async () => {
    const product = memoryInstallation(() => NOW);
    // Of a random city few cases have nothing else against their closing: some of three.
    for (const seed of [11, 21, 31]) await product.import(generate(seed, 12));
    const { rows } = await product.ask(COORDINATOR, 'Cases', {
      infohus: 'koebenhavn',
      status: 'open',
      limit: 200,
    } as never);
    let refused = 0;
    for (const { caseId: id } of rows) {
      const due = dueBeforeClosing(await product.ask(COORDINATOR, 'CaseDeadlines', { id }));
      const told = await why(product, id);
      if (told === undefined) continue; // closed, or another rule stands against it and says so
      refused++;
      const acts = await product.ask(COORDINATOR, 'CaseActions', { id });
      const names = (/\((.*)\)/.exec(told)?.[1] ?? '').split('; ').map((one) => one.split(', due ')[0]);
      expect(due.map((o) => o.obligation).sort()).toEqual(names.sort());
      for (const o of due) {
        const answers = answersTo(o, acts);
        // By the thing that it is about, and by no other.
        for (const { about } of answers)
          for (const [field, value] of Object.entries(about)) expect((o as never)[field]).toBe(value);
        if (o.obligation.startsWith('reoffer')) expect(answers.map((a) => a.command)).toContain('RepeatOffer');
      }
    }
    expect(refused).toBeGreaterThan(1);
  });

  it('says where nothing stands in the way', () => {
    const page = pageFor('da', undefined, '/cases/k/do/CloseCase');
    const record = { href: '/cases/k' };
    const html = String(InTheWay({ page, situation: { closing: { due: [], acts: [] }, record } as never }));
    expect(html).toContain('Ingen frister står i vejen');
  });
});

/** What stands in the way, as the refusal says it. A case that closes was never asked again. */
async function why(product: ReturnType<typeof memoryInstallation>, id: string): Promise<string | undefined> {
  try {
    const request = parseRequest('CloseCase', { id, at: NOW, data: { reason: 'risk-over' } });
    await product.executor.execute({
      request,
      actor: COORDINATOR.actor,
      kind: 'person',
      commandId: idFor(`close ${id}`),
    });
    return undefined;
  } catch (error) {
    const { rule, message } = error as { rule?: string; message: string };
    return rule === 'open-obligations' ? message : undefined;
  }
}
