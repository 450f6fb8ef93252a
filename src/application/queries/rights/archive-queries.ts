import { z } from 'zod';
import { invalid } from '../../refusal.js';
import { caseQueries, caseRelations } from '../case/case-queries.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';

const { CaseAsOf, CaseHandovers, CaseNames } = caseQueries;
export const archiveAnswer = z.object({
  case: CaseAsOf.answer,
  handovers: CaseHandovers.answer,
  /** By id; who was erased has none. */
  names: CaseNames.answer,
});

/** What is delivered to an archive, or to another Infohus for safe keeping: a closed case with all that it says. */
export const archiveQueries = defineQueries({
  CaseArchive: query({
    says: 'A closed case as it is delivered to the archive: its events with texts and names, and its chain of responsibility',
    params: { id: p.caseId },
    answer: archiveAnswer,
    may: { action: 'read', object: 'archive', hides: true },
    leaves: { exports: 'case-archive' },
    relations: caseRelations,
    async find({ id }, asking) {
      const found = await CaseAsOf.find({ id, at: undefined, clock: undefined, texts: true }, asking);
      if (found.status !== 'closed') throw invalid([{ path: 'id', message: 'is of a case that is not closed' }]);
      const handovers = await CaseHandovers.find({ id, at: undefined, clock: undefined }, asking);
      return { case: found, handovers, names: await CaseNames.find({ id }, asking) };
    },
  }),
});
