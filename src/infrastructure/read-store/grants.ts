import { ROLES } from '../event-store/postgres/roles.js';
import { quoted } from './quoted.js';

/** Read models are written by one role and read by others; none may touch the log. Who asks for a reader is let in where the walls stand (`raiseWalls`). */
export function grantSql(tables: readonly string[]): string {
  const list = tables.map((table) => `public.${quoted(table)}`).join(', ');
  return `
revoke all on ${list} from public;
grant select, insert, update, delete on ${list} to ${ROLES.projector};
grant select on ${list} to ${ROLES.reader};
`;
}
