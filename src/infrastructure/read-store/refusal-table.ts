import type pg from 'pg';
import type { RefusalMemory, RefusedLine } from '../../application/commands/import.js';

/** Codes and advice of refused lines by command id: no input, nothing about a person. */
export class RefusalTable implements RefusalMemory {
  constructor(private readonly pool: pg.Pool) {}

  async find(commandId: string): Promise<Omit<RefusedLine, 'line'> | undefined> {
    const { rows } = await this.pool.query('select code, rule, message from import_refusal where command_id = $1', [
      commandId,
    ]);
    return rows[0];
  }
  async keep(commandId: string, { code, rule, message }: Omit<RefusedLine, 'line'>): Promise<void> {
    await this.pool.query(
      `insert into import_refusal values ($1, $2, $3, $4)
       on conflict (command_id) do update set code = excluded.code, rule = excluded.rule, message = excluded.message`,
      [commandId, code, rule, message],
    );
  }
  async forget(commandId: string): Promise<void> {
    await this.pool.query('delete from import_refusal where command_id = $1', [commandId]);
  }
}
