import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { faultsOf, type IdentityConfiguration, identitySchema } from '../../application/identity/configuration.js';
import { InputFault } from '../../application/input/fault.js';
import type { Plan } from '../../domain/plan/schema.js';
import { readJson, readText } from '../whole-file.js';

/** What is wrong with an identity file, each fault with its place. Nobody is let in by a file that is not right. */
export class IdentityFileError extends Error {
  override readonly name = 'IdentityFileError';
  constructor(readonly faults: readonly string[]) {
    super(`the identity file cannot be used: ${faults.join('; ')}`);
  }
}

/** @throws IdentityFileError */
export function identityFrom(file: string, plans: readonly Plan[]): IdentityConfiguration {
  return checkedIdentity(read(file), plans);
}
/** @throws IdentityFileError */
export function checkedIdentity(content: unknown, plans: readonly Plan[]): IdentityConfiguration {
  const parsed = identitySchema.safeParse(content);
  if (!parsed.success)
    throw new IdentityFileError(
      parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || '(the file)'}: ${message}`),
    );
  const faults = faultsOf(parsed.data, plans);
  if (faults.length > 0) throw new IdentityFileError(faults);
  return parsed.data;
}

function read(file: string): unknown {
  try {
    return readJson(file).json;
  } catch (error) {
    const why = error instanceof InputFault ? `: ${error.message}` : '';
    throw new IdentityFileError([`(the file): IDENTITY_FILE names no JSON file that can be read${why}`]);
  }
}

/** By which a change of it is seen. */
export const hashOf = (configuration: IdentityConfiguration): string =>
  createHash('sha256').update(JSON.stringify(configuration)).digest('hex');

/** A secret or private key from a file of its own, which nobody else can read. @throws IdentityFileError */
export function secretIn(file: string): string {
  const { mode } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (mode === undefined) throw new IdentityFileError([`${file}: there is no such file`]);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new IdentityFileError([`${file}: others can read it: chmod go= ${file}`]);
  return readText(file).trim();
}
