import type { JWK } from 'jose';
import { z } from 'zod';
import { readJson } from '../whole-file.js';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'takes a code: letters, digits, _ or -, at most 40');
const P256 = { kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() };
const open = z.strictObject(P256, 'takes a public key: kty, crv P-256, x, y, and nothing else');
const secret = z.strictObject({ ...P256, d: z.string() }, 'takes a private key: kty, crv P-256, x, y, d');
const isLoopback = (host: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(host);
const url = z
  .string()
  .refine(
    (value) => URL.canParse(value) && (new URL(value).protocol === 'https:' || isLoopback(new URL(value).hostname)),
    'takes an https: address',
  );

/** This installation and those it hands to and is handed by (B-7, docs/transfers.md). Their keys stand here, and are asked of nobody. */
const schema = z.strictObject({
  own: z.strictObject({ code, infohus: code, signingKey: secret, openingKey: secret }),
  others: z.array(
    z.strictObject({
      ...{ code, name: z.string().min(1).max(200) },
      /** Without it messages are carried as files. */
      url: url.optional(),
      ...{ signatureKey: open, sealingKey: open },
    }),
  ),
});
export type InstallationsFile = z.output<typeof schema>;

/** What is wrong with it, each fault with its place; a key is never said. */
export class InstallationsFileError extends Error {
  override readonly name = 'InstallationsFileError';
  constructor(faults: readonly string[]) {
    super(`installations-file: ${faults.join('; ')}: mend INSTALLATIONS_FILE (docs/transfers.md)`);
  }
}

/**
 * @param taken codes that others have already: of agencies and Infohuse, which one that is told something must not be taken for
 * @throws InstallationsFileError
 */
export function installationsFrom(file: string, taken: ReadonlySet<string>): InstallationsFile {
  const parsed = schema.safeParse(read(file));
  if (!parsed.success)
    throw new InstallationsFileError(
      parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || '(the file)'}: ${message}`),
    );
  const { own, others } = parsed.data;
  const codes = [own.code, ...others.map((o) => o.code)];
  const faults = [
    ...codes.filter((c, i) => codes.indexOf(c) !== i).map((c) => `${c}: stands twice`),
    ...codes.filter((c) => taken.has(c)).map((c) => `${c}: is the code of an agency or an Infohus of a plan`),
    ...(taken.has(own.infohus) ? [] : [`own.infohus: no plan names ${own.infohus}`]),
  ];
  if (faults.length > 0) throw new InstallationsFileError(faults);
  return parsed.data;
}

function read(file: string): unknown {
  try {
    return readJson(file).json;
  } catch {
    throw new InstallationsFileError(['(the file): it is no JSON file that can be read']);
  }
}

const isOpen = ({ d: _, ...jwk }: JWK): JWK => jwk;
/** A pair to sign with and one to be written to: `own` stays here, `open` is what the others are given. */
export async function newKeys() {
  const { exportJWK, generateKeyPair } = await import('jose');
  const pair = async (alg: string): Promise<JWK> =>
    exportJWK((await generateKeyPair(alg, { extractable: true, crv: 'P-256' })).privateKey);
  const [signingKey, openingKey] = [await pair('ES256'), await pair('ECDH-ES+A256KW')];
  return {
    own: { signingKey, openingKey },
    open: { signatureKey: isOpen(signingKey), sealingKey: isOpen(openingKey) },
  };
}
