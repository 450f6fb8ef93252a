import { z } from 'zod';
import { code, instant, sha256, whole, year } from '../kernel/schema.js';

const figure = z.number().nullable();

/** One line of a report as it was shown; of a published one null for what is withheld. */
const indicator = z.strictObject({
  id: code,
  value: figure,
  numerator: figure,
  denominator: figure,
  unknown: figure,
  target: figure,
  met: z.boolean().nullable(),
  baseline: z.array(z.strictObject({ year, value: figure })),
  suppressed: z.boolean().optional(),
});

/**
 * All that a report was computed from, and what came of it. `judgedAt`: the instant that limits were judged by. `clock`: where the report was
 * asked for as of that instant, by which time; without it, as of the position.
 */
export const frozenFirst = {
  infohus: code,
  planId: code,
  planHash: sha256,
  year,
  position: whole,
  judgedAt: instant,
  clock: z.enum(['recorded', 'occurred']).optional(),
  headHash: sha256,
  definitionHash: sha256,
  /** The version of the definition that each indicator was counted by. */
  definitions: z.record(code, z.int().positive()),
  codeVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  contentHash: sha256,
  indicators: z.array(indicator),
};
/** `publication`: 1, 2, 3 … of the Infohus, all plans and years: each is made knowing those before it. */
const publication = { publication: z.int().positive(), suppressBelow: z.int().positive() };
export const publishedFirst = { ...frozenFirst, ...publication };

/** The content of every plan of the Infohus, by its id: a limit goes by the plan in force on its day. The first reports state only their own. */
const planHashes = z.record(code, sha256).optional();
export const frozen = { ...frozenFirst, planHashes };
export const published = { ...publishedFirst, planHashes };
