import type { Installations } from '../../src/application/ports/installations.js';

const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Speaks with one other, `elsewhere`, without signing or sealing: what is signed and sealed is of test/application/transfers.spec.ts. */
export const unsealed = (own = 'here', infohus = 'koebenhavn', other = 'elsewhere'): Installations => ({
  ...{ own, infohus, others: [{ code: other, name: `Infohus ${other}` }] },
  sign: async (message) => `e30.${packed(message)}.e30`,
  verify: async (_, signed) => JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8')),
  seal: async (_, content) => Buffer.from(content).toString('base64url'),
  open: async (sealed) => Buffer.from(sealed, 'base64url'),
  carry: async () => undefined,
});
