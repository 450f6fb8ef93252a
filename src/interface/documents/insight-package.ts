import { zipSync } from 'fflate';
import type { Documents } from '../../application/documents/documents.js';
import type { Language } from '../words/words.js';
import { documentFiles } from './archive.js';
import type { PackView } from './insight.js';
import { pdfPack } from './pdf/insight.js';

/** A person's pack with the documents that both officers looked at, as a .zip; the same pack gives the same bytes. */
export async function zippedPack(
  pack: PackView,
  documents: Pick<Documents, 'open'>,
  language: Language,
): Promise<Uint8Array> {
  const included = pack.documents.filter((one) => one.included).map(({ documentId }) => documentId);
  const files: Record<string, Uint8Array> = {
    'insight.pdf': await pdfPack(pack, language),
    'insight.json': new TextEncoder().encode(`${JSON.stringify(pack, null, 2)}\n`),
  };
  for await (const [name, bytes] of documentFiles(included, documents)) files[name] = bytes;
  // The date of an entry would be that of today.
  return zipSync(files, { mtime: new Date('1980-01-01T12:00:00Z') });
}
