import { NeedsMending } from '../application/refusal.js';

/**
 * A key is gone on which something stands that was written before. A new one under its name would hide the loss and make all of that
 * unreadable or unproven for good, so none is made.
 */
export class KeyLost extends NeedsMending {
  override readonly name = 'KeyLost';

  /** @param file its name, below the data folder */
  constructor(file: string, stands: string) {
    super(
      `key-lost: ${file} is missing, and ${stands}: put it back from its backup (with its folder, mode 0600). No new one is made; ` +
        'where no backup is left, begin a new log in new databases and another --data, and keep this one to be read',
    );
  }
}
