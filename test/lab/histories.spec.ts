import { describe, expect, it } from '@jest/globals';
import { HistoryCheck } from '../../lab/scenarios/histories/check.js';
import { type HistoryOptions, histories } from '../../lab/scenarios/histories/histories.js';

function checked(options: HistoryOptions): HistoryCheck {
  const found = new HistoryCheck();
  for (const batch of histories(options)) for (const stored of batch) found.look(stored);
  return found;
}

describe('The histories of Infohuse that the lab makes', () => {
  it('are what the product would have stored: bytes, chain, leaves, and data that its events take', () => {
    const found = checked({ events: 3000, late: 0.02 });
    expect(found.faults).toEqual([]);
    expect(found.events).toBeGreaterThanOrEqual(3000);
    expect(found.late).toBeGreaterThan(30);
    for (const type of ['CaseOpened', 'HandoverAccepted', 'OfferAccepted', 'MeetingHeld', 'DeadlineAlertRaised'])
      expect(found.counts.get(type)).toBeGreaterThan(0);
  });

  it('are found to be others where a byte, a leaf or an order is', () => {
    const [batch = []] = histories({ events: 20 });
    const [first, second] = batch;
    if (!first || !second) throw new Error('no history');
    const faultsOf = (...events: (typeof first)[]) => {
      const found = new HistoryCheck();
      for (const event of events) found.look(event);
      return found.faults.join();
    };
    expect(faultsOf(first, second)).toBe('');
    expect(faultsOf(second)).toMatch(/position is not the next one/);
    expect(faultsOf({ ...first, leaf: second.leaf })).toMatch(/leaf/);
    const other = Buffer.from(first.bytes.toString().replace('{"actor"', '{ "actor"'));
    expect(faultsOf({ ...first, bytes: other })).toMatch(/the product would encode it otherwise/);
    const misfit = Buffer.from(first.bytes.toString().replace(`"${first.type}"`, '"Unheard"'));
    expect(faultsOf({ ...first, bytes: misfit })).toMatch(/no such event of this aggregate/);
  });

  it('are the same for the same seed', () => {
    const bytes = (seed: number) => [...histories({ events: 200, seed })].flat().map((e) => e.bytes.toString());
    expect(bytes(4)).toEqual(bytes(4));
    expect(bytes(5)).not.toEqual(bytes(4));
  });
});
