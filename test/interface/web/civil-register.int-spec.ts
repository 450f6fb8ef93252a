import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServicePlatform } from '../../../src/infrastructure/civil-register/service-platform.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { bomb, custody, fault, personAnswer } from '../../support/civil-register/answers.js';
import { type Befalls, CivilRegisterDouble } from '../../support/civil-register/double.js';
import { testCertificate } from '../../support/eventstoredb/test-certificate.js';
import { give, idFor, registered } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const NOW = '2026-11-30T09:00:00.000Z';
const AT = '2026-10-01T10:00:00+02:00';
/** Numbers that stand nowhere but where they are looked for. */
const [CHILD, MOTHER, OTHER, UNKNOWN] = ['6204121234', '6101701111', '6101702222', '6204121299'] as const;
const NUMBERS = [CHILD, MOTHER, OTHER, UNKNOWN].flatMap((n) => [n, `${n.slice(0, 6)}-${n.slice(6)}`]);

let double: CivilRegisterDouble;
let here: Awaited<ReturnType<typeof memoryApp>>;
let cookie: string;
/** Every address that was asked for and every header that came back. */
const seen: string[] = [];
beforeAll(async () => {
  double = await CivilRegisterDouble.start();
  const { cert: certificate, key } = testCertificate;
  const at = {
    url: double.url,
    certificate,
    key,
    authority: certificate,
    caller: { authority: '12345678' },
    patience: 30_000,
  };
  here = await memoryApp(() => NOW, new MemoryStore(), {}, new ServicePlatform(at));
  const { inMemory: product } = here;
  for (const [name, cpr] of [
    ['child', CHILD],
    ['unknown', UNKNOWN],
  ] as const) {
    await give(product, 'SOF:caseworker', 'RegisterPerson', name, AT, {
      name: 'Opdigtet Barn',
      cpr,
      birthDate: '2012-04-02',
    });
    const subjects = [{ personId: idFor(name), role: 'focus', ageGroup: 'minor' }];
    await give(product, 'SOF:caseworker', 'RegisterConcern', `of ${name}`, AT, {
      ...registered('koebenhavn', AT),
      subjects,
    });
  }
  const { headers } = await here.http().post('/login').type('form').send({ user: 'sof-sagsbehandler' });
  cookie = String(headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(async () => {
  await here.close();
  await double.stop();
});

const page = (path: string) => here.http().get(path).set('Cookie', cookie);
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
async function sent(path: string, form: object) {
  const answer = await here.http().post(path).set('Cookie', cookie).type('form').redirects(0).send(form);
  seen.push(path, JSON.stringify(answer.headers));
  return answer;
}
const personPage = (name: string) => page(`/persons/${idFor(name)}`);
async function lookUp(name = 'child', more: object = {}) {
  const { text } = await personPage(name);
  return sent(`/persons/${idFor(name)}/civil-register`, {
    _csrf: hidden(text, '_csrf'),
    reason: 'opdigtet grund',
    ...more,
  });
}

describe('The page of a person', () => {
  it('shows what the register says otherwise, and what is ticked is recorded, and no more', async () => {
    double.knows({ number: CHILD, name: ['Nyt', '', 'Navn'], born: '2012-04-03', relations: custody(MOTHER, OTHER) });
    expect((await personPage('child')).text).toContain('Slå op i CPR');
    const { status, text } = await lookUp();
    expect(status).toBe(200);
    expect(text).toContain('Nyt Navn');
    expect(text).toContain('Opdigtet Udenlandsk Far');
    const accepted = {
      'data.name': 'Nyt Navn',
      id: idFor('child'),
      _csrf: hidden(text, '_csrf'),
      _commandId: hidden(text, '_commandId'),
    };
    const answer = await sent(`/persons/${idFor('child')}/do/ChangePersonDetails`, accepted);
    expect(answer.status).toBe(303);
    const { name, birthDate } = await here.inMemory.ask(
      { actor: { userId: 'sof-caseworker', agency: 'SOF', role: 'caseworker' }, purpose: 'casework' },
      ...(['Person', { id: idFor('child') }] as const),
    );
    expect({ name, birthDate }).toEqual({ name: 'Nyt Navn', birthDate: '2012-04-02' });
  });

  it('leads to the form that records a guardian who is not known, filled in with the number; then custody is taken over', async () => {
    const { text } = await lookUp();
    const form = { _csrf: hidden(text, '_csrf'), _preview: '1', id: idFor('mother'), 'data.cpr': MOTHER };
    const filled = await sent('/do/RegisterPerson', form);
    expect(filled.text).toContain(`value="${MOTHER}"`);
    const { _preview: _, ...whole } = form;
    expect((await sent('/do/RegisterPerson', { ...whole, 'data.name': 'Opdigtet Mor' })).status).toBe(303);
    const again = (await lookUp()).text;
    const guardians = /name="data.guardians" value="([^"]*)"/.exec(again)?.[1] ?? '';
    expect(guardians).toBe(idFor('mother'));
    await sent(`/persons/${idFor('child')}/do/ChangePersonDetails`, {
      ...{ id: idFor('child'), _csrf: hidden(again, '_csrf'), 'data.guardians': guardians },
    });
    expect((await personPage('child')).text).toContain('Opdigtet Mor');
  });

  it('does not show what stands under a refresh, nor takes a form of another site', async () => {
    expect((await page(`/persons/${idFor('child')}/civil-register`).redirects(0)).headers.location).toContain(
      `/persons/${idFor('child')}`,
    );
    expect((await sent(`/persons/${idFor('child')}/civil-register`, { reason: 'opdigtet' })).status).toBe(403);
  });

  const FAILED: readonly (readonly [Befalls, string])[] = [
    ['cut', 'CPR kan ikke nås'],
    ['half', 'ikke helt'],
    ['forbidden', 'lov til at spørge'],
    [{ body: bomb() }, 'noget, det ikke må'],
    [{ body: fault(`wrong with ${CHILD}`) }, 'en fejl hos dem'],
    [{ body: personAnswer({ number: OTHER }) }, 'om en anden'],
  ];
  it.each(FAILED)('is not in the way when the register fails (%j)', async (befalls, sentence) => {
    double.befalls.push(befalls);
    const { status, text } = await lookUp();
    expect([status, text]).toEqual([503, expect.stringContaining(sentence)]);
    expect((await personPage('child')).status).toBe(200);
  });

  it('says that a number is not known to the register', async () => {
    const { status, text } = await lookUp('unknown');
    expect([status, text]).toEqual([422, expect.stringContaining('erstatningsnummer')]);
  });

  it('has told no number to a log, an address, a header or a metric', async () => {
    const metrics = JSON.stringify(
      await here.inMemory.log().then((all) => all.map(({ type, stream, actor }) => [type, stream, actor])),
    );
    const all = [...here.said, ...seen, metrics].join('\n');
    expect(here.said.length).toBeGreaterThan(0);
    for (const number of NUMBERS) expect(all).not.toContain(number);
    for (const said of ['opdigtet grund', 'Udenlandsk', 'Tryllekunstner']) expect(all).not.toContain(said);
  });
});
