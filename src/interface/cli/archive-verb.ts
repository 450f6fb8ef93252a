import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../../application/audit/ledger.js';
import { intoFolder, intoZip } from './archive-files.js';
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
    const { archivePackage } = await import('../documents/archive.js');
    const found = await ask('CaseArchive', { id });
    // A proof needs a checkpoint that was signed after the event.
    await keeper.now((error) => say(error instanceof Error ? error.message : 'a witness is away'));
    const proofs: Bundle[] = [];
    const positions = found.case.timeline.map((e) => e.position).sort((a, b) => a - b);
    for (const position of positions) proofs.push(await ledger.prove(position));
    const files = archivePackage(found, {
      ...{ proofs, documents, language: lang },
      ...{ verifierKey: verifier, program: readFileSync(programFile()) },
    });
    const names = await (out.endsWith('.zip') ? intoZip(out, files) : intoFolder(out, files));
    if (flags.json) print({ out, files: names, events: positions.length, verifier });
    else
      process.stdout.write(`${out}: ${positions.length} events; node sagsspor-verify.mjs ${out} --key '${verifier}'\n`);
  });

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
