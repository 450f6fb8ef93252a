import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { Refused } from '../../../src/application/refusal.js';
import { CasePage } from '../../../src/interface/web/case/case.js';
import { CASE_TABS } from '../../../src/interface/web/case/case-shown.js';
import { pageFor } from '../../../src/interface/web/layout.js';
import { type Acts, hrefOf } from '../../../src/interface/web/tasks/acts.js';
import { tasks } from '../../../src/interface/web/tasks/all.js';
import { generate } from '../../support/generator/index.js';
import { actorOf } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const READERS = ['BIF:coordinator', 'SOF:caseworker', 'BUF:caseworker', 'KP:police', 'BIF:leader'];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Every tab of a case as a reader sees it, and what the domain says that the reader may do with it. */
async function drawn(product: ReturnType<typeof memoryInstallation>, who: string, caseId: string) {
  const reader: Reader = { actor: actorOf(who), purpose: 'casework' };
  const id = { id: caseId };
  const found = await product.ask(reader, 'CaseAsOf', { ...id, texts: true });
  const chain = await product.ask(reader, 'CaseHandovers', id);
  const acts: Acts = await product.ask(reader, 'CaseActions', id);
  const due = await product.ask(reader, 'CaseDeadlines', id);
  const packages = await product.ask(reader, 'CasePackages', id);
  const names = new Map(Object.entries(await product.ask(reader, 'CaseNames', id)));
  const meetings = await product.ask(reader, 'CaseMeetings', id);
  const access = await product.ask(reader, 'CaseAccess', id);
  const place = await product.ask(reader, 'InfohusContext', {});
  const session = { actor: reader.actor, reader, csrf: '', row: {} } as never;
  const page = pageFor('da', session, `/cases/${caseId}`, place);
  const person = (one: string) => names.get(one) ?? 'Uden navn';
  const html = CASE_TABS.map((tab) =>
    String(
      CasePage({
        page,
        shown: {
          tab,
          found,
          chain,
          acts,
          due,
          meetings,
          access,
          packages,
          person,
          at: '',
          clock: 'recorded',
          chosen: {},
          pictures: [],
        },
      }),
    ),
  ).join('\n');
  return { html: html.replaceAll('&amp;', '&'), acts: acts.filter((a) => a.command in tasks), page };
}

/** Who may not know of it has no page of it; all else that goes wrong is told. */
const unlessHidden = (error: unknown): undefined => {
  if (!(error instanceof Refused) || error.code !== 'not-found') throw error;
  return undefined;
};

describe('The pages of a case', () => {
  it('draw exactly the acts that the domain says: possible ones as links or to be given at once, impossible ones with their reason, and no others', async () => {
    const product = memoryInstallation(() => '2026-11-20T09:00:00.000Z');
    await product.import(generate(11, 8));
    const coordinator: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };
    const { rows } = await product.ask(coordinator, 'Cases', { infohus: 'koebenhavn' });
    let looked = 0;
    for (const { caseId } of rows)
      for (const who of READERS) {
        const seen = await drawn(product, who, caseId).catch(unlessHidden);
        if (!seen) continue; // who may not know of it has no page of it
        const { html, acts, page } = seen;
        const on = `/cases/${caseId}`;
        const said = (against: boolean) =>
          [...new Set(acts.filter((a) => (a.against !== null) === against).map((a) => hrefOf(page, on, a)))].sort();
        const links = [...html.matchAll(/<li><(?:a href|form method="post" [^>]*data-act)="([^"]*\/do\/[^"]*)"/g)].map(
          (m) => String(m[1]),
        );
        const reasons = [...html.matchAll(/data-act="([^"]*)">[^<]*: [^<]+</g)].map((m) => String(m[1]));
        expect({ who, links: [...new Set(links)].sort() }).toEqual({ who, links: said(false) });
        expect({ who, reasons: [...new Set(reasons)].sort() }).toEqual({ who, reasons: said(true) });
        looked += links.length;
      }
    expect(looked).toBeGreaterThan(100);
  });

  it('show no id but in addresses', async () => {
    const product = memoryInstallation(() => '2026-11-20T09:00:00.000Z');
    await product.import(generate(12, 6));
    const coordinator: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };
    const { rows } = await product.ask(coordinator, 'Cases', { infohus: 'koebenhavn' });
    for (const { caseId } of rows) {
      const { html } = await drawn(product, 'BIF:coordinator', caseId);
      const text = html.replaceAll(/<[^>]+>/g, ' ');
      expect({ caseId, id: UUID.exec(text)?.[0] }).toEqual({ caseId, id: undefined });
    }
  });
});
