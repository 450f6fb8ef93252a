/** No plan says when a record is poor: these say only when a person is asked to look, and no obligation or figure follows from them. */

/** Case-systems.md row 59, "Cases do not linger": no event for 90 days. */
export const LINGERING_DAYS = 90;
/** Ours: a month is enough for an answer, and well before the plan's first re-offer. */
export const UNANSWERED_DAYS = 30;
/** Ours: what is written down within a week still reaches the weekly meeting. */
export const LATE_DAYS = 7;
/** Domain.md section 6, progress: a measurement counts up to a month after the due day. */
export const PROGRESS_COUNTS_MONTHS = 1;
