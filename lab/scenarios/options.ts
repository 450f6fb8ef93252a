import process from 'node:process';

/** `--name value` of the command line; undefined where it is not given. */
export function textOption(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** `--name 7`. */
export function numberOption(name: string): number | undefined {
  const given = textOption(name);
  return given === undefined ? undefined : Number(given);
}

/** `--name` alone. */
export const flagOption = (name: string): boolean => process.argv.includes(`--${name}`);
