import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ShownReport } from '../../../src/application/reports/view.js';
import { localDateOf } from '../../../src/domain/kernel/calendar.js';
import { importLines } from '../../../src/interface/cli/import-files.js';
import { demoApp } from '../../support/app.js';
import { idFor, registered } from '../../support/given.js';

let app: Awaited<ReturnType<typeof demoApp>>;
beforeAll(async () => {
  app = await demoApp('nine-months', 'koege-and-registers');
});
afterAll(() => app.close());

const OF = 'infohus=koebenhavn&plan=koebenhavn-2016&year=2016';
const cookie = async (user: string, language = 'da') => `sagsspor=${await app.token(user)}; language=${language}`;
/** Who sees every figure; an analyst where it is said so. */
const page = async (path: string, user = 'bif-tovholder', language = 'da') =>
  app
    .http()
    .get(path)
    .set('Cookie', await cookie(user, language));
const send = async (path: string, form: Record<string, string>, user = 'bif-tovholder') =>
  app
    .http()
    .post(path)
    .set('Cookie', await cookie(user))
    .type('form')
    .send(form);
const plain = (href: string | undefined) => String(href).replaceAll('&amp;', '&');
/** Where a link leads, by a part of its address. */
const link = (html: string, part: string) => plain(new RegExp(`href="([^"]*${part}[^"]*)"`).exec(html)?.[1]);
/** The form of a confirmation page, as a browser sends it. */
const formOf = (html: string) => ({
  action: plain(/<form method="post" action="(\/report\/[^"]+)"/.exec(html)?.[1]),
  csrf: { _csrf: /action="\/report\/[^>]*><input type="hidden" name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '' },
});
const newest = async () => link((await page('/reports')).text, '/reports/[0-9a-f-]{36}\\?').split('?')[0] ?? '';

/** From the report over the confirmation to where the form leads. */
async function keep(deed: 'freeze' | 'publish', user?: string) {
  const { text } = await page(`/report?${OF}`, user);
  const confirmation = await page(link(text, `/report/${deed}`), user);
  const { action, csrf } = formOf(confirmation.text);
  return { confirmation, action, csrf, sent: await send(action, csrf, user) };
}

