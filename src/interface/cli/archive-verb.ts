import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import type { Bundle } from '../../application/audit/ledger.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';

export interface ArchiveFlags extends Common {
  readonly out?: string;
  readonly lang?: string;
}
const PROGRAM = 'verifier/sagsspor-verify.mjs';

/** `archive CASE --out FOLDER`: a closed case as a folder, or a .zip of it, that anybody can read and check without us. */
export const archiveVerb = (id: string, { out, lang = 'da', ...flags }: ArchiveFlags): Promise<void> =>
  withInstallation(flags, async ({ ledger, keeper, verifier, documents }, ask) => {
    if (out === undefined) throw new Usage('--out says which folder, or .zip, is to be made');
    if (lang !== 'da' && lang !== 'en') throw new Usage('--lang takes da or en');
    // What writes paper takes a sixth of the time in which the command line is loaded.
    const { archivePackage, hangingOn } = await import('../documents/archive.js');
    const found = await ask('CaseArchive', { id });
    // A proof needs a checkpoint that was signed after the event.
    await keeper.now((error) => say(error instanceof Error ? error.message : 'a witness is away'));
    const proofs: Bundle[] = [];
    const positions = found.case.timeline.map((e) => e.position).sort((a, b) => a - b);
    for (const position of positions) proofs.push(await ledger.prove(position));
    const attached = await hangingOn(found, documents);
    const around = {
      proofs,
      documents: attached,
      verifierKey: verifier,
      program: readFileSync(programFile()),
      language: lang,
    } as const;
    const files = await archivePackage(found, around);
    if (out.endsWith('.zip')) {
      // The date of an entry would be that of today.
      const zipped = zipSync(Object.fromEntries(files), { mtime: new Date('1980-01-01T12:00:00Z') });
      writeFileSync(out, zipped, { mode: 0o600, flag: 'wx' });
    } else writeFolder(out, files);
    if (flags.json) print({ out, files: [...files.keys()], events: positions.length, verifier });
    else
      process.stdout.write(`${out}: ${positions.length} events; node sagsspor-verify.mjs ${out} --key '${verifier}'\n`);
  });

/** Nobody else on the machine reads it; one that is there is not written over. */
function writeFolder(out: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(out, { mode: 0o700 });
  for (const [name, bytes] of files) {
    const file = join(out, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
  }
}

/** Beside the program, however deep it was built to. */
function programFile(): string {
  for (const up of ['../../../', '../../../../', '../../../../../']) {
    const file = fileURLToPath(new URL(`${up}${PROGRAM}`, import.meta.url));
    try {
      readFileSync(file);
      return file;
    } catch {
      // one further up
    }
  }
  return PROGRAM;
}
