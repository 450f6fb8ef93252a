import { access, constants, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from '../../application/ports/blobs.js';

/** Parts as files, a folder a document: for who keeps large things outside of the database. */
export class BlobFolder implements BlobStore {
  constructor(private readonly folder: string) {}

  async put(documentId: string, part: number, sealed: Uint8Array): Promise<void> {
    const own = join(this.folder, documentId);
    await mkdir(own, { recursive: true, mode: 0o700 });
    const file = await open(join(own, String(part).padStart(6, '0')), 'wx', 0o600);
    try {
      await file.writeFile(sealed);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async *parts(documentId: string): AsyncGenerator<Uint8Array> {
    const own = join(this.folder, documentId);
    const names = await readdir(own).catch(() => []);
    for (const name of names.sort()) yield await readFile(join(own, name));
  }

  async remove(documentId: string): Promise<void> {
    await rm(join(this.folder, documentId), { recursive: true, force: true });
  }

  async look(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await access(this.folder, constants.R_OK | constants.W_OK | constants.X_OK);
  }
}
