import type { Queries } from '../../application/queries/queries.js';

/** What a question is answered with. */
export type Answer<K extends keyof Queries> = Queries[K] extends (...args: never[]) => Promise<infer T> ? T : never;
