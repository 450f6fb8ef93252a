/** Of one peer. More than this make Node and a small server slower, not faster. */
export const CONNECTIONS = 40;
