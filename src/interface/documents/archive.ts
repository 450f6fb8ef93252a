import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Bundle } from '../../application/audit/ledger.js';
import { archiveAnswer } from '../../application/queries/archive-queries.js';
import type { Answer } from '../../application/queries/catalogue.js';
import type { Language } from '../words/words.js';
import { pdfCase } from './pdf/case.js';

type ArchivedCase = Answer<'CaseArchive'>;
interface Around {
  /** Of each event of the case, in its order. */
  readonly proofs: readonly Bundle[];
  /** By which the checkpoint is checked; whoever checks has it from elsewhere. */
  readonly verifierKey: string;
  /** The program that checks, so that the package needs nothing else. */
  readonly program: Uint8Array;
  readonly language: Language;
}

/** A closed case as files: for reading, for machines, and for whoever checks it without us. The same case gives the same bytes. */
export async function archivePackage(
  found: ArchivedCase,
  { proofs, verifierKey, program, language }: Around,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([
    ['README.md', text(readme(found, verifierKey))],
    ['case.pdf', await pdfCase(found, language)],
    ['case.json', json(found)],
    ['schema.json', json(z.toJSONSchema(archiveAnswer, { io: 'output', unrepresentable: 'any' }))],
    ['sagsspor-verify.mjs', program],
    ...proofs.map((proof): [string, Uint8Array] => [
      `proofs/${String(proof.event.position).padStart(10, '0')}.json`,
      json(proof),
    ]),
  ]);
  const hashes = [...files].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]);
  return files.set('manifest.json', json({ files: Object.fromEntries(hashes) }));
}

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
| manifest.json | SHA-256 of each of these files |
| sagsspor-verify.mjs | checks all of it with Node and nothing else |

    node sagsspor-verify.mjs . --key '${key}'

Take the key from whoever kept it for you, not from here. What is proven: that these are all events of the case, in their order, by whom, when and about what, unchanged since
they were signed. A text (a name, a description) is sealed: the event proves its ciphertext, not its words, and a text that was erased since is shown as [erased].
`;
