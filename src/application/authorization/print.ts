import { commands } from '../../domain/registry.js';
import { POLICY } from './policy.js';

/** The permission table and the *who* of every command, as `docs/permissions.md` shows them; compared in the tests. */
export function permissionsMarkdown(): string {
  const reading = POLICY.map(
    (l) =>
      `| ${l.object} | ${l.action} | ${l.purpose} | ${l.roles.join(', ')} | ${l.relations.join(', ') || '–'} | ${l.why} |`,
  );
  const giving = [...commands.values()].map(
    ({ name, definition, on }) =>
      `| ${on.length > 1 ? 'every' : on[0]?.aggregate} | ${name} | ${definition.who.join(', ')} | ${definition.refusals.join(', ') || '–'} |`,
  );
  return [
    '# Who may do what',
    '',
    'Generated from `src/application/authorization/policy.ts` and the command registry; `UPDATE_DOCS=1 npm run spec -- test/docs` writes it anew.',
    'What no line allows is denied, and what one may not know of is `not-found`.',
    '',
    '## Reading',
    '',
    '| object | action | purpose | roles | one of these relations | why |',
    '|---|---|---|---|---|---|',
    ...reading,
    '',
    '## Giving commands',
    '',
    '`any`: caseworker, coordinator, police. `worker`: one of these of an agency on the case. `party`: the receiver, or for a withdrawal the',
    'sender. `assigner`: leader, coordinator, or a worker for oneself. `recorder`: of the agency that recorded the event.',
    '',
    '| aggregate | command | who | refusals, in order |',
    '|---|---|---|---|',
    ...giving,
    '',
  ].join('\n');
}
