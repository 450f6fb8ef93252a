import { parseRequest } from '../../application/commands/request.js';
import type { Installation } from '../../application/installation.js';
import { type RetainedRecord, retained } from '../../application/queries/rights/retention.js';
import { uuidv5 } from '../../application/uuidv5.js';
import type { Actor } from '../../domain/kernel/event.js';
import { KOEBENHAVN, KOEGE } from './demo-data/city/towns.js';

/** A command takes no more at once. */
const AT_ONCE = 500;
type Cleared = Pick<Installation, 'live' | 'book' | 'clock' | 'executor' | 'projector' | 'erasures'>;

/**
 * What has been kept as long as the plan says goes as it would have gone: proposed by one officer, authorised by another with the clearance of
 * the archive, and erased. What the demo is to show for good is left (`keeps`).
 */
export async function clearExpired(installation: Cleared, keeps: ReadonlySet<string>): Promise<void> {
  const ids: string[] = [];
  for (const town of [KOEBENHAVN, KOEGE]) {
    const records = (await dueIn(installation, town.infohus)).filter(({ recordId }) => !keeps.has(recordId));
    const id = await proposed(installation, town.compliance as Actor, town.infohus, records);
    if (id === undefined) continue;
    ids.push(id);
    const archiveClearance = 'Opdigtet: arkivet har ikke brug for det.';
    await give(installation, 'AuthoriseDisposal', id, town.complianceToo as Actor, { archiveClearance });
  }
  if (ids.length === 0) return;
  await installation.erasures.run();
  await installation.projector.catchUp();
}

/** What is left waits for the archive. */
export async function proposeExpired(installation: Cleared, only: ReadonlySet<string>): Promise<void> {
  for (const { infohus, compliance } of [KOEBENHAVN, KOEGE]) {
    const records = (await dueIn(installation, infohus)).filter(({ recordId }) => only.has(recordId));
    await proposed(installation, compliance as Actor, infohus, records);
  }
}

async function dueIn({ live, book, clock }: Cleared, infohus: string): Promise<readonly RetainedRecord[]> {
  const all = await retained(live, infohus, book.plans, clock.now());
  return all.filter(({ kind, state }) => kind !== 'document' && state === 'due').slice(0, AT_ONCE);
}

async function proposed(around: Cleared, actor: Actor, infohus: string, due: readonly RetainedRecord[]) {
  if (due.length === 0) return undefined;
  const id = uuidv5(`disposal/${infohus}/${around.clock.now()}`);
  const records = due.map(({ kind, recordId }) => ({ kind, recordId }));
  await give(around, 'ProposeDisposal', id, actor, { records, ground: 'Opdigtet: opbevaret, så længe planen siger.' });
  return id;
}

const give = ({ executor }: Cleared, name: string, id: string, actor: Actor, data: object) =>
  executor.execute({
    request: parseRequest(name, { id, data }),
    actor,
    kind: 'import',
    commandId: uuidv5(`${name}/${id}`),
  });
