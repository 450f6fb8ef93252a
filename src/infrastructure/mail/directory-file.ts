import { z } from 'zod';
import { InputFault } from '../../application/input/fault.js';
import type { Directory } from '../../application/ports/mail.js';
import { readJson } from '../whole-file.js';

const addresses = z.array(z.email());
const schema = z.strictObject({
  /** By agency, or by `AGENCY:role` for a role's own mailbox. */
  agencies: z.record(z.string(), addresses).default({}),
  users: z.record(z.string(), addresses).default({}),
});

/**
 * Mailboxes from a JSON file: `{"agencies": {"BIF": ["…"], "BIF:leader": ["…"]}, "users": {"bif-tovholder": ["…"]}}`.
 * @throws Error that says what is wrong in it, never an address
 */
export function directoryFrom(file: string): Directory {
  const checked = schema.safeParse(read(file));
  if (!checked.success) {
    const where = checked.error.issues.map((i) => i.path.slice(0, 2).join('.') || '(the file)');
    throw new Error(`MAIL_DIRECTORY is not a directory of mailboxes: look at ${[...new Set(where)].join(', ')}`);
  }
  const { agencies, users } = checked.data;
  return {
    mailbox: (agency, role) => agencies[`${agency}:${role}`] ?? agencies[agency] ?? [],
    user: (userId) => users[userId] ?? [],
  };
}

function read(file: string): unknown {
  try {
    return readJson(file).json;
  } catch (error) {
    const why = error instanceof InputFault ? ` (${error.message})` : '';
    throw new Error(`MAIL_DIRECTORY names no JSON file that can be read${why}`);
  }
}
