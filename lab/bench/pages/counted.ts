/** What a server has done since it began; times in milliseconds. */
export interface Counted {
  /** Of Node. */
  readonly processor: number;
  /** Of that in the kernel. */
  readonly kernel: number;
  readonly statements: number;
  readonly appends: number;
  /** Writes to sockets of the database. */
  readonly packets: number;
  /** While at least one answer of the database was awaited. */
  readonly waited: number;
  readonly drawn: number;
}
export type Asked = 'counted' | 'profile' | 'profiled';
