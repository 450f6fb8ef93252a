import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { type Page, pageFor } from '../../../src/interface/web/layout.js';
import { AnswerBoxes } from '../../../src/interface/web/sharing/answer.js';
import { categories } from '../../../src/interface/web/sharing/categories.js';
import { PackageView, type Sent, SentView } from '../../../src/interface/web/sharing/package.js';
import { Preview } from '../../../src/interface/web/sharing/preview.js';
import { SentList, StartSharing } from '../../../src/interface/web/sharing/sent.js';
import type { Acts } from '../../../src/interface/web/tasks/act-address.js';
import { NO_THINGS, type Situation, type TaskRecord } from '../../../src/interface/web/tasks/situation.js';
import { idFor } from '../../support/given.js';

const plan = loadPlans('plans')
  .map((loaded) => loaded.plan)
  .find(({ planId }) => planId === 'koebenhavn-2024');
const actor = { userId: 'x', agency: 'BUF', role: 'caseworker' };
const session = { actor, reader: { actor, purpose: 'casework' }, csrf: 'c', row: {}, until: '' } as never;
const page: Page = { ...pageFor('da', session, '/cases/k'), infohus: 'koebenhavn', plan };
const FILE = { mediaType: 'application/pdf', size: 1_200_000, sha256: 'ab'.repeat(32) };
const whole = {
  persons: [
    { number: 1, role: 'focus', ageGroup: 'minor', name: 'Opdigtet <b>Ask</b>', birthDate: '2011-02-03' },
    { number: 2, name: 'Opdigtet Birk', address: null, protectedAddress: true, contact: 'telefon' },
  ],
  support: [{ person: 1, kind: 'mentor', since: '2026-11-01T10:00:00.000Z', status: 'open' }],
  statements: [{ person: 1, dimension: 'school', text: 'Møder i skolen', nature: 'observation', sourceAgency: 'SOF' }],
  documents: [
    { ...{ documentId: idFor('d1'), kind: 'letter', title: 'Brev fra skolen' }, ...FILE },
    { ...{ documentId: idFor('d2'), kind: 'minutes' }, ...FILE },
  ],
  events: [idFor('e')],
  hash: 'abcdefgh-etc',
};
const [told, kept] = [idFor('told'), idFor('kept')];
const record: TaskRecord = {
  ...{ aggregate: 'case', id: idFor('k'), title: '', href: '', infohus: 'koebenhavn', persons: [], events: [] },
  things: {
    ...NO_THINGS,
    statements: [
      { code: told, name: 'Møder i skolen' },
      { code: kept, name: 'Sagt i fortrolighed' },
    ],
    shareable: [{ code: told, name: 'Møder i skolen' }],
  },
};
const situation: Situation = {
  ...{ page, command: 'OfferHandover', now: '2026-11-29T10:00', record, form: {} },
  sharing: { bases: ['BL'], whole, preview: whole },
};
const textOf = (html: unknown) =>
  String(html)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/;

describe('What is passed on, on the sender’s page', () => {
  const html = Preview({ page, situation, action: '/cases/k/do/OfferHandover' });
  it('is read as the receiver will read it, and what stays behind is said', () => {
    expect(textOf(html)).toContain('Opdigtet Birk, Kontakt: telefon, Adresse: beskyttet, sendes ikke');
    expect(textOf(html)).toContain('Møder i skolen (iagttagelse, Socialforvaltningen)');
    expect(textOf(html)).toContain('Brev fra skolen (brev, 1,2 MB)');
    expect(String(html)).toContain(`href="/api/documents/${idFor('d1')}"`);
    expect(textOf(html)).toContain('Dokument (referat, 1,2 MB)'); // erased since, or without a title
    expect(textOf(html)).toMatch(/Følger aldrig med.* Sagt i fortrolighed/);
    expect(String(html)).toContain('Opdigtet &lt;b&gt;Ask&lt;/b&gt;');
    expect(textOf(html)).not.toMatch(UUID);
  });
  it('says whom a statement is disputed by, where it goes to another installation: who reads it there cannot ask', () => {
    const [statement] = whole.statements;
    const dissent = [{ by: 'BUF', text: 'Han møder ikke' }];
    const preview = { ...whole, statements: statement ? [{ ...statement, dissent }] : [] };
    const shown = textOf(
      Preview({ page, situation: { ...situation, sharing: { bases: [], whole, preview } }, action: '/x' }),
    );
    expect(shown).toMatch(/Møder i skolen \(iagttagelse, Socialforvaltningen\)\. Uenig \([^)]+\): Han møder ikke/);
  });
  it('is another than was seen: nothing was sent, and that is said first', () => {
    const sharing = { bases: [], whole, preview: whole, changed: true };
    expect(textOf(Preview({ page, situation: { ...situation, sharing }, action: '/x' }))).toMatch(
      /^ Indholdet er ændret, siden du så det Der er ikke sendt noget/,
    );
  });
  it('says beside each category what it holds in this case, or that it holds nothing', () => {
    const contains = Object.fromEntries(categories(situation).map((c) => [c.code, c.contains]));
    expect(contains.identity?.[0]).toBe('Opdigtet <b>Ask</b>, fokusperson, under 18, født 3. feb. 2011');
    expect(contains.contact).toEqual(['Opdigtet Birk, Kontakt: telefon, Adresse: beskyttet, sendes ikke']);
    expect(contains.health).toEqual(['Sendes som udsagn, du vælger herunder.']);
    const nothing = { ...situation, record: { ...record, things: NO_THINGS } };
    expect(categories(nothing).find((c) => c.code === 'health')?.contains).toEqual(['Her er intet registreret.']);
  });
  it('without the identity names nobody', () => {
    const pack = { ...whole, persons: [] };
    expect(textOf(PackageView({ page, pack }))).toContain('Person 1: Møder i skolen');
  });
});

