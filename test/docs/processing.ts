import { POLICY } from '../../src/application/authorization/policy.js';
import { DEFAULTS } from '../../src/domain/plan/defaults.js';
import { aggregates } from '../../src/domain/registry.js';
import { loadPlans } from '../../src/infrastructure/plans/plan-files.js';
import { sealedPaths } from './sealed-paths.js';

const plans = loadPlans('plans').map(({ plan }) => plan);
const list = (all: readonly string[]) => [...new Set(all)].sort().join(', ');

/** The record of processing activities (GDPR art. 30): what only the declarations know is taken from them. */
export function processingMarkdown(): string {
  const rows = aggregates
    .map(({ aggregate, events }) => {
      const fields = Object.values(events).flatMap((e) => sealedPaths(e.schema));
      return { aggregate, events: Object.keys(events).length, fields };
    })
    .filter(({ fields }) => fields.length > 0)
    .sort((a, b) => (a.aggregate < b.aggregate ? -1 : 1));
  const rules = [...new Set(plans.flatMap((p) => p.retention.map((r) => r.of)))].sort();
  const months = (of: string) =>
    list(plans.flatMap((p) => p.retention.filter((r) => r.of === of).map((r) => `${r.months}`)));
  return `# Record of processing activities (GDPR article 30)

Of one installation, per controller: each agency for what it records, and for what it received (KØ-11). Figures are taken from the declarations by \`UPDATE_DOCS=1 npm run spec -- test/docs\`; brackets are for the authority.

| asked for | answer |
|---|---|
| (a) controller, representative, data protection officer | [name and contact]; in each event the agency that controls it |
| (b) purposes | to prevent crime by voluntary help (\`crime-prevention\`; no other purpose can be expressed); ${list(POLICY.map((l) => l.purpose))} are the purposes of a reading |
| (c) data subjects | persons of concern, many of them minors; relatives; who gives notice; mentors and coaches; staff |
| (c) categories of data | below; categories that a disclosure can name: see [permissions](permissions.md) and [events](events.md) |
| (d) recipients | agencies of the plans: ${list(plans.flatMap((p) => p.agencies.map((g) => g.code)))}; each disclosure is an event with its basis |
| (d) legal bases of disclosures | ${list(plans.flatMap((p) => p.legalBases.map((b) => b.code)))} |
| (e) third countries | none by the product |
| (f) time limits | below; by two officers and the clearance of the archive ([erasure](erasure.md)) |
| (g) security | [security](security.md), [threat model](threat-model.md): texts sealed under keys per person and record, need to know, every reading recorded, a signed ledger |

## What is sealed

| record | kinds of event | sealed fields | which |
|---|---|---|---|
${rows.map((r) => `| ${r.aggregate} | ${r.events} | ${new Set(r.fields).size} | ${list(r.fields)} |`).join('\n')}

## How long it is kept

| rule | months, by the plans | counted from |
|---|---|---|
${rules.map((of) => `| ${of} | ${months(of)} | ${of === 'case' ? 'the closing' : 'the dismissal or qualification'} |`).join('\n')}
${DEFAULTS.retention.map((r) => `| ${r.of} | ${r.months} where the plan is silent | ${r.of === 'access' ? 'the reading: older ones are no part of an extract' : r.of === 'hotline' ? 'the call' : 'the closing'} |`).join('\n')}
`;
}
