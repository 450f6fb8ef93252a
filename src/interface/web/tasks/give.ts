import { randomUUID } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import type { Reader } from '../../../application/authorization/reader.js';
import { type CommandAnswer, type CommandRequest, parseRequest } from '../../../application/commands/request.js';
import { uuidv5 } from '../../../application/uuidv5.js';
import { commands } from '../../../domain/registry.js';
import { ExecuteCommand } from '../../http/envelopes.js';
import { bodyOf, type Form, groupOf, schemaOf } from '../form-schema.js';
import { changesIn } from './changes.js';
import { newPersons, said } from './filled.js';
import type { Situation } from './situation.js';
import type { Task } from './task.js';

/** One command of a form, with the id that makes giving it again harmless. */
export interface FormCommand {
  readonly request: CommandRequest;
  readonly commandId: string;
}
type Give = (given: FormCommand) => Promise<CommandAnswer>;

/** The id that the form came with: sent again it is recorded once. */
export const commandIdIn = (form: Form): string =>
  /^[0-9a-f-]{36}$/.test(said(form._commandId)) ? said(form._commandId) : randomUUID();

/** In the name of who is logged in. */
export const givingBy =
  (bus: CommandBus, { actor, steppedUp }: Reader): Give =>
  ({ request, commandId }) =>
    bus.execute<ExecuteCommand, CommandAnswer>(
      new ExecuteCommand({ request, actor, kind: 'person', commandId }, steppedUp === true),
    );

/**
 * What a form gives: its own command first, so that nothing is recorded where a rule stands against it, then whom it registers, then what
 * it says besides. All of it is checked before any of it is given. Each has an id of its own that follows from the form's: sent again, in
 * whatever state it was left, it records what is missing and nothing twice.
 * @throws Refused validation-failed with the places of the form
 */
export function givenBy(task: Task, situation: Situation, form: { readonly id: string; readonly commandId: string }) {
  const { command } = situation;
  const known = commands.get(command);
  if (!known) throw new Error(`there is no command ${command}`);
  const whole: Form = { ...situation.form, ...changesIn(task, situation), id: form.id };
  const own: FormCommand = { request: parseRequest(command, bodyOf(known, whole)), commandId: form.commandId };
  const persons = newPersons(task, situation, form.commandId).map(
    ({ personId, data }): FormCommand => ({
      request: parseRequest('RegisterPerson', { id: personId, data }),
      commandId: uuidv5(`${form.commandId} ${personId}`),
    }),
  );
  return [own, ...persons, ...besides(task, situation.form, form)];
}

function besides(task: Task, form: Form, { id, commandId }: { readonly id: string; readonly commandId: string }) {
  return (task.also ?? []).flatMap(({ command, keys }): readonly FormCommand[] => {
    const known = commands.get(command);
    if (!known || keys.every((key) => said(form[`also.${command}.${key}`]) === '')) return [];
    const data = groupOf(schemaOf(known), form, `also.${command}.`);
    return [{ request: parseRequest(command, { id, data }), commandId: uuidv5(`${commandId} ${command}`) }];
  });
}

/** All of them in their order; answers what the first did, as of the last. */
export async function giveAll(all: readonly FormCommand[], give: Give): Promise<CommandAnswer> {
  const [first, ...others] = all;
  if (!first) throw new Error('a form gives a command');
  const answer = await give(first);
  let { position } = answer;
  for (const given of others) position = Math.max(position, (await give(given)).position);
  return { ...answer, position };
}
