import type { CaseRow } from './case-list/case-list.js';
import { within } from './case-list/case-query.js';
import type { ConcernRow } from './concern-facts/concern-facts.js';
import { about, all, any, type Condition, granted } from './condition.js';
import type { VisibilityScope } from './scope.js';
import type { RowWallContext } from './wall-context.js';

const cases = about<CaseRow>();
const concerns = about<ConcernRow>();
type Columns = 'infohus' | 'caseId' | 'concernId' | 'deadlineId' | 'viewer' | 'userId' | 'agency' | 'fromAgency';
const rows = about<Readonly<Record<Columns, string>> & { readonly viewers: readonly string[] }>();

/** Of whom all is theirs to know, and of whom some: two arms of one wall. */
interface Wall {
  /** Rows that the reader's agency has a relation to. */
  readonly part: Condition;
  /** These, and those of an Infohus of which the reader knows all. */
  readonly whole: Condition;
}
/** Whether a question of this reach is answered behind the part alone: police know every concern of their Infohus, so theirs is not the agency's. */
export const partly = (reach: VisibilityScope | undefined): boolean =>
  reach !== undefined && !reach.by.includes('infohus-police');
const wall = (whole: Condition, part: Condition): Wall => ({ part, whole: any(whole, part) });

/** Of whatever Infohus the reader belongs to: rows in which no case is told of, or that who asks narrows by what stands in them. */
const ofInfohus = ({ infohuse }: RowWallContext): Wall => {
  const own = rows.within('infohus', infohuse);
  return { part: own, whole: own };
};
const ownCases = (s: RowWallContext) =>
  all(cases.within('infohus', s.infohuse), within({ agency: s.agency, by: ['on-case', 'asked'] }));
const caseWall = (s: RowWallContext) => wall(cases.within('infohus', s.cases), ownCases(s));

const concernWall = (s: RowWallContext) =>
  wall(
    concerns.within('infohus', s.concerns),
    all(
      concerns.within('infohus', s.infohuse),
      any(
        concerns.equal('registeredBy', s.agency),
        concerns.named('caseId', 'case_list', 'caseId', within({ agency: s.agency, by: ['on-case'] })),
      ),
    ),
  );

/**
 * The wall around each read model: which rows a reader's standing reaches at all. Lists ask for fewer, by the same conditions (`within`); the
 * database holds these against every row that a question of a reader touches. Those that are not named here have none: docs/projections.md says why.
 */
export const WALLS: Readonly<Record<string, (s: RowWallContext) => Wall>> = {
  case_list: caseWall,
  concern_facts: concernWall,
  obligations: (s) =>
    wall(rows.within('infohus', s.owed), all(rows.within('infohus', s.infohuse), rows.shares('viewers', s.viewers))),
  obligation_viewers: (s) =>
    wall(rows.within('infohus', s.owed), all(rows.within('infohus', s.infohuse), rows.within('viewer', s.viewers))),
  deadline_alerts: (s) =>
    wall(
      rows.within('infohus', s.owed),
      all(
        rows.within('infohus', s.infohuse),
        rows.named('deadlineId', 'obligations', 'deadlineId', rows.shares('viewers', s.viewers)),
      ),
    ),
  handover_chain: (s) => {
    const of = (that: Condition) => rows.named('caseId', 'case_list', 'caseId', that);
    return wall(any(rows.equal('caseId', s.record), of(caseWall(s).whole)), of(ownCases(s)));
  },
  late_registrations: (s) => {
    const ofCase = rows.named('caseId', 'case_list', 'caseId', ownCases(s));
    const ofConcern = (that: Condition) => rows.named('concernId', 'concern_facts', 'concernId', that);
    const { whole, part } = concernWall(s);
    return wall(any(rows.within('infohus', s.owed), ofConcern(whole)), any(ofCase, ofConcern(part)));
  },
  disclosures: (s) => {
    const part = all(
      rows.within('infohus', s.infohuse),
      any(
        rows.equal('fromAgency', s.agency),
        rows.named('caseId', 'case_list', 'caseId', ownCases(s)),
        rows.named('concernId', 'concern_facts', 'concernId', concernWall(s).part),
      ),
    );
    return wall(
      any(
        all(rows.within('infohus', s.cases), rows.there('caseId')),
        all(rows.within('infohus', s.concerns), rows.there('concernId')),
      ),
      part,
    );
  },
  support: (s) => {
    const counted = rows.within('infohus', s.owed);
    return { part: counted, whole: counted };
  },
  registers: ofInfohus,
  figures: ofInfohus,
  looks: (s) => {
    const own = all(rows.equal('userId', s.userId), rows.equal('agency', s.agency));
    return wall(granted(s.audit), own);
  },
};
