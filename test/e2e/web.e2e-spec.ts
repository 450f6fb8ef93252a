import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commands } from '../../src/domain/registry.js';
import { importLines } from '../../src/interface/cli/import-files.js';
import { isForMachines } from '../../src/interface/web/tasks/all.js';
import { type DemoApp, demoApp } from '../support/app.js';
import { sampled } from '../support/sample.js';

let app: DemoApp;
const cookies = new Map<string, string>();

beforeAll(async () => {
  app = await demoApp('nine-months', 'koege-and-registers');
});
afterAll(() => app.close());

/** Logs in by the form of the login page, as a browser does. */
async function cookieOf(user: string): Promise<string> {
  const known = cookies.get(user);
  if (known) return known;
  const { headers } = await app.http().post('/login').type('form').send({ user });
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  cookies.set(user, cookie);
  return cookie;
}
const page = async (path: string, user: string) =>
  app
    .http()
    .get(path)
    .set('Cookie', await cookieOf(user));
const radios = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<input type="radio"[^>]* name="${name}" value="([^"]+)"`, 'g'))].map((m) => m[1]);
/** A record of those that a list shows. */
const firstLink = async (list: string, records: string, user: string): Promise<string> =>
  new RegExp(`href="(/${records}/[0-9a-f-]{36})"`).exec((await page(list, user)).text)?.[1] ?? '';
const csrf = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
const values = (html: string, select: string) => {
  const found = new RegExp(`<select[^>]*name="${select}"[^>]*>(.*?)</select>`, 's').exec(html)?.[1] ?? '';
  return [...found.matchAll(/<option value="([^"]+)"/g)].map((m) => m[1]);
};

const PAGES = [
  '/',
  '/concerns',
  '/cases',
  '/meetings',
  '/registers/activity',
  '/registers/partner',
  '/registers/incident',
  '/registers/hotline',
  '/overview',
  '/report',
  '/data-quality',
  '/plans',
  '/commands',
];

