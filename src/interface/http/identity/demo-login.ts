/** Refusing it ends the process: nobody is to find a door without a lock. */
export class DemoLoginRefused extends Error {
  override readonly name = 'DemoLoginRefused';
}

const MAY_BE = new Set([undefined, 'development', 'test']);
const EXTERNAL = ['DATABASE_URL', 'VAULT_DATABASE_URL', 'EVENT_STORE_URL'] as const;
type LooksAt = { readonly [N in (typeof EXTERNAL)[number] | 'NODE_ENV']?: string | undefined };

/**
 * The login without a password is for the demo of the README: the embedded database, on the loopback address. It is never
 * served where NODE_ENV says anything but `development` or `test`, or where the data are in a database that somebody runs.
 * @throws DemoLoginRefused
 */
export function assertDemoMayRun(settings: LooksAt): void {
  const external = EXTERNAL.find((name) => settings[name]);
  const why = MAY_BE.has(settings.NODE_ENV)
    ? external && `${external} is set, and who runs a database of their own has real data in it`
    : `NODE_ENV is "${settings.NODE_ENV}"`;
  if (!why) return;
  throw new DemoLoginRefused(
    `demo-login-refused: ${why}: the demo login asks for no password. Serve on the embedded database with NODE_ENV unset, ` +
      '"development" or "test", or say in IDENTITY_FILE who may log in (docs/login.md)',
  );
}
