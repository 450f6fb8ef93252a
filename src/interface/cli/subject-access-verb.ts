import { writeFileSync } from 'node:fs';
import { packText } from '../documents/insight.js';
import type { Language } from '../words/words.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';
import { table } from './tables.js';

export interface AccessFlags extends Common {
  readonly withhold?: string;
  readonly documents?: string;
  readonly out?: string;
  readonly lang?: string;
}

/** `subject-access PERSON`: the pack of who asks what is held about them; a PDF with --out FILE.pdf, with documents FILE.zip, else what stands in it. */
export const subjectAccessVerb = (id: string, flags: AccessFlags): Promise<void> =>
  withInstallation(flags, async ({ documents: kept }, ask) => {
    const { withhold, documents, out, lang = 'da' } = flags;
    if (lang !== 'da' && lang !== 'en') throw new Usage('--lang takes da or en');
    const pack = await ask('SubjectAccess', { id, withhold, documents });
    if (!pack.readByTwo) say('a draft: it may leave the house once another officer has drawn up the same');
    if (out !== undefined) {
      // What is in it is for one person: nobody else of the machine reads the file.
      writeFileSync(out, await written(out), { mode: 0o600, flag: 'wx' });
    }
    if (flags.json) return print(pack);
    const { held, looks } = packText(pack, lang);
    const shown = held.map(({ day, what }) => ({ day, what }));
    process.stdout.write(`${shown.length === 0 ? 'nothing' : table(shown)}\nlooked at on ${looks.length} days\n`);

    // What writes a PDF is loaded by who asks for one: it takes a good part of the start of every verb.
    async function written(file: string) {
      if (file.endsWith('.zip'))
        return (await import('../documents/insight-package.js')).zippedPack(pack, kept, lang as Language);
      if (!file.endsWith('.pdf')) return JSON.stringify(pack, null, 2);
      return (await import('../documents/pdf/insight.js')).pdfPack(pack, lang as Language);
    }
  });
