import { z } from 'zod';
import * as a from '../answers.js';

/** What a case tells of its daily work (rows B of domain.md). */
export const assessment = z.object({
  assessmentId: a.text,
  personId: a.text,
  agency: a.text,
  at: a.text,
  statements: a.rowsOf(z.object({ statementId: a.text, shareable: z.boolean(), agency: a.text, at: a.text })),
});
export const goal = z.object({
  goalId: a.text,
  courseId: a.text,
  personId: a.text,
  setAt: a.text,
  state: z.enum(['set', 'on-the-way', 'reached', 'changed', 'dropped']),
  reviewedAt: a.orNull(a.text),
});