describe('What is passed on, on the receiver’s page', () => {
  const handoverId = idFor('h');
  const sent: Sent = {
    ...whole,
    ...{ eventId: idFor('d'), at: '2026-11-29T09:00:00.000Z', fromAgency: 'SOF', toAgency: 'BUF', handoverId },
    ...{ categories: ['identity'], legalBasis: 'BL', constellation: 'none', necessity: 'Opdigtet nødvendighed' },
    ...{ rectified: [], rectificationToldAt: null },
  };
  const acts: Acts = ['AcceptHandover', 'DeclineHandover'].map((command) => ({
    command,
    about: { handoverId },
    against: null,
  }));
  const asking = { handoverId, fromAgency: 'SOF', reason: 'Opdigtet grund' };
  const timeline = [{ type: 'HandoverOffered', occurredAt: '2026-11-28T09:00:00.000Z', data: asking }] as never;
  const html = AnswerBoxes({ page, on: '/cases/k', acts, packages: [sent], timeline });

  it('stands with why and on which basis before yes, and no asks why', () => {
    expect(textOf(html)).toMatch(/Opdigtet grund.*Opdigtet Birk.*Barnets lov.*Opdigtet nødvendighed.*abcdefgh-etc/);
    expect(textOf(html)).toMatch(/Tag imod overdragelse.*Sig nej.*Afvis overdragelse/);
    expect(textOf(html)).not.toMatch(UUID);
    expect([...String(html).matchAll(/name="_commandId" value="([0-9a-f-]{36})"/g)]).toHaveLength(2);
  });
  it('stands with who asks, and when, also where nothing was passed on', () => {
    const alone = textOf(AnswerBoxes({ page, on: '/cases/k', acts, packages: [], timeline }));
    expect(alone).toMatch(/Overdragelse tilbudt \(Socialforvaltningen, lør\. 28\. nov\./);
  });
  it('is no question where the domain lets nobody answer', () => {
    const against = acts.map((act) => ({ ...act, against: 'not-pending' }));
    expect(String(AnswerBoxes({ page, on: '/cases/k', acts: against, packages: [sent], timeline }))).not.toContain(
      '<form',
    );
  });
  it('says what of it was corrected since: the receiver is to ask, the sender to tell, until that is done', () => {
    const rectified = [
      { at: '2026-11-29T10:00:00.000Z', position: 9, type: 'SupportOffered', how: 'corrected' as const },
    ];
    const asSeen = (more: Partial<Sent>) => SentView({ page, sent: { ...sent, ...more } });
    expect(textOf(asSeen({}))).not.toContain('Rettet');
    expect(textOf(asSeen({ rectified }))).toContain('Spørg afsenderen');
    const own = asSeen({ rectified, fromAgency: page.session?.actor.agency ?? '' });
    expect(String(own)).toContain(`&amp;disclosureId=${sent.eventId}`);
    expect(String(own)).toContain('/do/TellRectification?');
    // Of a concern as of a case.
    const ofConcern = { ...page, path: '/concerns/c' };
    const { agency = '' } = page.session?.actor ?? {};
    expect(String(SentView({ page: ofConcern, sent: { ...sent, rectified, fromAgency: agency } }))).toContain(
      '/concerns/c/do/TellRectification?',
    );
    expect(textOf(asSeen({ rectified, rectificationToldAt: '2026-11-29T11:00:00.000Z' }))).toContain('fik besked');
  });
  it('has a receipt in the list, open where it was sent just now', () => {
    const list = (done?: Page['done']) => String(SentList({ page: { ...page, done }, packages: [sent] }));
    expect(list()).not.toContain('<details open');
    expect(list({ command: 'OfferHandover', again: false, left: false })).toContain('<details open');
  });
  it('begins with the receiver, and only with what can be given now', () => {
    const only: Acts = [
      { command: 'ReferCase', about: {}, against: null },
      { command: 'OfferHandover', about: {}, against: 'handover-pending' },
    ];
    const start = String(StartSharing({ page, on: '/cases/k', acts: only }));
    expect(start).toContain('/cases/k/do/ReferCase');
    expect(start).not.toContain('OfferHandover');
    expect(start).not.toContain('value="BUF"');
  });
});
