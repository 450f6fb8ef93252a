/** What a process needs before a request may be sent to it. */
export const NEEDED = ['database', 'log', 'keys', 'migrations', 'read-models'] as const;
export type Needed = (typeof NEEDED)[number];

/** Names what is not ready, and says nothing about anybody: whoever balances load asks without a login. */
export interface TellsReadiness {
  look(): Promise<readonly Needed[]>;
}
