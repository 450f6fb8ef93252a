/** What a page is told, by the query's name. */
export type { Answer } from '../../application/queries/catalogue.js';
