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

/**
 * The contract of the port as named cases. `capabilities` are what this kind of store promises: cases that rest on a promise it does
 * not make are not asked, and the store must say the same of itself.
 */
export function eventStoreContract(name: string, capabilities: Capabilities, make: () => Promise<Subject>): void {
  describe(`the event store contract: ${name}`, () => {
    it('declares what it promises', async () => {
      const { store, close } = await make();
      expect(store.capabilities).toEqual(capabilities);
      await close();
    });
    for (const contractCase of contractCases)
      if (contractCase.needs === undefined || capabilities[contractCase.needs])
        it(contractCase.name, () => runCase(contractCase, make));
  });
}
