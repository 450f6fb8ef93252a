import { CONFIGURATION, type LoginState } from '../../domain/identity/login.js';
import type { IdentityConfiguration } from './configuration.js';
import { DOORKEEPER, Journal, type Keeping } from './journal.js';

/** A configuration that is another than the newest in the log is an event: compliance sees from when on who gave what to whom. */
export async function noteConfiguration(
  keeping: Keeping,
  configuration: IdentityConfiguration,
  hash: string,
): Promise<void> {
  const journal = new Journal(keeping);
  const { configuration: newest } = await journal.stateOf<LoginState>(CONFIGURATION);
  if (newest === hash) return;
  const issuers = Object.entries(configuration.issuers);
  await journal.note(CONFIGURATION, DOORKEEPER, 'NoteConfiguration', {
    hash,
    issuers: issuers.map(([issuer, { protocol, minimum }]) => ({ issuer, protocol, minimum })),
    rights: issuers.flatMap(([issuer, { rights }]) => {
      const kinds = new Map<string, { issuer: string; agency: string; role: string; rules: number }>();
      for (const { agency, role } of rights) {
        const key = `${agency} ${role}`;
        kinds.set(key, { issuer, agency, role, rules: (kinds.get(key)?.rules ?? 0) + 1 });
      }
      return [...kinds.values()];
    }),
  });
}
