import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterFailed } from '../../../src/application/ports/civil-register.js';
import {
  ServicePlatform,
  type ServicePlatformAt,
} from '../../../src/infrastructure/civil-register/service-platform.js';
import { bomb, custody, envelope, fault, outside, personAnswer } from '../../support/civil-register/answers.js';
import { type Befalls, CivilRegisterDouble } from '../../support/civil-register/double.js';
import { strangersCertificate } from '../../support/civil-register/stranger.js';
import { testCertificate } from '../../support/eventstoredb/test-certificate.js';

const NUMBER = '6204901234';
const BY = { user: 'somebody', reference: 'an event' };
let double: CivilRegisterDouble;
beforeAll(async () => {
  double = await CivilRegisterDouble.start();
});
afterAll(() => double.stop());

const register = (more: Partial<ServicePlatformAt> = {}) =>
  new ServicePlatform({
    ...{
      url: double.url,
      certificate: testCertificate.cert,
      key: testCertificate.key,
      authority: testCertificate.cert,
    },
    ...{ caller: { authority: '12345678' }, ...more },
  });
const looked = (number = NUMBER, more: Partial<ServicePlatformAt> = {}) => register(more).lookUp(number, BY);
async function failed(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RegisterFailed);
  // Nothing of what came is carried on by it.
  expect(JSON.stringify({ ...(error as Error), message: (error as Error).message })).not.toContain(NUMBER);
  expect((error as Error).cause).toBeUndefined();
  return (error as RegisterFailed).why;
}

