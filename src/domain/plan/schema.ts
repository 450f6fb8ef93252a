import { faultsOf } from './faults.js';
import { shape } from './shape.js';

export { AGENCY_KINDS, type AgencyKind, INDICATOR_KINDS } from './parts.js';
export type { IndicatorDefinition, Plan } from './shape.js';

/**
 * An action plan as data (domain.md rule 14): everything that differs between cities and periods. Every figure names its source.
 * Plan files in `plans/*.json` are checked against this schema when they are read. What a file may leave out: `defaults.ts`.
 */
export const planSchema = shape.superRefine((plan, ctx) => {
  for (const { path, message } of faultsOf(plan)) ctx.addIssue({ code: 'custom', path, message });
});