describe('The page of a report', () => {
  it('is of the plan in force and of this year, where its address does not say', async () => {
    const year = localDateOf(app.installation.clock.now()).slice(0, 4);
    expect((await page('/report?infohus=koebenhavn')).text).toContain(`<option value="${year}" selected`);
    expect((await page('/report?infohus=koebenhavn&plan=koebenhavn-2016')).text).toContain(
      '<option value="2016" selected',
    );
  });

  it('says which report it is, and goes from what happened to how it is proved, its headings in order', async () => {
    const { status, text } = await page(`/report?${OF}`);
    expect(status).toBe(200);
    expect(text).toContain('Internt: må ikke gives videre');
    const levels = [...text.matchAll(/<h([1-6])/g)].map((m) => Number(m[1]));
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
    for (const section of ['Kort fortalt', 'Planens mål', 'Indikatorer', 'Over årene', 'Budget', 'Grundlag og kontrol'])
      expect(text).toMatch(new RegExp(`<h2 id="[a-z]+">${section}</h2>`));
    const { body } = await app
      .http()
      .get(`/api/report?${OF}`)
      .set('Cookie', await cookie('bif-tovholder'));
    for (const hash of [body.planHash, body.definitionHash]) expect(text).toContain(hash);
    expect(text).toContain('sagsspor report reproduce');
  });

  it('tells each goal by a word beside its light, and each indicator with its definition', async () => {
    const { text } = await page(`/report?${OF}`);
    const lights = [...text.matchAll(/class="light"><svg class="light-\w+".*?<\/svg>([^<]*)</g)].map((m) => m[1]);
    expect(lights).toHaveLength(5);
    for (const word of lights) expect(['Nået', 'Ikke nået', 'Kan ikke opgøres']).toContain(word);
    const cards = text.split('<article id="indicator-').slice(1);
    expect(cards.length).toBeGreaterThan(10);
    for (const card of cards) expect(card.split('</article>')[0]).toContain('<dt>Hvad der tælles</dt>');
  });

  it('has contents that lead to headings: no id twice, also not that of a selector', async () => {
    const { text } = await page(`/report?${OF}`);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((m) => String(m[1]));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const contents = [...text.matchAll(/<a href="#([^"]+)">/g)].map((m) => String(m[1]));
    const headings = new Set([...text.matchAll(/<(?:h2|article|main)[^>]* id="([^"]+)"/g)].map((m) => String(m[1])));
    expect(contents.length).toBeGreaterThan(7);
    expect(contents.filter((id) => !headings.has(id))).toEqual([]);
  });

  it('has a table beside each chart, and nothing inline that the policy forbids', async () => {
    for (const language of ['da', 'en']) {
      const { text, headers } = await page(`/report?${OF}`, 'bif-tovholder', language);
      const charts = text.split('<figure class="chart">').slice(1);
      expect(charts.length).toBeGreaterThan(5);
      for (const chart of charts) expect(chart.split('</figure>')[0]).toMatch(/<svg .*aria-label="[^"]{10,}.*<table/s);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(text).not.toMatch(/<style|<script(?! src=)|\sstyle=|\son\w+=/);
    }
  });

  it('leads from each figure to how it is counted and proven, also from the page that an analyst begins with', async () => {
    const report = (await page(`/report?${OF}`)).text;
    for (const part of [...report.split('<figure ').slice(1), ...report.split('<article id="indicator-').slice(1)])
      expect(part.split(/<\/(?:section|article)>/)[0]).toContain('<a href="#proof">');
    const home = (await page('/', 'bif-analytiker')).text;
    const figures = home.split('<figure ').slice(1);
    expect(figures.length).toBeGreaterThan(5);
    for (const figure of figures) {
      const [path = '', anchor = ''] = link(figure.split('</figure>')[0] ?? '', '#').split('#');
      expect((await page(path, 'bif-analytiker')).text).toContain(` id="${anchor}"`);
    }
  });

  it('leads from no figure to a case', async () => {
    for (const user of ['bif-analytiker', 'bif-tovholder']) {
      const main = (await page(`/report?${OF}`, user)).text.split(/<\/?main/)[1] ?? '';
      expect(main).not.toMatch(/\/(cases|concerns|meetings|registers)\b|[0-9a-f]{8}-[0-9a-f]{4}-/);
    }
  });

  it('of an analyst has small counts withheld: in its words, its tables, its charts, its files, and on the page that the day begins with', async () => {
    const analyst = 'bif-analytiker';
    const year = localDateOf(app.installation.clock.now()).slice(0, 4);
    for (let n = 1; n <= 2; n++) {
      const at = app.installation.clock.now();
      const actor = { userId: 'u', agency: 'SOF', role: 'caseworker' };
      const data = registered('koebenhavn', at);
      const line = { command: 'RegisterConcern', id: idFor(`of this year ${n}`), at, actor, data };
      await importLines(app.installation, [JSON.stringify(line)]);
    }
    const report = (await page(`/report?${OF}`, analyst)).text;
    const home = (await page('/', analyst)).text;
    expect((await page('/report?infohus=koebenhavn')).text).toContain(`2 bekymringshenvendelser kom ind i ${year}`);
    expect(report).toContain('Internt, små tal skjult: må ikke gives videre');
    expect(report).toContain('små tal er skjult i dem');
    for (const text of [report, home]) {
      expect(text).toContain('skjult');
      expect(text).not.toMatch(/\d+ bekymringshenvendelser? kom ind/);
      for (const chart of text.split('<figure class="chart">').slice(1))
        expect(chart.split('</figure>')[0]).not.toMatch(/Modtaget[^;]{0,40}\b[1-4]\b/);
    }
    const file = await page(link(report, 'format=json'), analyst);
    expect(file.headers['content-disposition']).toContain('internal-withheld.json');
    expect(report).toContain(file.body.contentHash);
    await keep('freeze', analyst);
    const kept = await newest();
    const frozen = (await page(`${kept}?infohus=koebenhavn`, analyst)).text;
    expect(frozen).toContain('Internt, små tal skjult');
    expect((await page(`${kept}/diff?infohus=koebenhavn&plan=koebenhavn-2024`, analyst)).text).toContain(
      'en anden handleplan',
    );
  });

  it('gives its files in the language of the page, with the figures that the page shows', async () => {
    const { text } = await page(`/report?${OF}`, 'bif-tovholder', 'en');
    for (const form of ['pdf', 'xlsx', 'csv', 'json', 'svg']) {
      const file = await page(link(text, `format=${form}&amp;lang=en`));
      expect({ form, status: file.status }).toEqual({ form, status: 200 });
      expect(file.headers['content-disposition']).toContain(`internal.${form}`);
      if (form === 'json') expect(text).toContain(file.body.contentHash);
    }
  });

  it('stays the same report when the reader changes the language', async () => {
    const { text } = await page(`/report?${OF}`);
    const { headers } = await page(link(text, '/language/en'));
    expect(plain(headers.location)).toMatch(/^\/report\?.*plan=koebenhavn-2016&year=2016/);
  });

  it('is as of another moment where one is asked for, and says that this may take some seconds', async () => {
    const { status, text } = await page(`/report?${OF}&asOf=1`);
    expect(status).toBe(200);
    expect(text).toContain('0 bekymringshenvendelser kom ind i 2016');
    expect(text).toContain('det kan tage nogle sekunder');
    expect((await page(`/report?${OF}&asOf=yesterday`)).status).toBe(400);
    // A day and time is picked, in Danish time, and stands in the form again; nobody types a position or an offset.
    const { text: then } = await page(`/report?${OF}&when=2015-06-01T12%3A00&clock=recorded`);
    expect(then).toContain('0 bekymringshenvendelser kom ind i 2016');
    expect(then).toMatch(/type="datetime-local"[^>]* value="2015-06-01T12:00"/);
    expect(plain(link(then, '/report/freeze'))).toContain('asOf=2015-06-01T10%3A00%3A00.000Z');
  });
});

