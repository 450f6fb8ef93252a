import type { NextFunction, Request, Response } from 'express';
import type { OpenFigures, OpenReport } from '../../../application/reports/open-figures.js';
import { csvReport } from '../../documents/csv.js';
import { tableMetadata } from '../../documents/open-data/csvw.js';
import { CATALOGUE, metadataName, type Opening, tableName } from '../../documents/open-data/opening.js';
import type { Language } from '../../words/words.js';
import { pageFor, type Shell } from '../layout.js';
import { OpenDataPage } from './open-data-page.js';

/** Seconds: a publication is the work of weeks. */
const KEPT_FOR = 3_600;
const PAGES: Readonly<Record<string, Language>> = { '/': 'da', '/en': 'en' };

interface Found {
  readonly type: string;
  readonly body: string;
}

/** Stands before anything that looks at a session: whoever asks, the answer is the same, and may be kept by anybody on the way. */
export function openDataDoor(figures: Pick<OpenFigures, 'newest'>, opening: Opening, shell: Shell) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    try {
      const found = await answer(request.path, await figures.newest(), opening, shell);
      if (!found) return next();
      response.setHeader('Cache-Control', `public, max-age=${KEPT_FOR}`);
      // Machines of anybody's own site may read what is open.
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.type(found.type).send(found.body);
    } catch (error) {
      next(error);
    }
  };
}

async function answer(
  path: string,
  open: readonly OpenReport[],
  opening: Opening,
  shell: Shell,
): Promise<Found | undefined> {
  const language = PAGES[path];
  if (language) {
    const page = pageFor(language, undefined, path, undefined, shell);
    return { type: 'html', body: `<!doctype html>${OpenDataPage({ page, open, opening })}` };
  }
  const name = path.slice(1);
  if (name === CATALOGUE) {
    const { catalogue } = await import('../../documents/open-data/catalogue.js');
    return { type: 'text/turtle; charset=utf-8', body: await catalogue(open, opening) };
  }
  const table = open.find(({ view }) => tableName(view) === name);
  if (table) return { type: 'text/csv; charset=utf-8', body: csvReport(table.view, 'da') };
  const told = open.find(({ view }) => metadataName(view) === name);
  if (!told) return undefined;
  return {
    type: 'application/csvm+json; charset=utf-8',
    body: `${JSON.stringify(tableMetadata(told, opening), null, 2)}\n`,
  };
}
