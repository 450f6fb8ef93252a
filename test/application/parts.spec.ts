import { describe, expect, it } from '@jest/globals';
import { Parts, type PartsDependencies } from '../../src/application/operations/parts.js';
import { RegisterFailed } from '../../src/application/ports/civil-register.js';
import { partFinding } from '../../src/interface/cli/doctor.js';
import { sayIn } from '../../src/interface/words/words.js';

const NOW = '2026-11-29T08:00:00.000Z';
const AT = '2026-11-29T07:59:00.000Z';
const model = (more: object) => ({ name: 'case_list', position: 9, head: 9, failedAt: null, failure: null, ...more });
const OF = {
  clock: { now: () => NOW },
  sleep: (_: number, signal: AbortSignal) => new Promise((done) => signal.addEventListener('abort', done)),
  store: { head: async () => ({ position: 9, recordedAt: AT }) },
  models: { status: async () => ({ models: [model({})], rebuild: undefined }) },
  vault: { living: async () => [] },
  months: async () => ['2026-10', '2026-11'],
  alerts: { refused: 0 },
  outbox: undefined,
  blobs: { in: 'database', look: async () => undefined },
  scanner: undefined,
  isOpen: false,
  ledger: { newest: async () => undefined },
  verifier: '',
} as unknown as PartsDependencies;
const partsOf = async (more: object = {}) => {
  const parts = await new Parts({ ...OF, ...more }).parts();
  return Object.fromEntries(parts.map(({ part, state, says }) => [part, `${state} ${says}`]));
};

describe('The parts of an installation', () => {
  it('are each well, not set up, or to be looked at', async () => {
    expect(await partsOf()).toEqual({
      log: 'well head-at',
      models: 'well models-follow',
      vault: 'well vault-answers',
      keys: 'well keys-of-months',
      alerts: 'well alerts-raised',
      mail: 'off mail-off',
      documents: 'well documents-in-database',
      scanner: 'off scanner-off',
      leavers: 'off leavers-off',
      'open-data': 'off open-data-off',
      'civil-register': 'off register-off',
      checkpoints: 'look never-signed',
    });
  });

  it('say what is wrong, and one that is away hides no other', async () => {
    const away = async () => {
      throw new Error('away');
    };
    const broken = {
      store: { head: away },
      vault: { living: away },
      blobs: { in: 'bucket', look: away },
      scanner: { scan: away },
      alerts: { refused: 2 },
      outbox: { counts: async () => ({ waiting: 1, delivered: 3, 'given-up': 1 }) },
      models: { status: async () => ({ models: [model({ failure: 'TypeError', failedAt: 4 })], rebuild: undefined }) },
    };
    expect(await partsOf(broken)).toMatchObject({
      log: 'wrong not-reached',
      vault: 'wrong not-reached',
      documents: 'wrong not-reached',
      scanner: 'wrong not-reached',
      alerts: 'wrong alerts-refused',
      mail: 'look mail-lost',
      models: 'wrong model-stopped',
      keys: 'well keys-of-months',
    });
  });

  it('say of the civil register that it is away, or when its certificate ends: nothing relies on it', async () => {
    const looked = (look: () => Promise<unknown>) => partsOf({ civilRegister: { look } });
    const until = (certificateUntil: string) => looked(async () => ({ certificateUntil }));
    const failing = looked(async () => {
      throw new RegisterFailed('register-certificate');
    });
    expect(await failing).toMatchObject({ 'civil-register': 'look register-certificate' });
    expect(await until('2027-03-01T00:00:00.000Z')).toMatchObject({ 'civil-register': 'well register-answers' });
    expect(await until('2026-12-10T00:00:00.000Z')).toMatchObject({
      'civil-register': 'look register-certificate-ends',
    });
    let [now, calls] = [NOW, 0];
    const look = async () => ({ certificateUntil: `2100-01-01T00:00:0${++calls}.000Z` });
    const watched = new Parts({ ...OF, clock: { now: () => now }, civilRegister: { look } });
    for (let i = 0; i < 3; i++) await watched.parts();
    expect(calls).toBe(1);
    now = '2026-11-29T08:06:00.000Z';
    await watched.parts();
    expect(calls).toBe(2);
    for (const says of ['register-away', 'register-silent', 'register-certificate', 'register-certificate-ends'])
      expect(
        partFinding({ part: 'civil-register', state: 'look', says, values: { until: '2026-12-10' } })[0]?.mend,
      ).toMatch(/CPR_/);
  });

  it('are not reached after two seconds, by whatever they wait for', async () => {
    const never = { scan: () => new Promise(() => undefined) };
    expect(await partsOf({ scanner: never, sleep: async () => undefined })).toMatchObject({
      scanner: 'wrong not-reached',
    });
  });

  it('that follow by a few events are well: each look is an event', async () => {
    const status = (position: number) => ({
      models: { status: async () => ({ models: [model({ position, head: 200 })], rebuild: undefined }) },
    });
    expect((await partsOf(status(150))).models).toBe('well models-follow');
    expect((await partsOf(status(20))).models).toBe('look model-behind');
  });

  it('are said in both languages and by doctor, none with a word of the code', async () => {
    const standings = [
      ...(await new Parts(OF).parts()),
      ...(await new Parts({ ...OF, alerts: { refused: 2 } } as PartsDependencies).parts()),
    ];
    for (const { says } of standings)
      for (const language of ['da', 'en'] as const)
        expect(sayIn(language)(`says.${says}` as never)).not.toBe(`says.${says}`);
    const [finding] = standings.filter(({ says }) => says === 'alerts-refused').flatMap(partFinding);
    expect(finding).toEqual(expect.objectContaining({ level: 'wrong', what: '2 alerts could not be raised' }));
  });
});
