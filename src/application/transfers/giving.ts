import { z } from 'zod';
import { deciderNamed } from '../../domain/registry.js';
import type { Executor } from '../commands/execute.js';
import { systemActor, systemCommand } from '../commands/system-command.js';
import type { Vault } from '../ports/vault.js';
import { uuidOf } from '../uuid-of.js';

interface Given {
  readonly aggregate: string;
  readonly command: string;
  readonly id: string;
  /** UTC; undefined = now. */
  readonly at?: string | undefined;
  readonly data: object;
  /** The agency that it is written down as an act of. */
  readonly agency: string;
  /** What tells it from others: given twice it is the same. */
  readonly key: string;
}
/** Who writes down what installations say to each other. */
export const TRANSFERS = 'transfers';

/** What came signed from another installation, as a command of the system; its id is under our own key, so that nobody takes it beforehand. */
export class SystemGiver {
  constructor(
    private readonly executor: Pick<Executor, 'execute'>,
    private readonly vault: Pick<Vault, 'digest'>,
  ) {}

  async give({ aggregate, command, id, at, data, agency, key }: Given): Promise<void> {
    const fields = deciderNamed(aggregate).commands[command]?.fields ?? {};
    await this.executor.execute(
      systemCommand(aggregate, command, {
        ...{ id, at, data: z.strictObject(fields).parse(data), body: { key }, actor: systemActor(TRANSFERS, agency) },
        commandId: uuidOf(this.vault.digest('system-command', `transfer/${key}`)),
      }),
    );
  }
}
