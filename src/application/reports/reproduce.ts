import { z } from 'zod';
import { DEFINITIONS } from '../../domain/indicators/report.js';
import { code, instant, sha256, whole, year } from '../../domain/kernel/schema.js';
import type { ReportsState } from '../../domain/report/state.js';
import { type ClockMoment, foldedAt, recordedAt } from '../queries/moment.js';
import { invalid } from '../refusal.js';
import { basisIn, type Sources, type Years } from './basis.js';
import { type ContentOf, publishedOn } from './publication.js';
import type { Basis } from './report.js';
import type { ShownReport } from './view.js';

/** What must stand in a file for its report to be computed again; the rest of it is what comes of that. */
export const statedIn = z.object({
  infohus: code,
  plan: code,
  planHash: sha256,
  planHashes: z.record(code, sha256).optional(),
  year,
  asOf: z.object({ position: whole, instant: instant.optional(), clock: z.enum(['recorded', 'occurred']).optional() }),
  definitions: z.record(code, z.int().positive()),
  publication: z.int().positive().optional(),
  knowing: z.object({ editions: whole, definitions: z.record(code, z.int().positive()) }).optional(),
  contentHash: z.string(),
});
export type StatedFile = z.output<typeof statedIn>;

/** @throws Refused validation-failed, which says what is missing in it */
export function statedOf(file: unknown): StatedFile {
  const read = statedIn.safeParse(file);
  if (!read.success)
    throw invalid(
      read.error.issues.map((i) => ({
        path: i.path.join('.') || 'file',
        message: `${i.message}: it takes the JSON of a report`,
      })),
    );
  return read.data;
}

/** From the input that a report states, whatever has been learned since. @throws Refused validation-failed where the log, the plan or a definition is not there */
export async function basisAgain(sources: Sources, stated: StatedFile, years?: Years): Promise<Basis> {
  const { store, source } = sources;
  const { position, instant: at, clock } = stated.asOf;
  const head = (await store.head()).position;
  if (position > head)
    throw invalid([
      {
        path: 'asOf.position',
        message: `this log ends at ${head}: it is not the one of the report, or an older copy of it`,
      },
    ]);
  known({ ...stated.knowing?.definitions, ...stated.definitions });
  const moment: ClockMoment = {
    position,
    clock: at ?? (await recordedAt(store, position)),
    ...(at && clock === 'occurred' ? { until: at } : {}),
  };
  const asOf = at && clock ? { instant: at, clock } : { position };
  const { infohus, plan, year: of, definitions, planHash, planHashes } = stated;
  const models = foldedAt(moment, source);
  return basisIn(sources, models, { infohus, plan, year: of, asOf, definitions }, moment, years, {
    planHash,
    planHashes,
  });
}

/** A definition that this version of the product does not have cannot be counted by. */
function known(definitions: StatedFile['definitions']): void {
  const versions = new Set(Object.values(DEFINITIONS).flatMap((all) => all.map((d) => d.version)));
  const unknown = Object.entries(definitions).find(([, version]) => !versions.has(version));
  if (unknown)
    throw invalid([
      {
        path: `definitions.${unknown[0]}`,
        message: `version ${unknown[1]} is not known here: use the version of the product that made the report`,
      },
    ]);
}

/** A published report again, as it was made: knowing what had been published before it, and nothing later. */
export const publishedAgain = (
  basis: Basis,
  publication: number,
  { published }: ReportsState,
  contentOf: ContentOf,
): ShownReport => publishedOn(basis, { published: published.slice(0, publication - 1) }, contentOf);

/** The publications that a withheld report was made knowing. @throws Refused validation-failed where the log has fewer */
export function knownEditions({ published }: ReportsState, editions: number): Pick<ReportsState, 'published'> {
  if (editions <= published.length) return { published: published.slice(0, editions) };
  const message = `this log has ${published.length} publications: it is not the one of the report, or an older copy of it`;
  throw invalid([{ path: 'knowing.editions', message }]);
}

/**
 * Who may not see every figure has a report computed again, not one made up: by what a file states, any moment could be asked about as if nothing had
 * been published since, and its hash tried out. @throws Refused validation-failed
 */
export function toldBefore({ publication, knowing, contentHash }: StatedFile, { published }: ReportsState): void {
  if (knowing) return;
  if (publication === undefined)
    throw invalid([{ path: 'file', message: 'it tells every figure: it is computed again by who may see them all' }]);
  if (published[publication - 1]?.report.contentHash !== contentHash)
    throw invalid([{ path: 'publication', message: `publication ${publication} of this log is another one` }]);
}

/** The same of a withheld report, once it is computed. @throws Refused validation-failed */
export async function toldToThem(
  { knowing, contentHash, asOf }: StatedFile,
  again: ShownReport,
  { published }: ReportsState,
  store: Sources['store'],
): Promise<void> {
  const next = knowing && published[knowing.editions];
  const isLater = next !== undefined && (await recordedAt(store, asOf.position)) > next.at;
  if (isLater || again.contentHash !== contentHash)
    throw invalid([{ path: 'contentHash', message: 'a report with this content was not made from this log' }]);
}

/** What a file says otherwise than the report computed again, by its path in the JSON; the first ones. */
export function differing(file: unknown, again: unknown, path = ''): readonly string[] {
  if (Object.is(file, again)) return [];
  if (typeof file !== 'object' || typeof again !== 'object' || file === null || again === null)
    return [`${path}: ${JSON.stringify(file)} in the file, ${JSON.stringify(again)} computed again`];
  const [a, b] = [file, again] as readonly Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
  return keys.flatMap((key) => differing(a?.[key], b?.[key], path ? `${path}.${key}` : key));
}
