import { beforeAll, describe, expect, it } from '@jest/globals';
import { REGISTER_FAILURES } from '../../../src/application/ports/civil-register.js';
import { REGISTER_RULES } from '../../../src/application/refusal-register.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { REGISTER_ADVICE } from '../../../src/interface/words/register-words.js';
import { MemoryCivilRegister } from '../../support/civil-register/memory.js';
import { caseOfSof, give, idFor, readerOf, refusalOf, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const NOW = '2026-11-30T09:00:00.000Z';
const AT = '2026-10-01T10:00:00+02:00';
const NUMBER = '6204901234';
const WORKER = readerOf('SOF:caseworker');

let register: MemoryCivilRegister;
let product: ReturnType<typeof memoryInstallation>;
const installed = (connected: MemoryCivilRegister | null) =>
  memoryInstallation(() => NOW, 'plans', new MemoryStore(), undefined, undefined, undefined, connected);
/** With somebody on a concern of SOF's. */
async function onConcern(of: ReturnType<typeof installed>) {
  await give(of, 'SOF:caseworker', 'RegisterPerson', 'p', AT, { name: 'Opdigtet', cpr: NUMBER });
  const subjects = [{ personId: idFor('p'), role: 'focus', ageGroup: 'adult' }];
  await give(of, 'SOF:caseworker', 'RegisterConcern', 'c', AT, { ...registered('koebenhavn', AT), subjects });
  return { id: idFor('p'), reason: 'opdigtet' };
}
beforeAll(async () => {
  register = new MemoryCivilRegister();
  product = installed(register);
  await give(product, 'SOF:caseworker', 'RegisterPerson', 'a person', AT, {
    ...{ name: 'Opdigtet Person', cpr: '620490-1234', birthDate: '1990-04-02', address: 'Ingenvej 12, 9999 Opdigtet' },
  });
  await caseOfSof(product, [AT, AT, AT]);
});
const found = (person = 'a person', more: object = {}, reader = WORKER) =>
  product.ask(reader, 'LookUpInCivilRegister', { id: idFor(person), reason: 'opdigtet grund', ...more });
let people = 0;
/** Somebody on a concern of SOF's own. */
async function somebody(details: object, concern = true): Promise<string> {
  const name = `somebody ${++people}`;
  await give(product, 'SOF:caseworker', 'RegisterPerson', name, AT, { name: 'Opdigtet Person', ...details });
  const subjects = [{ personId: idFor(name), role: 'focus', ageGroup: 'minor' }];
  if (concern)
    await give(product, 'SOF:caseworker', 'RegisterConcern', `of ${name}`, AT, {
      ...registered('koebenhavn', AT),
      subjects,
    });
  return name;
}
const consultations = async () =>
  (await product.log()).filter(
    (e) => e.type === 'RecordConsulted' && (e.data as { record: string }).record === 'civil-register',
  );

describe('Looking somebody up in the civil register', () => {
  it('tells what differs from what is recorded, and nothing where all is the same', async () => {
    const same = { status: 'active', differences: [], custodians: [], addressHeldBack: false };
    expect(await found()).toMatchObject({ ...same, protection: { state: 'none' }, number: { isReplacement: true } });
    register.says.set(NUMBER, {
      name: 'Opdigtet  Nyt-Navn',
      birthDate: '1990-04-03',
      address: 'Andenvej 1',
      number: '6304901235',
    });
    expect((await found()).differences).toEqual([
      { field: 'name', recorded: 'Opdigtet Person', registered: 'Opdigtet  Nyt-Navn' },
      { field: 'birthDate', recorded: '1990-04-02', registered: '1990-04-03' },
      { field: 'cpr', recorded: null, registered: '6304901235' },
      { field: 'address', recorded: 'Ingenvej 12, 9999 Opdigtet', registered: 'Andenvej 1' },
    ]);
    // What the register does not know it does not take away.
    register.says.set(NUMBER, { name: null, birthDate: null, address: null, status: 'dead' });
    expect(await found()).toMatchObject({ status: 'dead', differences: [] });
    register.says.delete(NUMBER);
  });

  it('is written down before the register is asked, with its reason, and the register is told by which event', async () => {
    register.asked.length = 0;
    const before = (await consultations()).length;
    register.says.set(NUMBER, 'register-silent');
    expect(await refusalOf(found())).toBe('register-silent');
    const own = (await consultations()).slice(before);
    expect(own).toHaveLength(1);
    expect(register.asked).toEqual([
      { number: NUMBER, reference: own[0]?.eventId, user: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    expect((own[0] as unknown as { data: { reason: unknown } }).data.reason).toBeInstanceOf(Sealed);
    register.says.delete(NUMBER);
  });

  it('asks nobody where it cannot be written down', async () => {
    const own = new MemoryCivilRegister();
    const broken = installed(own);
    const question = await onConcern(broken);
    broken.access.note = async () => {
      throw new Error('the log is away');
    };
    await expect(broken.ask(WORKER, 'LookUpInCivilRegister', question)).rejects.toThrow('the log is away');
    expect(own.asked).toEqual([]);
  });

  it.each(REGISTER_FAILURES.filter((why) => why !== 'not-in-register'))(
    'says %s by a sentence of its own',
    async (why) => {
      register.says.set(NUMBER, why);
      expect(await refusalOf(found())).toBe(why);
      expect(REGISTER_ADVICE[why]).toBeTruthy();
      expect(new Set(Object.values(REGISTER_RULES)).size).toBe(Object.keys(REGISTER_RULES).length);
      register.says.delete(NUMBER);
    },
  );

  it('knows a replacement number as such, and a number that is none', async () => {
    register.says.set(NUMBER, 'not-in-register');
    expect(await refusalOf(found())).toBe('replacement-number');
    register.says.delete(NUMBER);
    expect(await refusalOf(found(await somebody({ cpr: '020490AB12' })))).toBe('replacement-number');
    expect(await refusalOf(found(await somebody({ cpr: '320490-1234' })))).toBe('number-not-real');
    expect(await refusalOf(found(await somebody({})))).toBe('number-missing');
    const digits = await found(await somebody({ cpr: '620490-1239' }));
    expect(digits.number.fitsControlDigit).not.toBe((await found()).number.fitsControlDigit);
  });

  it('is for a concern that has not ended or a case that is open, of a municipal agency, and not while processing is restricted', async () => {
    expect(await refusalOf(found(await somebody({ cpr: NUMBER }, false)))).toBe('register-needs-case');
    const ended = await somebody({ cpr: NUMBER });
    await give(product, 'BIF:coordinator', 'DismissConcern', `of ${ended}`, AT, { reason: 'irrelevant' });
    expect(await refusalOf(found(ended))).toBe('register-needs-case');
    expect(await refusalOf(found('a person', {}, readerOf('KP:police')))).toBe('not-found');
    expect(await refusalOf(found('a person', {}, readerOf('SOF:leader')))).toBe('not-found');
    expect(await refusalOf(found('a person', {}, readerOf('RHP:caseworker')))).toBe('not-found');
    const theirs = 'known to health';
    await give(product, 'RHP:caseworker', 'RegisterPerson', theirs, AT, { name: 'Opdigtet', cpr: NUMBER });
    const subjects = [{ personId: idFor(theirs), role: 'focus', ageGroup: 'minor' }];
    await give(product, 'RHP:caseworker', 'RegisterConcern', 'of health', AT, {
      ...registered('koebenhavn', AT),
      subjects,
    });
    expect(await refusalOf(found(theirs, {}, readerOf('RHP:caseworker')))).toBe('register-for-municipality');
    const held = await somebody({ cpr: NUMBER });
    await give(product, 'BIF:compliance', 'RestrictProcessing', held, '2026-11-30T09:00:00+01:00', {
      ground: 'opdigtet',
    });
    expect(await refusalOf(found(held))).toBe('register-restricted');
  });

  it('is said to be off where no register is connected, and the page of a person works on', async () => {
    const off = installed(null);
    const question = await onConcern(off);
    expect(await refusalOf(off.ask(WORKER, 'LookUpInCivilRegister', question))).toBe('register-off');
    const { name, canBeLookedUp } = await off.ask(WORKER, 'Person', { id: question.id });
    expect({ name, canBeLookedUp }).toEqual({ name: 'Opdigtet', canBeLookedUp: false });
    expect((await product.ask(WORKER, 'Person', { id: idFor('a person') })).canBeLookedUp).toBe(true);
  });
});

describe('A protected address in the civil register', () => {
  const protectedBy = (from: string | null, to: string | null) =>
    register.says.set(NUMBER, { protection: { from, to }, address: 'Hemmeligvej 1' });

  it.each([
    [null, null, 'now'],
    ['2026-11-30', null, 'now'],
    [null, '2026-11-30', 'now'],
    ['2026-12-01', null, 'later'],
    [null, '2026-11-29', 'over'],
  ])('from %s to %s is %s', async (from, to, state) => {
    protectedBy(from, to);
    const { protection, differences, addressHeldBack } = await found();
    expect(protection).toEqual({ state, from, to });
    expect(addressHeldBack).toBe(state === 'now');
    expect(differences.map(({ field }) => field)).toEqual([state === 'now' ? 'protectedAddress' : 'address']);
  });

  it('is not shown before it is recorded as protected, and then only where it was asked for, which is written down', async () => {
    protectedBy('2026-01-01', null);
    expect(JSON.stringify(await found('a person', { reveal: 'address' }))).not.toContain('Hemmeligvej');
    const hidden = await somebody({ cpr: NUMBER, protectedAddress: true });
    const { addressHeldBack, differences } = await found(hidden);
    expect({ addressHeldBack, differences: differences.map((d) => d.field) }).toEqual({
      addressHeldBack: true,
      differences: ['birthDate'],
    });
    const asked = await found(hidden, { reveal: 'address' });
    expect(asked.differences).toContainEqual({ field: 'address', recorded: null, registered: 'Hemmeligvej 1' });
    const looks = (await product.log()).filter((e) => (e.data as { recordId?: string }).recordId === idFor(hidden));
    expect(looks.map((e) => (e.data as { record?: string }).record)).toContain('address');
    // Over in the register: what is recorded stays until a person takes that over.
    protectedBy(null, '2026-01-01');
    expect((await found(hidden)).differences.map((d) => d.field)).toEqual(['birthDate', 'protectedAddress']);
    register.says.delete(NUMBER);
  });
});

describe('Who has custody of a minor', () => {
  const child = { birthDate: '2012-04-02' } as const;
  const by = (number: string, more: object = {}) => ({
    as: 'mother' as const,
    number,
    name: null,
    birthDate: null,
    until: null,
    ...more,
  });

  it('is proposed as a person that is known here, or by number or name; custody that has ended is not', async () => {
    const mother = await somebody({ name: 'Opdigtet Mor', cpr: '610170-1111' });
    const minor = await somebody({ cpr: NUMBER, birthDate: '2012-04-02' });
    const others = [by('6101702222', { as: 'other' }), by('6101703333', { until: '2020-01-01' })];
    register.says.set(NUMBER, { ...child, custodians: [by('6101701111'), ...others] });
    const told = { as: 'mother', number: '6101701111', name: 'Opdigtet Mor', birthDate: null };
    expect((await found(minor)).custodians).toEqual([
      { ...told, personId: idFor(mother), isRecorded: false },
      { ...told, as: 'other', number: '6101702222', name: null, personId: null, isRecorded: false },
    ]);
    await give(product, 'SOF:caseworker', 'ChangePersonDetails', minor, AT, { guardians: [idFor(mother)] });
    expect((await found(minor)).custodians[0]).toMatchObject({ personId: idFor(mother), isRecorded: true });
  });

  it('takes as long to propose for a custodian whom the reader may not know as for nobody', async () => {
    await give(product, 'RHP:caseworker', 'RegisterPerson', 'hidden', AT, { name: 'Opdigtet', cpr: '6101704444' });
    const minor = await somebody({ cpr: NUMBER, birthDate: '2012-04-02' });
    const told = async (number: string) => {
      register.says.set(NUMBER, { ...child, custodians: [by(number)] });
      const waits = product.waited.length;
      const { custodians } = await found(minor);
      return { custodians: custodians.map(({ personId }) => personId), waited: product.waited.slice(waits) };
    };
    expect(await told('6101704444')).toEqual({ custodians: [null], waited: [400] });
    expect(await told('6101705555')).toEqual({ custodians: [null], waited: [400] });
    register.says.delete(NUMBER);
  });

  it('is nobody’s of an adult, from the eighteenth birthday on', async () => {
    const custodians = [by('6101701111')];
    register.says.set(NUMBER, { birthDate: '2008-11-30', custodians });
    expect((await found()).custodians).toEqual([]);
    register.says.set(NUMBER, { birthDate: '2008-12-01', custodians });
    expect((await found()).custodians).toHaveLength(1);
    register.says.delete(NUMBER);
  });
});
