import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '../../src/application/audit/verify.js';
import type { Reader } from '../../src/application/authorization/reader.js';
import { sealedIn } from '../../src/application/codec.js';
import { parseRequest } from '../../src/application/commands/request.js';
import { Erasures } from '../../src/application/erasing/erasures.js';
import { References } from '../../src/application/references.js';
import { Sealing } from '../../src/application/sealing.js';
import type { Recorded } from '../../src/domain/kernel/event.js';
import { inside } from '../../src/domain/kernel/sealed.js';
import { DestroyedFiles } from '../../src/infrastructure/erasing/destroyed-files.js';
import type { MemoryStore } from '../../src/infrastructure/event-store/memory/memory-store.js';
import { signingKey } from '../../src/infrastructure/ledger/signing-key.js';
import { Random } from '../../src/interface/cli/demo-data/random.js';
import { projections } from '../../src/projections/index.js';
import { fold } from '../../src/projections/projection.js';
import { CANARY, withCanaries } from '../support/canaries.js';
import { WHOLE_DOMAIN_IMPORTED_AT, wholeDomainFile } from '../support/generator/index.js';
import { actorOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';
import { WHOLE } from '../support/sample.js';

const NOW = new Date(WHOLE_DOMAIN_IMPORTED_AT).toISOString();
const OFFICER: Reader = { actor: actorOf('BIF:compliance:u1'), purpose: 'audit' };
const COORDINATOR: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };
const seeds = WHOLE ? [3, 4, 5, 6, 7, 8] : [3];

