import type { Command } from 'commander';
import { commandLine } from '../../src/interface/cli/command-line.js';

/** Of our command line those that do something by themselves; one within another by both names. */
export const VERBS: readonly string[] = namesOf(commandLine());

function namesOf(parent: Command, before: readonly string[] = []): string[] {
  return parent.commands.flatMap((verb) => {
    const name = [...before, verb.name()];
    return verb.commands.length > 0 && verb.options.length === 0
      ? namesOf(verb, name)
      : [name.join(' '), ...namesOf(verb, name)];
  });
}
