// `eraser.ts DIR STEP`: see `killedAtSteps`. What is under way is an erasure that two officers have decided.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { decode } from '../../src/application/codec.js';
import { parseRequest } from '../../src/application/commands/request.js';
import { type ErasureDependencies, Erasures } from '../../src/application/erasing/erasures.js';
import type { Installation } from '../../src/application/installation.js';
import { install } from '../../src/main/compose.js';
import { afterStep } from './steps.js';

const [, , data = '', asked = ''] = process.argv;
const step = Number(asked);
/** What is typed, looking up the keys, the signed list, the keys' end, documents' bytes, the event, the segments' end. */
const STEPS = 7;
/** Stands in all that is sealed, and so nowhere in a file. */
const CANARY = 'KANARIEFUGL-7731';
const PERSON = '5ca1ab1e-0000-4000-8000-000000000001';
const CONCERN = '5ca1ab1e-0000-4000-8000-000000000002';

const installation = await install({ data });
if ((await installation.store.head()).position === 0) await decided(installation);
if (step >= 0) await erase(installation);
await installation.close();

/** A person with a text under a key of a record beside, and two officers who have decided. */
async function decided({ executor, projector, documents, drafts, savedLists }: Installation): Promise<void> {
  const give = async (
    userId: string,
    role: 'coordinator' | 'compliance',
    name: string,
    id: string,
    at: string,
    fields: object,
  ) =>
    executor.execute({
      request: parseRequest(name, { id, at, data: fields }),
      ...{ actor: { userId, agency: 'BIF', role }, kind: 'person', commandId: crypto.randomUUID() },
    });
  const at = '2016-03-01T10:00:00Z';
  await give('u0', 'coordinator', 'RegisterPerson', PERSON, at, { name: CANARY, contact: CANARY });
  const subject = { personId: PERSON, role: 'focus', ageGroup: 'adult' };
  await give('u0', 'coordinator', 'RegisterConcern', CONCERN, at, {
    ...{ infohus: 'koebenhavn', channel: 'professional', receivedAt: at, subjects: [subject], description: CANARY },
  });
  async function* letter() {
    yield Buffer.from(`${CANARY} `.repeat(9_000));
  }
  for (const about of [PERSON, CONCERN]) {
    const { documentId } = await documents.upload({ userId: 'u0', agency: 'BIF', role: 'coordinator' }, letter());
    const attached = { documentId, kind: 'letter', title: CANARY, name: `${CANARY}.txt`, subjects: [PERSON] };
    await give(
      'u0',
      'coordinator',
      'AttachDocument',
      about,
      at,
      about === PERSON ? { ...attached, subjects: [] } : attached,
    );
  }
  await drafts.keep('u0', `/concerns/${CONCERN}/do/GiveAdvice`, { 'data.topic': CANARY });
  await savedLists.save('u0', { name: CANARY, address: '/cases?status=open' });
  await give('u1', 'compliance', 'RequestErasure', PERSON, '2016-12-01T10:00:00Z', { ground: CANARY });
  await give('u2', 'compliance', 'AuthoriseErasure', PERSON, '2016-12-02T10:00:00Z', {
    archiveClearance: CANARY,
  });
  await projector.catchUp();
}

async function erase({ store, erasures, asker, documents }: Installation): Promise<void> {
  const around = Reflect.get(erasures, 'around') as ErasureDependencies;
  await new Erasures(step > 0 ? afterStep(step, around, () => process.kill(process.pid, 'SIGKILL')) : around).run();
  const log = [];
  for await (const batch of store.readAll()) log.push(...batch.map(decode));
  const said = log
    .filter((e) => e.type === 'PersonErased')
    .map((e) => e.data as { readonly erased: readonly string[] });
  const left = await store.readSegments(said.flatMap((s) => s.erased));
  const reader = {
    actor: { userId: 'u3', agency: 'installation', role: 'administrator' },
    purpose: 'operation',
  } as const;
  const attached = log
    .filter((e) => e.type === 'DocumentAttached')
    .map((e) => e.data as { readonly documentId: string });
  const opened = await Promise.allSettled(attached.map(({ documentId }) => documents.open(documentId)));
  const opens = opened.filter(({ status }) => status === 'fulfilled');
  const { ok } = await asker.ask('VerifyLog', {}, reader);
  process.stdout.write(
    `${JSON.stringify({ said, left: left.length, ok, opens: opens.length, clear: holding(CANARY), sees: holding(PERSON).length > 0 })}\n${JSON.stringify({ steps: STEPS })}\n`,
  );
}

/** Tables, indexes, WAL, logs, what was put aside: every file there is. */
function holding(text: string): readonly string[] {
  const forms = (['utf8', 'utf16le'] as const).map((encoding) => Buffer.from(text, encoding));
  return readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(data, name);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}
