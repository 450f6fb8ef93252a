import { ACUTE } from './acute.js';
import { AMENDMENTS } from './amendments.js';
import { BASES } from './bases.js';
import { CASES } from './cases.js';
import { CONCERNS } from './concerns.js';
import { DAILY } from './daily.js';
import { DEADLINES } from './deadlines.js';
import { MEETINGS } from './meetings.js';
import { PERSONS } from './persons.js';
import { REPORTS } from './reports.js';
import { ROLES } from './roles.js';
import type { Scenario } from './scenario.js';
import { SENTENCES_CASE } from './sentences-case.js';
import { SENTENCES_CONCERN } from './sentences-concern.js';
import { SENTENCES_COURSE } from './sentences-course.js';
import { SENTENCES_DUE } from './sentences-due.js';
import { SENTENCES_DUE_MORE } from './sentences-due-more.js';
import { SENTENCES_EDGE } from './sentences-edge.js';
import { SENTENCES_KINDS } from './sentences-kinds.js';
import { SENTENCES_REST } from './sentences-rest.js';
import { SUPPORT } from './support.js';

export { commandIdOf, type Scenario, T } from './scenario.js';

export const SCENARIOS: readonly Scenario[] = [
  ...CONCERNS,
  ...ACUTE,
  ...BASES,
  ...CASES,
  ...SUPPORT,
  ...DEADLINES,
  ...AMENDMENTS,
  ...MEETINGS,
  ...PERSONS,
  ...ROLES,
  ...REPORTS,
  ...DAILY,
  ...SENTENCES_CONCERN,
  ...SENTENCES_CASE,
  ...SENTENCES_COURSE,
  ...SENTENCES_REST,
  ...SENTENCES_DUE,
  ...SENTENCES_DUE_MORE,
  ...SENTENCES_EDGE,
  ...SENTENCES_KINDS,
];
