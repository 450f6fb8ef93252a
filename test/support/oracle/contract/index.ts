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
];
