/** A peer that cannot take part here; the message says what would let it. */
export class Absent extends Error {}
