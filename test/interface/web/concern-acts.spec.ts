import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { Refused } from '../../../src/application/refusal.js';
import { ConcernPage } from '../../../src/interface/web/concern/concern.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { hrefOf } from '../../../src/interface/web/tasks/acts.js';
import { tasks } from '../../../src/interface/web/tasks/all.js';
import { generate } from '../../support/generator/index.js';
import { actorOf, give, idFor } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const COORDINATOR: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };

async function drawn(product: ReturnType<typeof memoryInstallation>, who: string, concernId: string) {
  const reader: Reader = { actor: actorOf(who), purpose: 'casework' };
  const found = await product.ask(reader, 'Concern', { id: concernId });
  const names = await product.ask(reader, 'ConcernNames', { id: concernId });
  const acts = await product.ask(reader, 'ConcernActions', { id: concernId });
  const packages = await product.ask(reader, 'ConcernPackages', { id: concernId });
  const session = { actor: reader.actor, reader, csrf: '', row: {} } as never;
  const page = pageFor('da', session, `/concerns/${concernId}`, await product.ask(reader, 'InfohusContext', {}));
  const html = String(ConcernPage({ page, found, names, acts, packages })).replaceAll('&amp;', '&');
  return { html, acts: acts.filter((a) => a.command in tasks), page, found };
}
const unlessHidden = (error: unknown): undefined => {
  if (!(error instanceof Refused) || error.code !== 'not-found') throw error;
  return undefined;
};

describe('The page of a concern', () => {
  it('draws each act that the domain says, a case only on a substantiated one and for who coordinates, and no id but in addresses', async () => {
    const product = memoryInstallation(() => '2026-11-20T09:00:00.000Z');
    await product.import(generate(11, 8));
    const { rows } = await product.ask(COORDINATOR, 'Concerns', { infohus: 'koebenhavn' });
    const opened = new Map<string, Set<boolean>>();
    for (const { concernId } of rows)
      for (const who of ['BIF:coordinator', 'SOF:caseworker', 'KP:police']) {
        const seen = await drawn(product, who, concernId).catch(unlessHidden);
        if (!seen) continue;
        const { html, acts, page, found } = seen;
        const on = `/concerns/${concernId}`;
        const links = [...html.matchAll(/<li><a href="([^"]*\/do\/[^"]*)"/g)].map((m) => String(m[1]));
        const told = acts.filter((a) => a.against === null).map((a) => hrefOf(page, on, a));
        expect({ who, links: [...new Set(links)].sort() }).toEqual({ who, links: [...new Set(told)].sort() });
        const opens = html.includes(`${on}/do/OpenCase?`);
        expect(opens).toBe(who === 'BIF:coordinator' && found.standing === 'substantiated');
        opened.set(who, (opened.get(who) ?? new Set()).add(opens));
        expect(UUID.exec(html.replaceAll(/<[^>]+>/g, ' '))?.[0]).toBeUndefined();
      }
    expect(opened.size).toBeGreaterThan(1);
  });

  it('says how serious it is and whether police have set it, when they were told, and opens the case from it', async () => {
    const product = memoryInstallation(() => '2026-11-20T12:00:00.000Z');
    const record = (command: string, data: object) =>
      give(product, 'BIF:coordinator', command, 'c', '2026-11-20T10:00:00.000Z', data);
    const CONCERN = idFor('c');
    await record('RegisterConcern', {
      ...{ infohus: 'koebenhavn', channel: 'professional', receivedAt: '2026-11-20T09:00:00.000Z' },
      ...{ subjects: [], description: 'Opdigtet henvendelse' },
    });
    await record('AssessSeverity', { severity: 'high', finality: 'preliminary' });
    await record('NotifyPolice', { notifiedAt: '2026-11-20T09:30:00.000Z' });
    const before = await drawn(product, 'BIF:coordinator', CONCERN);
    expect(before.html).toMatch(/høj: foreløbig, politiet har ikke sat den endelige/);
    expect(before.html).toContain('Politiet er orienteret fre. 20. nov. 10.30');
    expect(before.html).not.toContain('/do/OpenCase?');
    await record('QualifyConcern', {
      ...{
        outcome: 'substantiated',
        method: 'discussion',
        participants: ['BIF'],
        grounds: 'Set og hørt',
        forms: ['hybrid'],
      },
    });
    const after = await drawn(product, 'BIF:coordinator', CONCERN);
    expect(after.html).toContain('/do/OpenCase?');
    expect(after.html).toContain('Set og hørt');
    // Forms are counted, and never shown with a concern (domain.md rule 13).
    expect(after.html).not.toContain('hybrid');
  });
});
