import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportView, ShownReport } from '../../../src/application/reports/view.js';
import { FORM_NAMES, FORMS, fileName } from '../../../src/interface/documents/forms.js';
import { demoApp } from '../../support/app.js';

let app: Awaited<ReturnType<typeof demoApp>>;
beforeAll(async () => {
  app = await demoApp('nine-months', 'koege-and-registers');
});
afterAll(() => app.close());

const REPORT = '/api/report?infohus=koebenhavn&plan=koebenhavn-2016&year=2016';
const OF = { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year: 2016 };
const as = async (user: string) => ({ Authorization: `Bearer ${await app.token(user)}` });
/** Who sees every figure; an analyst where it is said so. */
const get = async (path: string, user = 'bif-tovholder') =>
  app
    .http()
    .get(path)
    .set(await as(user));
const post = async (path: string, body: unknown, user = 'bif-tovholder') =>
  app
    .http()
    .post(path)
    .set(await as(user))
    .send(body as object);
const freeze = async () => (await post('/api/reports', { ...OF, state: 'frozen' })).body as ShownReport;
/** Of a picture it is in the body. */
const textOf = ({ text, body }: { readonly text?: string; readonly body: unknown }) => text ?? String(body);
/** What of an answer says why it was refused. */
const refusal = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('A report over the API', () => {
  it('is an attachment in every form, in either language, and its JSON alone where no form is asked', async () => {
    const plain = await get(REPORT);
    expect(plain.headers['content-disposition']).toBeUndefined();
    expect(plain.body).toMatchObject({ ...OF, asOf: { position: expect.any(Number) } });
    for (const form of FORM_NAMES) {
      const { status, headers } = await get(`${REPORT}&format=${form}&lang=en`);
      const name = fileName({ report: plain.body } as ReportView, form);
      expect({ status, type: headers['content-type'], as: headers['content-disposition'] }).toEqual({
        ...{ status: 200, type: FORMS[form].type, as: `attachment; filename="${name}"` },
      });
    }
    expect((await get(`${REPORT}&format=table`)).text).toContain('Internt: må ikke gives videre');
    expect((await get(`${REPORT}&format=table&lang=en`)).text).toContain('Internal: not to be passed on');
  });

  it('of an analyst tells figures and no id of a case, concern or person', async () => {
    for (const form of ['json', 'csv', 'table', 'svg'] as const)
      expect(textOf(await get(`${REPORT}&format=${form}`, 'bif-analytiker'))).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('of an analyst has small counts withheld, in every form and whatever is done with it', async () => {
    const analyst = 'bif-analytiker';
    const received = (report: ShownReport) => report.indicators.find((i) => i.id === 'concerns-received');
    expect(received((await get(REPORT)).body)).toMatchObject({ value: 1 });
    const withheld = { value: null, suppressed: true };
    expect(received((await get(REPORT, analyst)).body)).toMatchObject(withheld);
    const csv =
      String((await get(`${REPORT}&format=csv`, analyst)).text)
        .split('\r\n')[1]
        ?.split(',') ?? [];
    expect([csv[3], csv[4], csv[8], csv.at(-10)]).toEqual(['internal-withheld', 'concerns-received', '', 'value']);
    const table = String((await get(`${REPORT}&format=table`, analyst)).text);
    expect(table).toContain('Internt, små tal skjult: må ikke gives videre');
    expect(table).toContain('skjult');
    expect(textOf(await get(`${REPORT}&format=svg`, analyst))).toContain('Internt, små tal skjult');
    const frozen = (await post('/api/reports', { ...OF, state: 'frozen' }, analyst)).body as ShownReport;
    expect(received(frozen)).toMatchObject(withheld);
    const again = await post('/api/reports/reproduce', frozen, analyst);
    expect(again.body).toEqual({ same: true, differences: [], report: frozen });
    const { body: list } = await get('/api/reports?infohus=koebenhavn', analyst);
    for (const { eventId, state, contentHash } of list) {
      if (state !== 'frozen') continue;
      expect(contentHash).toBeNull();
      const kept = await get(`/api/reports/${eventId}?infohus=koebenhavn&format=json`, analyst);
      expect(received(kept.body)).toMatchObject(withheld);
    }
    const diff = await post(`/api/reports/diff?asOf=1&clock=recorded`, await freeze(), analyst);
    expect(JSON.stringify(diff.body)).not.toMatch(/"(value|numerator|denominator)":[0-9]/);
    expect(refusal(await post('/api/reports/reproduce', (await get(REPORT)).body, analyst))).toEqual([
      ...[400, 'validation-failed'],
    ]);
  });

  it('is as of a position, and not older than what was written', async () => {
    const early = await get(`${REPORT}&asOf=1`);
    expect(early.body.asOf.position).toBe(1);
    expect(early.body.indicators).not.toEqual((await get(REPORT)).body.indicators);
    expect((await get(`${REPORT}&after=${early.body.asOf.position}`)).status).toBe(200);
    expect(refusal(await get(`${REPORT}&after=soon`))).toEqual([400, 'validation-failed']);
  });

  it('stays as it was frozen, and is computed again to the same bytes', async () => {
    const frozen = await freeze();
    const { body: list } = await get('/api/reports?infohus=koebenhavn');
    const listed = list.find((k: { contentHash: string }) => k.contentHash === frozen.contentHash);
    expect(listed).toMatchObject({ state: 'frozen', plan: OF.plan, year: 2016, by: { userId: 'bif-tovholder' } });
    const kept = await get(`/api/reports/${listed.eventId}?infohus=koebenhavn&format=json`);
    expect(kept.body).toEqual(frozen);
    const again = await post('/api/reports/reproduce', frozen);
    expect(again.body).toEqual({ same: true, differences: [], report: frozen });
  });

  it('that somebody has changed is not the same: it says where', async () => {
    const frozen = await freeze();
    const [first, ...rest] = frozen.indicators;
    const changed = { ...frozen, indicators: [{ ...first, value: 4711 }, ...rest] };
    const { body } = await post('/api/reports/reproduce', changed);
    expect(body.same).toBe(false);
    expect(body.differences).toEqual([expect.stringMatching(/^indicators\.0\.value: 4711 in the file/)]);
  });

  it('is held against another plan, and says that the plan is why', async () => {
    const { status, body } = await post('/api/reports/diff?plan=koebenhavn-2024', await freeze());
    expect(status).toBe(200);
    expect(body.after.plan).toBe('koebenhavn-2024');
    const reasons = body.differences.flatMap((d: { reasons: readonly { reason: string }[] }) => d.reasons);
    expect(new Set(reasons.map((r: { reason: string }) => r.reason))).toEqual(new Set(['plan']));
  });

  it('is published by a POST alone: no GET publishes, and there is nothing to get before', async () => {
    expect(refusal(await get(`${REPORT}&published=true`))).toEqual([404, 'not-found']);
    expect(await app.count('ReportPublished')).toBe(0);
    const made = await post('/api/reports', { ...OF, state: 'published' }, 'bif-tovholder');
    expect(made.status).toBe(201);
    expect(await app.count('ReportPublished')).toBe(1);
    expect((await get(`${REPORT}&published=true`)).body).toEqual(made.body);
    expect((await get(`${REPORT}&published=true&format=pdf`)).headers['content-disposition']).toContain(
      'edition-1.pdf',
    );
    expect(refusal(await get(`${REPORT}&published=true&asOf=1`))).toEqual([400, 'validation-failed']);
    expect(refusal(await get(`${REPORT.replace('2016&year=2016', '2016&year=2017')}&published=true`))[0]).toBe(404);
    expect(await app.count('ReportPublished')).toBe(1);
  });

  it('asked for again at the same position is published once', async () => {
    const before = await app.count('ReportPublished');
    const body = { ...OF, state: 'published', asOf: (await get(REPORT)).body.asOf.position };
    const [first, second] = [await post('/api/reports', body), await post('/api/reports', body)];
    expect(second.body).toEqual(first.body);
    expect(await app.count('ReportPublished')).toBe(before + 1);
  });

  it('is refused to whoever may not see or publish it', async () => {
    const before = await app.count('ReportPublished');
    expect(refusal(await get(REPORT, 'buf-sagsbehandler'))).toEqual([403, 'not-permitted']);
    // What is published is for everybody, drafts and what is frozen are not.
    const { body } = await get('/api/reports?infohus=koebenhavn', 'buf-sagsbehandler');
    expect(new Set(body.map((kept: { state: string }) => kept.state))).toEqual(new Set(['published']));
    expect((await get(REPORT, 'sof-leder')).status).toBe(200);
    for (const user of ['sof-leder', 'buf-sagsbehandler', 'bif-compliance', 'vel-tovholder'])
      for (const state of ['frozen', 'published'])
        expect(refusal(await post('/api/reports', { ...OF, state }, user))).toEqual([403, 'not-permitted']);
    expect(await app.count('ReportPublished')).toBe(before);
    expect((await app.http().get(REPORT)).status).toBe(401);
  });

  it('says what is wrong with a question, by the name of its field', async () => {
    const paths = async (answer: ReturnType<typeof get>) =>
      (await answer).body.errors?.map((e: { path: string }) => e.path);
    expect(await paths(get('/api/report?infohus=koebenhavn&plan=koebenhavn-2016'))).toEqual(['year']);
    expect(await paths(get(`${REPORT}&format=docx`))).toEqual(['format']);
    expect(await paths(get('/api/reports'))).toEqual(['infohus']);
    expect(await paths(post('/api/reports', { ...OF, state: 'draft' }))).toEqual(['state']);
    expect(await paths(post('/api/reports', null))).toContain('plan');
    expect(await paths(post('/api/reports/reproduce', { infohus: 'koebenhavn' }))).toContain('definitions');
    expect(refusal(await get(`/api/reports/${'0'.repeat(36)}?infohus=koebenhavn`))).toEqual([404, 'not-found']);
  });

  it('is described, with every way to ask for it', async () => {
    const { paths } = (await app.http().get('/api/openapi.json')).body;
    expect(new Set(Object.keys(paths).filter((p) => p.startsWith('/api/report')))).toEqual(
      new Set([
        ...['/api/report', '/api/report/published', '/api/reports', '/api/reports/{eventId}'],
        ...['/api/reports/reproduce', '/api/reports/diff'],
      ]),
    );
    expect(new Set(Object.keys(paths['/api/reports']))).toEqual(new Set(['get', 'post']));
  });
});
