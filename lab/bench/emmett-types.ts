import type pg from 'pg';

/** What we use of emmett-postgresql, which is no dependency: its own types are not there. */
export interface Emmett {
  getPostgreSQLEventStore(
    url: string,
    options: { connectionOptions: { connectionString: string; pool: pg.Pool } },
  ): {
    appendToStream(stream: string, events: readonly { type: string; data: object }[]): Promise<unknown>;
    close(): Promise<void>;
  };
  rebuildPostgreSQLProjections(options: {
    connectionString: string;
    pulling?: { batchSize: number; pullingFrequencyInMs: number };
    projections: readonly unknown[];
  }): { start(): Promise<void>; close(): Promise<void> };
  postgreSQLRawSQLProjection(projection: {
    name: string;
    canHandle: readonly string[];
    evolve: (event: { data: { stream: string } }) => unknown;
  }): unknown;
}
export interface Dumbo {
  SQL(parts: TemplateStringsArray, ...values: unknown[]): unknown;
}
