// What a document tells an operator to type. Pure: a command that stands in the text and is known to nobody is found here.

/** Programs that the text may name without more. */
const PROGRAMS = ['pg_basebackup', 'pg_dump', 'pg_ctl', 'pg_rewind', 'pg_test_fsync', 'sha256sum', 'analyze'];
/** Two words and more in small letters: a program and what it takes. */
const WITH_ARGUMENTS = /^[a-z][\w-]* (?!.*: )/;

/**
 * Commands of a Markdown text: each line of a block of code, and of code within the text what is a program with its arguments or a verb of
 * ours by itself.
 * @param verbs of our command line, `db migrate` for one within another
 */
export function commandsIn(markdown: string, verbs: readonly string[]): readonly string[] {
  const blocks = [...markdown.matchAll(/```\w*\n([\s\S]*?)```/g)].flatMap(([, text = '']) => text.split('\n'));
  const within = [...markdown.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
  const found = [...blocks, ...within.filter((text) => isCommand(text.trim(), verbs))];
  return [...new Set(found.map((text) => text.trim().replaceAll(/\s+/g, ' ')).filter((text) => text !== ''))];
}

const isCommand = (text: string, verbs: readonly string[]): boolean =>
  verbs.includes(text) || PROGRAMS.includes(text) || WITH_ARGUMENTS.test(text);

/** A command as it is typed here: what the text leaves open is put in. */
export const filledIn = (command: string, places: Readonly<Record<string, string>>): readonly string[] =>
  command.split(' ').map((word) => places[word] ?? word);
