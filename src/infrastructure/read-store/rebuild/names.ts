import type { Projection } from '../../../projections/projection.js';

/** Where a read model is built while the live one goes on. */
export const beside = (p: Projection): string => `${p.name}__beside`;
export const outgoing = (p: Projection): string => `${p.name}__outgoing`;

/** Advisory locks: one rebuild at a time, who builds which slice, and who reads which range. */
export const LOCKS = { rebuild: 7362, slice: 7363, range: 7364 } as const;
