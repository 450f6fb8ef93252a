import { attaching } from '../document/attaching.js';
import { compose } from '../kernel/compose.js';
import { withSurvivors } from '../person/merged.js';
import { assessment, ownControllers } from './assessment.js';
import { refusalWhenClosed } from './closing.js';
import { courses } from './courses.js';
import { duties } from './duties.js';
import { goals } from './goals.js';
import { handover } from './handover.js';
import { life } from './life.js';
import { objection } from './objection.js';
import { offers } from './offers.js';
import { personsIn } from './persons.js';
import { rectifying } from './rectification.js';
import { referral } from './referral.js';
import { security } from './security.js';
import { sharing } from './sharing.js';
import { standsOn, triageCopies } from './standing-on.js';
import { type CaseState, caseAggregate } from './state.js';
import { subjects } from './subjects.js';
import { transfer } from './transfer.js';
import { work } from './work.js';

/** A case (sagsforløb): what follows a substantiated concern, held by exactly one agency at a time. */
export const caseDecider = compose(
  caseAggregate,
  {
    exists: (s) => s.status !== 'none',
    infohus: (s) => s.infohus || undefined,
    since: (s) => s.openedAt,
    controller: (s, type) => (ownControllers.has(type) ? undefined : s.responsible || undefined),
    refusalWhere: refusalWhenClosed,
    related: (s, context) => withSurvivors(personsIn(s), context),
    restsOn: standsOn,
    copies: triageCopies,
  },
  [
    life,
    subjects,
    work,
    assessment,
    sharing,
    rectifying<CaseState, 'case'>('case', ['worker']),
    referral,
    handover,
    transfer,
    duties,
    offers,
    objection,
    courses,
    goals,
    security,
    attaching<CaseState, 'case'>('case', ['worker']),
  ],
);
