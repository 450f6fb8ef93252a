import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Zip, ZipDeflate } from 'fflate';
import type { PackagedFile } from '../documents/archive.js';
import { Usage } from './session.js';

type Files = AsyncIterable<PackagedFile>;
/** Whole under its name or not at all; nobody else on the machine reads it, and one that is there is not written over. */
async function whole(out: string, write: (draft: string) => Promise<readonly string[]>): Promise<readonly string[]> {
  if (existsSync(out)) throw new Usage(`${out} is there already: name a place where nothing is`);
  const draft = `${out}.${randomBytes(6).toString('hex')}.part`;
  try {
    const names = await write(draft);
    renameSync(draft, out);
    return names;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** @returns the names of the files. @throws Usage where something is there */
export const intoFolder = (out: string, files: Files): Promise<readonly string[]> =>
  whole(out, async (draft) => {
    const names: string[] = [];
    mkdirSync(draft, { mode: 0o700 });
    for await (const [name, bytes] of files) {
      const file = join(draft, name);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
      names.push(name);
    }
    return names;
  });

/** The same as a .zip, which is written as it grows. */
export const intoZip = (out: string, files: Files): Promise<readonly string[]> =>
  whole(out, async (draft) => {
    const names: string[] = [];
    const handle = openSync(draft, 'wx', 0o600);
    try {
      const zip = new Zip((error, chunk) => {
        if (error) throw error;
        for (let done = 0; done < chunk.length; ) done += writeSync(handle, chunk, done);
      });
      for await (const [name, bytes] of files) {
        const entry = new ZipDeflate(name);
        entry.mtime = DATE;
        zip.add(entry);
        entry.push(bytes, true);
        names.push(name);
      }
      zip.end();
    } finally {
      closeSync(handle);
    }
    return names;
  });
/** The date of an entry would be that of today. */
const DATE = new Date('1980-01-01T12:00:00Z');
