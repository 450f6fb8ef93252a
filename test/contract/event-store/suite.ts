import { describe, expect, it } from '@jest/globals';
import type { Capabilities } from '../../../src/application/ports/event-store.js';
import { appendCases } from './cases/append.js';
import { conflictCases } from './cases/conflict.js';
import { idempotencyCases } from './cases/idempotency.js';
import { orderCases } from './cases/order.js';
import { readCases } from './cases/read.js';
import { subscribeCases } from './cases/subscribe.js';
import type { ContractCase, Subject } from './fixtures.js';

export const contractCases: readonly ContractCase[] = [
  ...appendCases,
  ...conflictCases,
  ...idempotencyCases,
  ...orderCases,
  ...readCases,
  ...subscribeCases,
];

/** Runs one case on an empty store of its own; rejects when the store breaks the contract. */
export async function runCase(contractCase: ContractCase, make: () => Promise<Subject>): Promise<void> {
  const { store, close } = await make();
  try {
    await contractCase.run(store);
  } finally {
    await close();
  }
}

/** Why a store does not make a promise; every promise it does not make needs one. */
export type Reasons = Partial<Record<ContractCase['needs'] & string, string>>;

/**
 * The contract of the port as named cases. `capabilities` are what this kind of store promises: cases that rest on a promise it does
 * not make are not asked, the reason stands in the output, and the store must say the same of itself.
 */
export function eventStoreContract(
  name: string,
  capabilities: Capabilities,
  make: () => Promise<Subject>,
  reasons: Reasons = {},
): void {
  describe(`the event store contract: ${name}`, () => {
    it('declares what it promises', async () => {
      const { store, close } = await make();
      expect(store.capabilities).toEqual(capabilities);
      await close();
    });
    for (const promise of ['atomic', 'contiguous'] as const)
      if (!capabilities[promise])
        it(`is not asked what rests on being ${promise}: ${reasons[promise]}`, () => {
          expect(reasons[promise]).toBeTruthy();
        });
    for (const contractCase of contractCases)
      if (contractCase.needs === undefined || capabilities[contractCase.needs])
        it(contractCase.name, () => runCase(contractCase, make));
  });
}
