import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Bundle } from '../../application/audit/ledger.js';
import type { Documents } from '../../application/documents/documents.js';
import type { Answer } from '../../application/queries/catalogue.js';
import { archiveAnswer } from '../../application/queries/rights/archive-queries.js';
import { Refused } from '../../application/refusal.js';
import type { Language } from '../words/words.js';
import { pdfCase } from './pdf/case.js';

type ArchivedCase = Answer<'CaseArchive'>;
interface ArchiveMaterial {
  /** Of each event of the case, in its order. */
  readonly proofs: readonly Bundle[];
  /** Where the bytes of what hangs on the case are. */
  readonly documents: Pick<Documents, 'open'>;
  /** By which the checkpoint is checked; whoever checks has it from elsewhere. */
  readonly verifierKey: string;
  /** The program that checks, so that the package needs nothing else. */
  readonly program: Uint8Array;
  readonly language: Language;
}
/** Name and bytes. */
export type PackagedFile = readonly [name: string, bytes: Uint8Array];

/**
 * A closed case as files: for reading, for machines, and for whoever checks it without us. The same case gives the same bytes. One after the other,
 * so that of many documents one lies in memory at a time; the manifest of all comes last.
 */
export async function* archivePackage(found: ArchivedCase, material: ArchiveMaterial): AsyncGenerator<PackagedFile> {
  const hashes: Record<string, string> = {};
  for await (const file of contents(found, material)) {
    const [name, bytes] = file;
    hashes[name] = createHash('sha256').update(bytes).digest('hex');
    yield file;
  }
  yield ['manifest.json', json({ files: hashes })];
}

async function* contents(
  found: ArchivedCase,
  { proofs, documents, verifierKey, program, language }: ArchiveMaterial,
): AsyncGenerator<PackagedFile> {
  yield ['README.md', text(readme(found, verifierKey))];
  yield ['case.pdf', await pdfCase(found, language)];
  yield ['case.json', json(found)];
  yield ['schema.json', json(z.toJSONSchema(archiveAnswer, { io: 'output', unrepresentable: 'any' }))];
  yield ['sagsspor-verify.mjs', program];
  // What was attached and not taken off again.
  yield* documentFiles([...hangingIn(found.case.timeline)], documents);
  for (const proof of proofs) yield [`proofs/${String(proof.event.position).padStart(10, '0')}.json`, json(proof)];
}

/** Of these documents what was not erased; of those that were nothing is enclosed. */
export async function* documentFiles(
  ids: readonly string[],
  documents: Pick<Documents, 'open'>,
): AsyncGenerator<PackagedFile> {
  for (const id of ids) {
    const opened = await documents.open(id).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'not-found') return undefined;
      throw error;
    });
    if (!opened) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.bytes) chunks.push(chunk);
    yield [`documents/${id}.${ENDINGS[opened.mediaType] ?? 'bin'}`, Buffer.concat(chunks)];
  }
}
function hangingIn(timeline: ArchivedCase['case']['timeline']): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { type, data, annulled } of timeline) {
    const { documentId } = data as { readonly documentId?: string };
    if (annulled || documentId === undefined) continue;
    if (type === 'DocumentAttached') ids.add(documentId);
    if (type === 'DocumentDetached') ids.delete(documentId);
  }
  return ids;
}

/** What may be attached (B-1), as a reader's machine knows it. */
const ENDINGS: Readonly<Record<string, string>> = {
  ...{ 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg', 'image/tiff': 'tif' },
  ...{ 'text/plain': 'txt', 'message/rfc822': 'eml', 'application/vnd.oasis.opendocument.text': 'odt' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

const text = (written: string) => new TextEncoder().encode(written);
const json = (value: unknown) => text(`${JSON.stringify(value, null, 2)}\n`);

const readme = (
  { case: { caseId, number, closedAt, infohus, timeline } }: ArchivedCase,
  key: string,
) => `# ${number ?? caseId}

A closed case of Infohus ${infohus}, closed ${closedAt ?? ''}, ${timeline.length} events. Delivered by Sagsspor; nothing of it is needed to read or to check this folder.

| file | what it is |
|---|---|
| case.pdf | for reading |
| case.json | the same for machines: the case, each event with its texts, the chain of responsibility, names |
| schema.json | JSON Schema of case.json |
| proofs/ | of each event its bytes as they were recorded, and that they stand at their position in the log that was signed (RFC 9162, C2SP signed note) |
| documents/ | what was attached to the case and is still on it, by the id of its event DocumentAttached, which says its SHA-256 |
| manifest.json | SHA-256 of each of these files |
| sagsspor-verify.mjs | checks all of it with Node and nothing else |

    node sagsspor-verify.mjs . --key '${key}'

Take the key from whoever kept it for you, not from here. What is proven: that these are all events of the case, in their order, by whom, when and about what, unchanged since
they were signed. A text (a name, a description) is sealed: the event proves its ciphertext, not its words, and a text that was erased since is shown as [erased].
`;
