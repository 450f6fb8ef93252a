import { caseList } from './case-list/case-list.js';
import { concernFacts } from './concern-facts/concern-facts.js';
import { deadlineAlerts } from './deadline-alerts/deadline-alerts.js';
import { disclosures } from './disclosures/disclosures.js';
import { figures } from './figures/figures.js';
import { handoverChain } from './handover-chain/handover-chain.js';
import { lateRegistrations } from './late-registrations/late-registrations.js';
import { looks } from './looks/looks.js';
import { numbers } from './numbers/numbers.js';
import { persons } from './persons/persons.js';
import type { Projection } from './projection.js';
import { references } from './references/references.js';
import { registers } from './registers/registers.js';
import { support } from './support/support.js';

/** Every read model there is. A new one is a folder and a line here. */
export const projections = [
  concernFacts,
  caseList,
  handoverChain,
  figures,
  registers,
  deadlineAlerts,
  lateRegistrations,
  support,
  persons,
  references,
  numbers,
  looks,
  disclosures,
] as unknown as readonly Projection[];
export {
  caseList,
  concernFacts,
  deadlineAlerts,
  disclosures,
  figures,
  handoverChain,
  lateRegistrations,
  looks,
  numbers,
  persons,
  references,
  registers,
  support,
};