describe('The civil register (SF1520 version 4)', () => {
  it('answers who somebody is, and no more of it is read than may be kept', async () => {
    double.knows({
      number: NUMBER,
      name: ['Opdigtet', 'Mellem', 'Person'],
      relations: custody('6101701111', '6101702222', '2020-01-01'),
    });
    expect(await looked()).toEqual({
      ...{
        number: NUMBER,
        name: 'Opdigtet Mellem Person',
        birthDate: '1990-04-02',
        status: 'active',
        protection: null,
      },
      address: 'Ingenvej 12A, 03. tv, 9999 Opdigtet',
      custodians: [
        { as: 'mother', number: '6101701111', name: null, birthDate: null, until: null },
        { as: 'father', number: null, name: 'Opdigtet Udenlandsk Far', birthDate: '1970-05-05', until: null },
        { as: 'other', number: '6101702222', name: null, birthDate: null, until: '2020-01-01' },
      ],
    });
  });

  it('is told who asks and for which event, in the name of a municipality or by an agreement of old', async () => {
    const ids = [1, 2, 3, 4].map((n) => `0000000${n}-0000-4000-8000-000000000000`) as [string, string, string, string];
    double.knows({ number: NUMBER });
    double.asked.length = 0;
    await looked();
    await looked(NUMBER, { caller: { agreement: ids } });
    expect(double.asked).toEqual([
      { ...BY, caller: '12345678' },
      { ...BY, caller: ids.join(' ') },
    ]);
  });

  it.each([
    [1, 'active'],
    [3, 'active'],
    [5, 'active'],
    [7, 'active'],
    [20, 'no-residence'],
    [30, 'deleted'],
    [50, 'deleted'],
    [60, 'changed-number'],
    [70, 'missing'],
    [80, 'emigrated'],
    [90, 'dead'],
  ])('reads status %i as %s', async (status, said) => {
    double.knows({ number: NUMBER, status });
    expect(await looked()).toMatchObject({ status: said, name: 'Opdigtet Navnløs' });
  });

  it.each([
    ['no element', undefined, null],
    ['a flag and no days', { flag: 'true' }, { from: null, to: null }],
    ['a flag as a digit', { flag: '1', from: '2026-01-01' }, { from: '2026-01-01', to: null }],
    ['days and a flag that says no', { flag: 'false', from: '2026-01-01', to: '2027-01-01' }, null],
    ['days and no flag', { from: '2026-01-01', to: '2027-01-01' }, { from: '2026-01-01', to: '2027-01-01' }],
    ['an empty element', {}, null],
  ] as const)('reads the protection of an address from %s', async (_, protection, read) => {
    double.knows({ number: NUMBER, ...(protection ? { protection } : {}) });
    expect((await looked()).protection).toEqual(read);
  });

  it('says which number holds, and which birth date is not certain', async () => {
    double.knows({ number: NUMBER, current: '6304901235', status: 60, name: null, uncertain: true, address: false });
    expect(await looked()).toMatchObject({ number: '6304901235', name: null, birthDate: null, address: null });
  });

  const half = (xml: string) => xml.slice(0, xml.length - 40);
  const whole = personAnswer({ number: NUMBER });
  const FAILURES: readonly (readonly [string, Befalls, string])[] = [
    ['no answer', 'silent', 'register-silent'],
    ['an answer without an end', 'endless', 'register-unreadable'],
    ['a connection that is cut', 'cut', 'register-away'],
    ['an answer that is cut', 'half', 'register-half-answer'],
    ['XML that ends early', { body: half(whole) }, 'register-half-answer'],
    ['an answer without a person', { body: whole.replace(/<persondata>.*<\/persondata>/, '') }, 'register-half-answer'],
    ['a person without a status', { body: whole.replace(/<status>.*<\/status>/, '') }, 'register-half-answer'],
    [
      'a status that the contract has not',
      { body: personAnswer({ number: NUMBER, status: 42 }) },
      'register-half-answer',
    ],
    ['somebody living without a name', { body: personAnswer({ number: NUMBER, name: null }) }, 'register-half-answer'],
    ['somebody else', { body: personAnswer({ number: '6304901235' }) }, 'register-another-person'],
    ['a date that is none', { body: personAnswer({ number: NUMBER, born: '1990-13-45' }) }, 'register-unreadable'],
    [
      'a person without a number',
      { body: whole.replaceAll(new RegExp(`<\\w+>${NUMBER}</\\w+>`, 'g'), '') },
      'register-half-answer',
    ],
    ['entities in entities', { body: bomb() }, 'register-doctype'],
    ['an entity from outside', { body: outside('/etc/hostname') }, 'register-doctype'],
    ['another element', { body: envelope('<x/>') }, 'register-unreadable'],
    [
      'an answer in another encoding',
      { body: Buffer.from(personAnswer({ number: NUMBER, name: ['Søren', '', 'Opdigtet'] }), 'latin1') },
      'register-unreadable',
    ],
    ['a page', 'page', 'register-half-answer'],
    ['a fault', { body: fault(`internal error about ${NUMBER}`) }, 'register-fault'],
    ['a proxy that is busy', 'busy', 'register-fault'],
    ['that we may not ask', 'forbidden', 'register-refuses'],
  ];
  it.each(FAILURES)('that gives %s has given no answer, and says why', async (_, befalls, why) => {
    double.befalls.splice(0, 1, befalls);
    // Where nothing is waited for there is time, whatever else this machine does.
    expect(await failed(looked(NUMBER, { patience: befalls === 'silent' ? 500 : 30_000 }))).toBe(why);
    double.befalls.length = 0;
  });

  it('that does not know a number says so, and names it nowhere', async () => {
    expect(await failed(looked('6204901299'))).toBe('not-in-register');
  });

  it('is not asked where one side does not trust the other, and not reached where nobody is', async () => {
    const { cert, key } = strangersCertificate;
    expect(await failed(looked(NUMBER, { authority: undefined }))).toBe('register-certificate');
    expect(['register-certificate', 'register-away']).toContain(
      await failed(looked(NUMBER, { certificate: cert, key })),
    );
    expect(await failed(looked(NUMBER, { url: 'https://127.0.0.1:9/' }))).toBe('register-away');
  });

  it('is looked at without anybody being looked up', async () => {
    double.asked.length = 0;
    expect(await register().look()).toEqual({ certificateUntil: '2126-10-28T07:36:30.000Z' });
    expect(double.asked).toEqual([]);
    expect(await failed(register({ authority: undefined }).look())).toBe('register-certificate');
  });
});
