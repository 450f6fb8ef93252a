import { describe, expect, it } from '@jest/globals';
import { planFields } from '../../support/plan-fields.js';

/** What declares, checks and compares plans reads every field: that makes it no rule. */
const PLUMBING = /^src\/domain\/plan\/(shape|parts|schema|defaults|faults|doubts|diff)\.ts$/;
const byRule = (file: string) => /^src\/(domain|application|projections)\//.test(file) && !PLUMBING.test(file);
const told = (file: string) => file.startsWith('src/interface/');

/** What a plan says and nothing is decided by: it is shown on pages, in forms or in reports. */
const SAYS = [
  /(^|\.)(source|name|name\.da|name\.en|description|hint)$/,
  /^agencies\[\]\.(units|units\[\]\.code|member|keyStaff)$/,
  /^(anchor|milestones|history|reportTo)\b/,
  /^budget\[\]\.about$/,
  /^(offerKinds|activityKinds|channels|levels|caseTypes)\b/,
  /^indicators\[\]\.(qualifier|targetGroup)$/,
  // The target of a goal is its indicator's; the range is printed.
  /^goals\[\]\.(from|to)$/,
  // There is one calendar.
  /^holidays\.calendar$/,
];
/** Read, but not under their own declaration: tell entries apart, or are given to what reads their like. */
const ALIKE = [
  'milestones[].code',
  'history[].code',
  'offerKinds[].code',
  'caseTypes[].proposesForChildren.agency',
  'caseTypes[].proposesForChildren.unit',
];
describe('Every field of a plan', () => {
  const says = (path: string) => SAYS.some((of) => of.test(path));
  const fields = planFields((path, file) => byRule(file) || (says(path) && told(file)));

  it('is found, at every depth', () => {
    const paths = fields.map((f) => f.path);
    expect(paths).toEqual(expect.arrayContaining(['triageHours.acute', 'agencies[].kind', 'legalBases[].reach.kinds']));
    expect(paths.length).toBeGreaterThan(190);
  });

  it('that limits, allows or aims is read by a rule, whatever the code calls the plan', () => {
    const unread = fields.filter((f) => !says(f.path) && !f.readIn.some(byRule)).map((f) => f.path);
    expect(unread).toEqual([]);
  });

  it('that says something is said somewhere', () => {
    const silent = fields.filter((f) => !f.readIn.some((file) => told(file) || byRule(file))).map((f) => f.path);
    expect(silent.filter((path) => !ALIKE.includes(path))).toEqual([]);
  });
});
