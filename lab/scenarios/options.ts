import process from 'node:process';

/** `--name 7` of the command line; undefined where it is not given. */
export function numberOption(name: string): number | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}