describe.each(seeds)('A made-up city with a canary in every sealed text, seed %i', (seed) => {
  const product = memoryInstallation(() => NOW);
  const folder = mkdtempSync(join(tmpdir(), 'sagsspor-canaries-'));
  const list = new DestroyedFiles(
    [join(folder, 'kms'), join(folder, 'ledger')],
    signingKey(join(folder, 'key.pem'), 'sagsspor'),
  );
  const store = product.store as MemoryStore;
  const erasures = new Erasures({
    ...{ store, vault: product.vault, segments: store, destroyed: list, references: new References(store) },
    ...{ executor: product.executor, search: product.search, clock: { now: () => NOW } },
    ...{ sleep: async () => undefined, typed: { forget: async () => undefined }, documents: product.documents },
  });
  const { lines, canaries } = withCanaries(
    wholeDomainFile(seed, { infohus: 'koebenhavn', size: WHOLE ? 6 : 2, contract: 'amended' })
      .split('\n')
      .filter(Boolean),
  );
  beforeAll(() => product.import(lines));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const stored = async () => {
    const all = [];
    for await (const batch of store.readAll()) all.push(...batch);
    return all;
  };
  /** All that lies at rest: the bytes of the log, the ciphertexts, the rows of every read model, the signed list. */
  async function atRest(): Promise<string> {
    const events = await stored();
    const segments = await store.readSegments(events.map((e) => e.eventId));
    const log = await product.log();
    const rows = projections.flatMap((p) => [...fold(p, log).values()].flatMap((group) => group.rows));
    return [
      ...events.map((e) => Buffer.from(e.bytes).toString('latin1')),
      ...segments.map((s) => Buffer.from(s.ciphertext).toString('latin1')),
      ...rows.map((row) => JSON.stringify(row)),
      JSON.stringify(await list.entries()),
    ].join('\n');
  }
  /** Of each event the canaries that can still be opened. */
  async function openable(): Promise<ReadonlyMap<string, readonly string[]>> {
    const sealing = new Sealing(store, product.vault);
    const found = new Map<string, readonly string[]>();
    for (const event of await product.log()) {
      const opened = await sealing.open(sealedIn(event.data));
      const texts = JSON.stringify([...opened.values()]).match(CANARY) ?? [];
      if (texts.length > 0) found.set(event.eventId, texts);
    }
    return found;
  }
  const give = (who: string, name: string, id: string, data: object) =>
    product.executor.execute({
      request: parseRequest(name, { id, at: NOW, data }),
      ...{ actor: actorOf(who), kind: 'person' as const, commandId: crypto.randomUUID() },
    });
  /** Whom this officer may know. */
  async function known(log: readonly Recorded[]): Promise<readonly string[]> {
    const all = log.filter((e) => e.type === 'PersonRegistered').map((e) => e.stream.slice('person-'.length));
    const asked = all.map((id) =>
      product.ask(OFFICER, 'PersonErasure', { id }).then(
        () => id,
        () => '',
      ),
    );
    return (await Promise.all(asked)).filter(Boolean);
  }
  async function figures() {
    const reports = [];
    for (const [plan, year] of [
      ['koebenhavn-2016', 2017],
      ['koebenhavn-2020', 2021],
    ] as const)
      reports.push(await product.ask(COORDINATOR, 'Report', { infohus: 'koebenhavn', plan, year, asOf: at.position }));
    return JSON.stringify(reports);
  }
  let at: { readonly position: number };

  it('holds none of them in the clear, opens them for who may read, and after an erasure no more those of the person', async () => {
    expect(canaries.length).toBeGreaterThan(WHOLE ? 300 : 100);
    expect((await atRest()).match(CANARY)).toBeNull();
    const before = await openable();
    expect(before.size).toBeGreaterThan(100);
    at = await store.head();
    const reported = await figures();
    const segmentsBefore = await store.readSegments([...before.keys()]);

    const persons = new Random(seed).shuffled(await known(await product.log())).slice(0, 3);
    expect(persons).toHaveLength(3);
    for (const id of persons) {
      await give('BIF:compliance:u1', 'RequestErasure', id, { ground: 'anmodning' });
      await give('BIF:compliance:u2', 'AuthoriseErasure', id, { archiveClearance: 'aflevering 17' });
    }
    await erasures.run();

    const log = await product.log();
    const erased = new Set(
      log.filter((e) => e.type === 'PersonErased').flatMap((e) => (e.data as { erased: readonly string[] }).erased),
    );
    const after = await openable();
    // All of a person's own are among the erased; nobody else lost a word.
    const registered = log.filter((e) => e.type === 'PersonRegistered' && persons.includes(e.stream.slice(7)));
    expect(registered.every((e) => erased.has(e.eventId) && !after.has(e.eventId))).toBe(true);
    for (const [eventId, texts] of before) if (!erased.has(eventId)) expect(after.get(eventId)).toEqual(texts);
    const gone = [...before].flatMap(([id, texts]) => texts.filter((t) => !(after.get(id) ?? []).includes(t)));
    expect(gone.length).toBeGreaterThan(2);

    // The ciphertexts of a backup open nothing: the keys are destroyed, not only the texts deleted.
    const doomed = log.filter((e) => erased.has(e.eventId)).flatMap((e) => sealedIn(e.data));
    const refs = doomed.flatMap((value) => {
      const what = inside(value);
      return 'commitment' in what ? [what] : [];
    });
    const back = await product.vault.open(refs, segmentsBefore);
    expect(
      JSON.stringify([...back.values()])
        .match(CANARY)
        ?.filter((text) => gone.includes(text)) ?? [],
    ).toEqual([]);

    // What is answered and exported afterwards says none of it.
    const { rows } = await product.ask(OFFICER, 'Cases', { infohus: 'koebenhavn' });
    const told = [];
    for (const { caseId } of rows) {
      told.push(await product.ask(OFFICER, 'CaseAsOf', { id: caseId, texts: true }));
      told.push(await product.ask(OFFICER, 'CaseNames', { id: caseId }));
    }
    for (const id of persons) told.push(await product.ask(OFFICER, 'SubjectAccess', { id }));
    const answers = JSON.stringify(told);
    expect(gone.filter((text) => answers.includes(`${text}"`))).toEqual([]);
    expect(await figures()).toBe(reported);
    const signed = { notes: [], keys: [], destroyed: () => list.entries() };
    expect((await verify(store, product.vault, {}, undefined, signed)).wrong).toBeNull();
    expect((await atRest()).match(CANARY)).toBeNull();
  });
});
