import { describe, expect, it } from '@jest/globals';
import { generate, generateSmall, IMPORTED_AT } from '../generator/index.js';
import { ROWS } from './commands.js';
import { dailyRows } from './commands-daily.js';
import { consult, handovers, parseInstant } from './index.js';
import { REST } from './rest.js';

const instant = (text: string): number => parseInstant(text) ?? Number.NaN;

describe('the generator', () => {
  const lines = generate(1, 400, { contract: 'amended' });
  const oracle = consult([lines.join('\n')], IMPORTED_AT);

  it('writes the same file for the same seed, and another for another', () => {
    expect(generate(1, 400, { contract: 'amended' })).toEqual(lines);
    expect(generate(2, 5)).not.toEqual(generate(1, 5));
    for (const seed of [1, 2, 3]) expect(generateSmall(seed).length).toBeGreaterThanOrEqual(40);
  });

  it('has every command of concerns, cases, persons and figures accepted at least once, but what the system gives', () => {
    const refused = new Set(oracle.importResult.refused.map(({ line }) => line));
    const accepted = lines.filter((_, at) => !refused.has(at + 1)).map((line) => JSON.parse(line).command);
    // Rows B are written by test/differential/daily.spec.ts.
    const rows = Object.entries(ROWS).filter(([name, row]) => !REST.has(row.aggregate) && !(name in dailyRows));
    const missing = rows.map(([name]) => name).filter((name) => !accepted.includes(name));
    expect(missing).toEqual(['CameOfAge']);
  });

  it('breaks every refusal of concern and case, and every code an import can answer', () => {
    const found = new Set(oracle.importResult.refused.map(({ code, rule }) => rule ?? code));
    const listed = `occurred-in-future police-sets-final-severity final-severity-stands concern-ended concern-has-case
      unknown-original case-needs-substantiated-concern unknown-agency already-triaged not-in-case disclosure-needs-basis
      basis-not-for-these-agencies no-investigation-purpose security-hold not-the-receiver not-pending already-responsible
      handover-pending one-open-offer case-closed offer-not-open guardian-consent-missing offer-not-declined offer-accepted
      do-not-contact no-open-reoffer no-consent course-exists no-such-course course-not-active course-not-completed
      no-security-hold no-objection age-group-contradicts own-infohus not-annullable not-correctable same-person
      already-merged glass-not-needed own-break-glass already-reviewed active-course open-obligations case-open not-on-case no-such-event out-of-order validation-failed
      not-found not-permitted already-exists idempotency-mismatch`.split(/\s+/);
    expect(listed.filter((rule) => !found.has(rule))).toEqual([]);
  });

  it('keeps one responsible agency at every instant of an open case', () => {
    for (const id of oracle.log.cases.keys()) {
      const chain = handovers(oracle, id);
      for (const [at, holding] of chain.entries()) {
        const next = chain[at + 1];
        if (next === undefined) continue;
        // A handover joins without a gap; only a closing and reopening leave a time without anyone responsible.
        if (next.by) expect(holding.to).toBe(next.from);
        else expect(instant(holding.to ?? '')).toBeLessThanOrEqual(instant(next.from));
      }
    }
  });
});
