import { z } from 'zod';
import { InputFault } from '../../application/input/fault.js';
import { type ActiveUsers, type ActiveUsersSource, NoActiveUsers } from '../../application/ports/active-users.js';
import { readJson } from '../whole-file.js';

const name = z.string().min(1).max(300);
const schema = z.strictObject({ activeUsers: z.record(name, z.array(name)) });

/** The list as a file that is made anew each night: `{"activeUsers": {"kommune": ["…", "…"]}}`, by the name of the provider in IDENTITY_FILE. */
export class ActiveUsersFile implements ActiveUsersSource {
  constructor(private readonly file: string) {}

  async read(): Promise<ActiveUsers> {
    const found = schema.safeParse(this.json());
    if (!found.success) throw new NoActiveUsers('it is not a list of active users by provider');
    return new Map(Object.entries(found.data.activeUsers).map(([issuer, names]) => [issuer, new Set(names)]));
  }

  private json(): unknown {
    try {
      return readJson(this.file).json;
    } catch (error) {
      throw new NoActiveUsers(error instanceof InputFault ? error.message : 'it cannot be read');
    }
  }
}