describe('The pages', () => {
  for (const user of sampled(['bif-tovholder', 'vel-tovholder'], 1))
    it(`all open for ${user}, in Danish, with nothing inline`, async () => {
      for (const path of PAGES) {
        const { status, text, headers } = await page(path, user);
        expect({ path, status }).toEqual({ path, status: 200 });
        expect(text).toContain('<html lang="da">');
        expect(text).not.toMatch(/ style="|<script(?! src)| on[a-z]+="/);
        expect(headers['content-security-policy']).toContain("default-src 'none'");
      }
    });

  it('have no English in a Danish page: sources, constellations, kinds, what alerts are about', async () => {
    const english = />[^<]*\b(ours|domain\.md|commands\.md|carried on|none|parent-coach|school-workshop)\b[^<]*</g;
    const onCase = (await firstLink('/cases', 'cases', 'bif-tovholder')).concat('/do/');
    const tasks = ['OfferHandover', 'OfferHandover?toAgency=SOF', 'OfferSupport'].map((task) => `${onCase}${task}`);
    for (const path of [...PAGES, ...tasks, '/do/RecordActivity', '/do/RegisterConcern']) {
      const { text } = await page(path, 'bif-tovholder');
      expect({ path, found: text.match(english) }).toEqual({ path, found: null });
    }
    const { text } = await page('/', 'vel-tovholder');
    expect(text).toContain('Kvittér for påmindelse');
    expect(text).not.toMatch(/påmindelse: [a-z-]+ [0-9a-f]{8}/);
  });

  it('every task that begins something opens, with a label for each of its inputs', async () => {
    for (const command of commands.values()) {
      const { name, definition } = command;
      if (definition.on === undefined || isForMachines(command)) continue;
      // What it offers is asked as the one who opens it: only an administrator chooses of users, only compliance of what is due.
      const [role = '', ...others] = definition.who.filter((who) => who !== 'system');
      const isOwn = others.length === 0 && (role === 'administrator' || role === 'compliance');
      const user = isOwn ? `bif-${role}` : 'bif-tovholder';
      const { status, text } = await page(`/commands/${name}`, user).then((moved) =>
        page(String(moved.headers.location), user),
      );
      expect({ name, status }).toEqual({ name, status: 200 });
      const ids = [...text.matchAll(/<(?:input|select|textarea)[^>]* id="([^"]+)"/g)].map((m) => m[1]);
      const labels = new Set([...text.matchAll(/<label[^>]* for="([^"]+)"/g)].map((m) => m[1]));
      expect({ name, unlabelled: ids.filter((id) => !labels.has(String(id))) }).toEqual({ name, unlabelled: [] });
    }
  });

  it('offer agencies, kinds and legal bases of the plan of the user’s own Infohus', async () => {
    const onCase = `${await firstLink('/cases', 'cases', 'vel-tovholder')}/do`;
    const first = (await page(`${onCase}/OfferHandover`, 'vel-tovholder')).text;
    expect(values(first, 'data.toAgency')).toEqual(['SOC', 'FAM', 'SSPK', 'MVSJ', 'PET', 'KRIM', 'RSJ']); // never oneself
    const { text } = await page(`${onCase}/OfferHandover?toAgency=MVSJ`, 'vel-tovholder');
    expect(text).toContain('name="data.disclosure.legalBasis" value="RPL115_1_1"'); // the only one, so it is said
    expect(text).not.toContain('value="BL"'); // to municipal agencies only
    expect(text).toContain('aldrig efterforskning'); // said, and not asked
    const onConcern = `${await firstLink('/concerns', 'concerns', 'bif-tovholder')}/do`;
    expect((await page(`${onConcern}/OpenCase`, 'bif-tovholder')).text).toContain('SOF BBU'); // K24-10: proposed for a child
    expect((await page('/do/RegisterConcern', 'vel-tovholder')).text).toContain('112'); // KØ-9: what to tell
  });

  it('show a user of Køge nothing of København, and the other way round', async () => {
    const ours = await page('/cases', 'bif-tovholder');
    const theirs = await page('/cases', 'vel-tovholder');
    const links = (html: string) => [...html.matchAll(/href="(\/cases\/[0-9a-f-]{36})"/g)].map((m) => String(m[1]));
    const [our, their] = [links(ours.text), links(theirs.text)];
    expect([our.length > 0, their.length > 0]).toEqual([true, true]);
    expect((await page(String(our[0]), 'vel-tovholder')).status).toBe(404);
    expect((await page(String(their[0]), 'bif-tovholder')).status).toBe(404);
    expect((await page('/cases?infohus=koege', 'bif-tovholder')).text).not.toContain(String(their[0]));
  });

  it('lead through a list by links alone, forwards and back, with what was chosen in the URL', async () => {
    const rows = (html: string) => [...html.matchAll(/href="\/concerns\/([0-9a-f-]{36})"/g)].map((m) => m[1]);
    const link = (html: string, rel: string) =>
      new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    const chosen = '/concerns?infohus=koege&from=2000-01-01';
    const all = rows((await page(chosen, 'vel-tovholder')).text);
    const first = (await page(`${chosen}&limit=1`, 'vel-tovholder')).text;
    expect(first).toContain(`${all.length} i alt`);
    expect(link(first, 'prev')).toBeUndefined();
    const next = String(link(first, 'next'));
    expect(next).toContain('from=2000-01-01');
    const second = (await page(next, 'vel-tovholder')).text;
    expect([...rows(first), ...rows(second)]).toEqual(all.slice(0, 2));
    expect(second).toMatch(/name="from" value="2000-01-01"/);
    expect(rows((await page(String(link(second, 'prev')), 'vel-tovholder')).text)).toEqual(rows(first));
  });

  it('filter the case list by a form whose every input has a label', async () => {
    const { text } = await page('/cases?status=open&agency=SOF', 'bif-tovholder');
    expect(values(text, 'status')).toEqual(['open', 'closed']);
    expect(text).toMatch(/<option value="SOF" selected/);
    const ids = [...text.matchAll(/<(?:input|select)[^>]* id="([^"]+)"/g)].map((m) => m[1]);
    expect(ids.length).toBeGreaterThan(4);
    for (const id of ids) expect(text).toContain(`for="${id}"`);
    expect((await page('/cases?status=closed&agency=BUF', 'bif-tovholder')).text).not.toMatch(
      /href="\/cases\/[0-9a-f]{8}-/,
    );
  });

  it('show what was written to those who may read it, and names with the persons', async () => {
    const { text } = await page('/cases', 'bif-tovholder');
    const link = /href="(\/cases\/[0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    expect((await page(link, 'bif-tovholder')).text).toContain('Opdigtet Datter');
    expect((await page(`${link}/timeline`, 'bif-tovholder')).text).toContain('Sønnen kan ikke findes.');
  });

  it('say what was done where it ended one’s own part, on a page that is there (declining a referral)', async () => {
    const at = '2024-07-03T10:00:00+02:00';
    const uuid = (n: number) => `5f5e0f6c-7f0b-4a52-9c43-1d9a39a6b3${String(n).padStart(2, '0')}`;
    const [concernId, caseId, referralId, personId] = [uuid(1), uuid(2), uuid(3), uuid(4)];
    const actor = { userId: 'vel-tovholder', agency: 'VEL', role: 'coordinator' };
    const line = (command: string, id: string, data: object) => JSON.stringify({ command, id, at, actor, data });
    const subjects = [{ personId, role: 'focus', ageGroup: 'adult' }];
    const concern = { infohus: 'koege', channel: 'mailbox', receivedAt: at, subjects, description: 'opdigtet' };
    const qualified = { outcome: 'substantiated', method: 'discussion', participants: ['VEL'], grounds: 'opdigtet' };
    const opened = { infohus: 'koege', concernIds: [concernId], caseType: 'adult', level: 'specific', subjects };
    const disclosure = {
      ...{ categories: ['identity'], legalBasis: 'LAB', constellation: 'none', channel: 'written' },
      ...{ purpose: 'crime-prevention', necessity: 'opdigtet' },
    };
    const { refused } = await importLines(app.installation, [
      line('RegisterConcern', concernId, concern),
      line('QualifyConcern', concernId, qualified),
      line('OpenCase', caseId, { ...opened, responsibleAgency: 'VEL' }),
      line('ReferCase', caseId, { referralId, toAgency: 'FAM', task: 'opdigtet', disclosure }),
    ]);
    expect(refused).toEqual([]);
    const task = `/cases/${caseId}/do/DeclineReferral?infohus=koege&referralId=${referralId}`;
    const form = await page(task, 'fam-sagsbehandler');
    expect(form.text).toContain('til Familieafdelingen'); // said, and neither typed nor seen as an id
    const sent = await app
      .http()
      .post(task)
      .set('Cookie', await cookieOf('fam-sagsbehandler'))
      .type('form')
      .send({ _csrf: csrf(form.text), id: caseId, 'data.referralId': referralId, 'data.reason': 'opdigtet' });
    expect([sent.status, sent.headers.location]).toEqual([303, expect.stringContaining('done=DeclineReferral')]);
    const shown = await page(String(sent.headers.location), 'fam-sagsbehandler');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Registreret: Afvis henvisning');
  });

  it('offer the levels of a factor where progress is measured, those of prevention where a case is opened', async () => {
    const onCase = `${await firstLink('/cases', 'cases', 'bif-tovholder')}/do`;
    const measuring = (await page(`${onCase}/MeasureProgress`, 'bif-tovholder')).text;
    expect(radios(measuring, 'data.factors.0.level')).toEqual(['1', '2', '3', '4', '5']);
    expect(measuring).toContain('5: i høj grad');
    const onConcern = `${await firstLink('/concerns', 'concerns', 'bif-tovholder')}/do`;
    const opening = (await page(`${onConcern}/OpenCase`, 'bif-tovholder')).text;
    expect(radios(opening, 'data.level')).toEqual(['general', 'specific', 'targeted']);
  });

  it('take a form with Danish local time, and show what it recorded', async () => {
    const form = await page('/do/RegisterConcern', 'vel-tovholder');
    const id = '5f5e0f6c-7f0b-4a52-9c43-1d9a39a6b001';
    const sent = await app
      .http()
      .post('/do/RegisterConcern')
      .set('Cookie', await cookieOf('vel-tovholder'))
      .type('form')
      .send({
        _csrf: csrf(form.text),
        id,
        at: '2024-07-01T12:30',
        'data.infohus': 'koege',
        'data.channel': 'mailbox',
        'data.receivedAt': '2024-07-01T12:00',
        'data.description': 'opdigtet',
        'data.subjects.0.personId': '5f5e0f6c-7f0b-4a52-9c43-1d9a39a6b002',
        'data.subjects.0.role': 'focus',
        'data.subjects.0.ageGroup': 'adult',
      });
    expect(sent.status).toBe(303);
    expect(sent.headers.location).toMatch(
      new RegExp(`^/concerns/${id}[?]infohus=koege&after=\\d+&done=RegisterConcern$`),
    );
    const shown = (await page(`/concerns/${id}`, 'vel-tovholder')).text;
    expect(shown).toContain('man. 1. jul. 2024 12.30');
    expect(shown).toContain('opdigtet');
    expect((await page(`/concerns/${id}`, 'bif-tovholder')).status).toBe(404);
  });

  it('keep what was typed when something is wrong, and say on top what, with a link to the field', async () => {
    const task = `${await firstLink('/concerns', 'concerns', 'vel-tovholder')}/do/QualifyConcern`;
    const form = await page(task, 'vel-tovholder');
    const sent = await app
      .http()
      .post(task)
      .set('Cookie', await cookieOf('vel-tovholder'))
      .type('form')
      .send({ _csrf: csrf(form.text), id: 'x', 'data.outcome': 'substantiated', 'data.grounds': '' });
    expect(sent.status).toBe(400);
    expect(sent.text).toMatch(/href="#data.grounds">Hvad hviler afgørelsen på\? Skal udfyldes/);
    expect(sent.text).toContain('role="alert" tabindex="-1" autofocus');
    expect(sent.text).toMatch(/value="substantiated" checked/);
  });

  it('never show the form of extremism with a person, over the API neither (domain.md rule 13)', async () => {
    const list = (await page('/concerns?standing=in-a-case', 'vel-tovholder')).text;
    const id = /href="\/concerns\/([0-9a-f-]{36})"/.exec(list)?.[1] ?? '';
    const { body } = await app.http().post('/api/session').send({ user: 'vel-tovholder' });
    const answer = await app.http().get(`/api/concerns/${id}`).set('Authorization', `Bearer ${body.token}`);
    expect(answer.body.timeline.map((e: { type: string }) => e.type)).toContain('ConcernQualified');
    expect(JSON.stringify(answer.body)).not.toContain('forms');
  });

  it('stay in the Infohus of what they show, for an agency that is in two', async () => {
    const at = '2024-07-03T10:00:00+02:00';
    const id = '5f5e0f6c-7f0b-4a52-9c43-1d9a39a6b020';
    const actor = { userId: 'krim-koege', agency: 'KRIM', role: 'caseworker' };
    const data = { infohus: 'koege', channel: 'professional', receivedAt: at, subjects: [], description: 'opdigtet' };
    await importLines(app.installation, [JSON.stringify({ command: 'RegisterConcern', id, at, actor, data })]);
    const { text } = await page(`/concerns/${id}`, 'krim-koege');
    expect(text).toContain(`/concerns/${id}/do/GiveAdvice?infohus=koege`);
    expect((await page('/concerns?infohus=koebenhavn', 'krim-koege')).text).not.toContain(id);
  });

  it('show on a concern, acute or not, that police were never told of it (KØ-1)', async () => {
    const id = '5f5e0f6c-7f0b-4a52-9c43-1d9a39a6b011';
    const at = '2024-07-02T10:00:00+02:00';
    const actor = { userId: 'vel-tovholder', agency: 'VEL', role: 'coordinator' };
    const line = (command: string, data: object) => JSON.stringify({ command, id, at, actor, data });
    const concern = { infohus: 'koege', channel: 'mailbox', receivedAt: at, subjects: [], description: 'opdigtet' };
    await importLines(app.installation, [line('RegisterConcern', concern)]);
    expect((await page(`/concerns/${id}`, 'vel-tovholder')).text).toContain('Politiet er ikke orienteret');
    await importLines(app.installation, [line('NotifyPolice', { notifiedAt: at })]);
    expect((await page(`/concerns/${id}`, 'vel-tovholder')).text).not.toContain('Politiet er ikke orienteret');
  });

  it('offer to take a hotline contact where it was sent, and to complete a decision on its meeting', async () => {
    expect((await page('/registers/hotline', 'bif-tovholder')).text).toContain('/do/TakeHotlineContact?infohus=');
    const link = /href="(\/meetings\/[0-9a-f-]{36})"/.exec((await page('/meetings', 'vel-tovholder')).text)?.[1] ?? '';
    expect((await page(link, 'vel-tovholder')).text).toContain('/do/CompleteDecision?');
  });

  it('show the duties of the new data controller after a handover, and let its receiver alone answer them (KØ-11)', async () => {
    const list = (await page('/cases', 'bif-tovholder')).text;
    const links = [...new Set([...list.matchAll(/href="(\/cases\/[0-9a-f-]{36})"/g)].map((m) => String(m[1])))];
    const pages = await Promise.all(
      links.map(async (link) => [link, (await page(`${link}/responsibility`, 'bif-tovholder')).text] as const),
    );
    const [link, text] = pages.find(([, html]) => html.includes('<td>partshøring</td>')) ?? [];
    expect(link).toBeDefined();
    expect(text).not.toContain('/do/AnswerControllerDuties?');
    expect((await page(`${link}/responsibility`, 'sof-sagsbehandler')).text).toContain('/do/AnswerControllerDuties?');
  });

  it('lead through the acute flow to the command that comes next (KØ-1 to KØ-5)', async () => {
    const id = '5f5e0f6c-7f0b-4a52-9c43-1d9a39a6b010';
    const at = '2024-07-02T10:00:00+02:00';
    const actor = { userId: 'mvsj-politi', agency: 'MVSJ', role: 'police' };
    const line = (command: string, data: object, by = actor) => JSON.stringify({ command, id, at, actor: by, data });
    // By the municipality: what police register they know already (KØ-1).
    const vel = { userId: 'vel-tovholder', agency: 'VEL', role: 'coordinator' };
    const next = async () =>
      /href="[^"]*\/do\/(\w+)[^"]*">Næste skridt/.exec((await page(`/concerns/${id}`, 'vel-tovholder')).text)?.[1];
    const receivedAt = at;
    const concern = { infohus: 'koege', channel: 'professional', receivedAt, subjects: [], description: 'opdigtet' };
    await importLines(app.installation, [
      line('RegisterConcern', concern, vel),
      line('AssessSeverity', { severity: 'acute', finality: 'preliminary' }, vel),
    ]);
    expect(await next()).toBe('NotifyPolice');
    await importLines(app.installation, [line('NotifyPolice', { notifiedAt: at })]);
    expect(await next()).toBe('AssessSeverity');
    await importLines(app.installation, [
      line('AssessSeverity', { severity: 'acute', finality: 'final', readyToAct: false }),
    ]);
    expect(await next()).toBe('CallMeeting');
    await importLines(app.installation, [
      line('AssessSeverity', { severity: 'acute', finality: 'final', readyToAct: true }),
    ]);
    expect(await next()).toBe('HandConcernToPolice');
  });
});
