import { z } from 'zod';
import { compare } from '../../../domain/kernel/order.js';
import { type LookWay, WAYS } from '../../../projections/looks/looks.js';
import * as a from '../answers.js';
import { caseRelations } from '../case/case-queries.js';
import { defineQueries, query } from '../define-queries.js';
import * as p from '../params.js';
import { documentsOf } from './documents-of.js';

const seen = z.object({ day: a.text, agency: a.text, role: a.text, way: z.enum(WAYS), count: a.whole });

/** Who has seen what (domain.md rule 11). */
export const accessQueries = defineQueries({
  CaseAccess: query({
    says: 'Who has seen a case, for everybody on it: agency and role by day, the newest first; no user is named',
    path: 'cases/{id}/access',
    tellsOfLooks: true,
    params: { id: p.caseId },
    answer: a.rowsOf(seen),
    may: { action: 'know', object: 'case', hides: true },
    leaves: { consults: 'case-access', id: 'id' },
    relations: caseRelations,
    async find({ id }, { live, store, may, relations: are }) {
      // Who is only asked, or only recorded something in it once, is not on it.
      if (!may('read', 'case', are)) return [];
      const looks = new Map<string, z.output<typeof seen>>();
      const recordIds = [id, ...(await documentsOf([['case', id]], store))];
      for (const { day, agency, role, way: how, count } of await live.beyond.looks({ recordIds })) {
        if (how === 'denied') continue;
        const way = how as LookWay;
        const key = [day, agency, role, way].join(' ');
        looks.set(key, { day, agency, role, way, count: count + (looks.get(key)?.count ?? 0) });
      }
      return [...looks].sort(([x, { day }], [y, other]) => compare(other.day, day) || compare(x, y)).map(([, s]) => s);
    },
  }),
});
