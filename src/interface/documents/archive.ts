import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Bundle } from '../../application/audit/ledger.js';
import type { Documents } from '../../application/documents/documents.js';
import { archiveAnswer } from '../../application/queries/archive-queries.js';
import type { Answer } from '../../application/queries/catalogue.js';
import { Refused } from '../../application/refusal.js';
import type { Language } from '../words/words.js';
import { pdfCase } from './pdf/case.js';

type ArchivedCase = Answer<'CaseArchive'>;
interface ArchiveMaterial {
  /** Of each event of the case, in its order. */
  readonly proofs: readonly Bundle[];
  /** What hangs on the case and was not erased: media type and bytes, by id. */
  readonly documents: DocumentBytes;
  /** By which the checkpoint is checked; whoever checks has it from elsewhere. */
  readonly verifierKey: string;
  /** The program that checks, so that the package needs nothing else. */
  readonly program: Uint8Array;
  readonly language: Language;
}

/** A closed case as files: for reading, for machines, and for whoever checks it without us. The same case gives the same bytes. */
export async function archivePackage(
  found: ArchivedCase,
  { proofs, documents, verifierKey, program, language }: ArchiveMaterial,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([
    ['README.md', text(readme(found, verifierKey))],
    ['case.pdf', await pdfCase(found, language)],
    ['case.json', json(found)],
    ['schema.json', json(z.toJSONSchema(archiveAnswer, { io: 'output', unrepresentable: 'any' }))],
    ['sagsspor-verify.mjs', program],
    ...documentFiles(documents),
    ...proofs.map((proof): [string, Uint8Array] => [
      `proofs/${String(proof.event.position).padStart(10, '0')}.json`,
      json(proof),
    ]),
  ]);
  const hashes = [...files].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]);
  return files.set('manifest.json', json({ files: Object.fromEntries(hashes) }));
}

export const documentFiles = (documents: DocumentBytes): readonly [string, Uint8Array][] =>
  [...documents].map(([id, { mediaType, bytes }]) => [`documents/${id}.${ENDINGS[mediaType] ?? 'bin'}`, bytes]);

/** What was attached and not taken off again, by id; one that was erased is not among them. */
export async function hangingOn(
  { case: { timeline } }: ArchivedCase,
  documents: Pick<Documents, 'open'>,
): Promise<DocumentBytes> {
  return bytesOf([...hangingIn(timeline)], documents);
}
export type DocumentBytes = ReadonlyMap<string, { readonly mediaType: string; readonly bytes: Uint8Array }>;

/** Of these documents what was not erased. */
export async function bytesOf(ids: readonly string[], documents: Pick<Documents, 'open'>): Promise<DocumentBytes> {
  const found = new Map<string, { readonly mediaType: string; readonly bytes: Uint8Array }>();
  for (const id of ids) {
    const opened = await documents.open(id).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'not-found') return undefined;
      throw error;
    });
    if (!opened) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of opened.bytes) chunks.push(chunk);
    found.set(id, { mediaType: opened.mediaType, bytes: Buffer.concat(chunks) });
  }
  return found;
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
