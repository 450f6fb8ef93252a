import type { CommandDef } from '../../domain/kernel/vocabulary.js';
import { commands, isEverywhere } from '../../domain/registry.js';
import { POLICY } from './policy.js';

/** The permission table and the *who* of every command, as `docs/permissions.md` shows them; compared in the tests. */
export function permissionsMarkdown(): string {
  const reading = POLICY.map(
    (l) =>
      `| ${l.object} | ${l.action} | ${l.purpose} | ${l.roles.join(', ')} | ${l.relations.join(', ') || '–'} | ${l.why} |`,
  );
  const giving = [...commands.values()].flatMap((command) => {
    const { name, definition, on } = command;
    const line = (aggregate: string, { who, refusals }: CommandDef) =>
      `| ${aggregate} | ${name} | ${who.join(', ')} | ${refusals.join(', ') || '–'} |`;
    if (isEverywhere(command)) return [line('every', definition)];
    return on.map((a) => line(a.aggregate, a.commands[name] ?? definition));
  });
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
    'sender. `assigner`: leader, coordinator, or a worker for oneself. `recorder`: of the agency that recorded the event. `registrar`, `infohus-police`:',
    'who registered a concern, and the police of its Infohus, as long as it is linked to no case. `decision-holder`: of the agency that a decision',
    'is for. `hotline-taker`: a coordinator of the Infohus that a contact went to. `loan-party`: a coordinator of the Infohus that lends a mentor,',
    'or of the one that has it.',
    '',
    '| aggregate | command | who | refusals, in order |',
    '|---|---|---|---|',
    ...giving,
    '',
  ].join('\n');
}