describe('A report that is kept', () => {
  it('is published by a form that says first what it means; reading publishes nothing, and twice is once', async () => {
    const before = await app.count('ReportPublished');
    await page('/reports');
    const { confirmation, action, csrf, sent } = await keep('publish');
    expect(confirmation.text).toContain('Antal under 5 skjules');
    expect(confirmation.text).toContain('Det kan ikke tages tilbage');
    expect(sent.status).toBe(303);
    expect(sent.headers.location).toBe('/reports?infohus=koebenhavn');
    expect((await send(action, csrf)).status).toBe(303);
    expect(await app.count('ReportPublished')).toBe(before + 1);
    expect((await page('/reports')).text).toContain('offentliggjort, udgave 1');
  });

  it('is published as it was seen: without the position that was shown the reader is led back to the report', async () => {
    const before = await app.count('ReportPublished');
    const { text } = await page(`/report/publish?${OF}&asOf=1`);
    const { status, headers } = await send(`/report/publish?${OF}`, formOf(text).csrf);
    expect([status, plain(headers.location)]).toEqual([303, expect.stringMatching(/^\/report\?/)]);
    expect(await app.count('ReportPublished')).toBe(before);
  });

  it('of a publication shows nothing that it withholds', async () => {
    const seen = (path: string) => page(path).then(({ text }) => text);
    const internal: ShownReport = JSON.parse(await seen(link(await seen(`/report?${OF}`), 'format=json')));
    await keep('publish');
    const text = await seen(`${await newest()}?infohus=koebenhavn`);
    expect(text).toMatch(/Offentliggjort udgave \d/);
    expect(text).not.toContain('Internt: må ikke gives videre');
    expect(text).not.toContain('/report/publish');
    const published: ShownReport = JSON.parse(await seen(link(text, 'format=json')));
    const withheld = published.indicators.filter((i) => i.suppressed);
    expect(withheld.length).toBeGreaterThan(0);
    for (const { id } of withheld) {
      const row = new RegExp(`<a href="#indicator-${id}">.*?</tr>`, 's').exec(text)?.[0] ?? '';
      const [, value, , , basis] = row.split('<td');
      expect(value).toContain('>skjult<');
      const { numerator, denominator } = internal.indicators.find((i) => i.id === id) ?? {};
      if (numerator !== null) expect(basis).not.toContain(`>${numerator} / ${denominator}<`);
      const card = text.split(`<article id="indicator-${id}">`)[1]?.split('</article>')[0] ?? '';
      expect(card).not.toMatch(/2016: \d[^;(]*[;.]/); // what the plan tells of that year as history is told
    }
  });

  it('says why its figures are others now, and by another plan', async () => {
    await keep('freeze');
    const at = '2016-06-06T10:00:00+02:00';
    const actor = { userId: 'u', agency: 'SOF', role: 'caseworker' };
    const late = { command: 'RegisterConcern', id: idFor('late'), at, actor, data: registered('koebenhavn', at) };
    await importLines(app.installation, [JSON.stringify(late)]);
    const kept = await newest();
    const { text } = await page(`${kept}/diff?infohus=koebenhavn`);
    expect(text).toMatch(/<th scope="row">Bekymringshenvendelser<\/th>.*?fakta, der kom ind senere/s);
    expect(text).toContain('<option value="koebenhavn-2024">');
    const byPlan = (await page(`${kept}/diff?infohus=koebenhavn&plan=koebenhavn-2024`, 'bif-tovholder', 'en')).text;
    expect(byPlan).toContain('another action plan');
    expect(byPlan).not.toContain('facts that came in later');
    expect((await page(`${kept}?infohus=koebenhavn`)).text).toContain(`${kept}/diff?infohus=koebenhavn`);
  });

  it('is for those who may: a leader reads and keeps nothing, a caseworker reads what is published', async () => {
    const before = (await app.count('ReportPublished')) + (await app.count('ReportFrozen'));
    const read = await page(`/report?${OF}`, 'sof-leder');
    expect(read.status).toBe(200);
    expect(read.text).not.toMatch(/\/report\/(freeze|publish)/);
    const token = (html: string) => ({ _csrf: /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '' });
    const keptAs = async (state: string) => {
      const { body } = await page('/api/reports?infohus=koebenhavn');
      const { eventId } = (body as { state: string; eventId: string }[]).find((k) => k.state === state) ?? {};
      return `/reports/${eventId}`;
    };
    const published = await keptAs('published');
    const answers = [
      ['/report', 403],
      ['/reports', 200],
      [`${published}?infohus=koebenhavn`, 200],
      [`${published}/diff?infohus=koebenhavn`, 403],
      [`${await keptAs('frozen')}?infohus=koebenhavn`, 404],
    ] as const;
    for (const [path, status] of answers)
      expect({ path, status: (await page(path, 'buf-sagsbehandler')).status }).toEqual({ path, status });
    for (const user of ['sof-leder', 'buf-sagsbehandler'])
      for (const deed of ['freeze', 'publish']) {
        const asked = `/report/${deed}?${OF}&asOf=50`;
        expect((await page(asked, user)).status).toBe(403);
        expect((await send(asked, token((await page('/', user)).text), user)).status).toBe(403);
      }
    expect((await send(`/report/publish?${OF}&asOf=50`, { _csrf: 'forged' })).status).toBe(403);
    expect((await app.count('ReportPublished')) + (await app.count('ReportFrozen'))).toBe(before);
  });
});
