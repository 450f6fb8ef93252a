import { readText } from '../infrastructure/whole-file.js';
import { type Config, SETTINGS, type Setting, type SettingName } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process does not start: says every fault, a sentence each, and no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly string[]) {
    super(faults.join(' '));
  }
}

interface Said {
  readonly text: string;
  /** The name that said it; undefined: the default. */
  readonly by: string | undefined;
}
export interface ShownSetting {
  readonly name: string;
  readonly value: string;
  readonly from: string;
  readonly unit: string;
  readonly what: string;
}

const PREFIX = 'SAGSSPOR_';
const names = Object.keys(SETTINGS) as SettingName[];
const named = (name: SettingName): Setting => SETTINGS[name];
const filesOf = (name: SettingName): readonly string[] =>
  named(name).secret ? [`${name}_FILE`, `${PREFIX}${name}_FILE`] : [];

/** @throws ConfigError */
export function configFrom(env: Environment): Config {
  const faults = [...unknownNames(env)];
  const config: Record<string, unknown> = {};
  for (const name of names) {
    const value = valued(name, env, faults);
    if (value !== undefined) config[name] = value;
  }
  faults.push(...together(config as Partial<Config>));
  if (faults.length > 0) throw new ConfigError(faults);
  return config as Config;
}

function valued(name: SettingName, env: Environment, faults: string[]): unknown {
  try {
    const said = saying(name, env);
    if (said === undefined) return undefined;
    const read = named(name).value.safeParse(said.text);
    if (read.success) return read.data;
    faults.push(`${said.by ?? name} ${read.error.issues[0]?.message}.`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    faults.push(...error.faults);
  }
  return undefined;
}

const isSaid = (name: SettingName, text: string | undefined): boolean =>
  text !== undefined && (text !== '' || named(name).emptyIsSaid);
const saidBy = (name: SettingName, env: Environment): readonly string[] =>
  [name, PREFIX + name, ...filesOf(name)].filter((each) => isSaid(name, env[each]));

/** What a setting is said to be. @throws ConfigError where two names say it, or its file cannot be read */
function saying(name: SettingName, env: Environment): Said | undefined {
  const [first, second] = saidBy(name, env);
  if (second !== undefined) throw new ConfigError([`${first} and ${second} say the same setting: unset one of them.`]);
  if (first === undefined) {
    const { default: text } = named(name);
    return text === undefined ? undefined : { text, by: undefined };
  }
  const text = env[first] ?? '';
  return { text: filesOf(name).includes(first) ? contentOf(first, text) : text, by: first };
}

function contentOf(name: string, file: string): string {
  try {
    return readText(file).trim();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${name} names ${file}, which cannot be read (${code ?? message}).`]);
  }
}

/** A name that is ours by its beginning and that nobody reads is a setting that somebody believes in. */
function unknownNames(env: Environment): readonly string[] {
  const known = new Set(names.flatMap((name) => [PREFIX + name, ...filesOf(name)]));
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.has(name))
    .sort()
    .map((name) => `${name} is no setting: "sagsspor config" lists what there is.`);
}

const LOOPBACK = /^(127\.|::1$|localhost$)/;

/** What two settings must be together. */
function together({ HOST, METRICS_HOST, NODE_ENV, ...config }: Partial<Config>): readonly string[] {
  const faults: string[] = [];
  for (const [name, host] of Object.entries({ HOST, METRICS_HOST }))
    if (host && !LOOPBACK.test(host) && NODE_ENV !== 'production')
      faults.push(`${name} is ${host}: others than this machine are served with NODE_ENV=production only.`);
  if (config.DATABASE_URL && !config.VAULT_DATABASE_URL)
    faults.push(
      'Set VAULT_DATABASE_URL as well: the keys live in a database of their own, with other backups than the log.',
    );
  if (config.KMS_URL && !config.KMS_TOKEN) faults.push('KMS_URL is set: set KMS_TOKEN as well, or unset it.');
  if (config.CPR_URL && !(config.CPR_CERTIFICATE && config.CPR_KEY && (config.CPR_CVR || config.CPR_AGREEMENT)))
    faults.push('CPR_URL is set: set CPR_CERTIFICATE, CPR_KEY, and CPR_CVR or CPR_AGREEMENT as well, or unset it.');
  if (config.CPR_CVR && config.CPR_AGREEMENT)
    faults.push('CPR_CVR and CPR_AGREEMENT both say in whose name the register is asked: unset one of them.');
  if (config.S3_URL && !(config.S3_BUCKET && config.S3_KEY_ID && config.S3_SECRET))
    faults.push('S3_URL is set: set S3_BUCKET, S3_KEY_ID and S3_SECRET as well, or unset it.');
  if (config.S3_URL && config.DOCUMENT_FOLDER)
    faults.push('S3_URL and DOCUMENT_FOLDER both say where documents lie: unset one of them.');
  if (config.SMTP_URL && !(config.MAIL_FROM && config.MAIL_DIRECTORY && config.BASE_URL))
    faults.push('SMTP_URL is set: set MAIL_FROM, MAIL_DIRECTORY and BASE_URL as well, or unset it.');
  if (config.OPEN_DATA_LICENCE && !(config.OPEN_DATA_PUBLISHER && config.BASE_URL))
    faults.push('OPEN_DATA_LICENCE is set: set OPEN_DATA_PUBLISHER and BASE_URL as well, or unset it.');
  return faults;
}

/** Every setting as it stands, secrets masked: for `sagsspor config`. */
export function shown(env: Environment): {
  readonly settings: readonly ShownSetting[];
  readonly faults: readonly string[];
} {
  const settings = names.map((name): ShownSetting => {
    const { unit, what, secret } = named(name);
    const [by] = saidBy(name, env);
    const text = by === undefined ? named(name).default : env[by];
    // The path of a file is no secret, what is in it is.
    const masked = by !== undefined && secret && !filesOf(name).includes(by);
    return { name, value: masked ? '***' : (text ?? ''), from: by ?? 'default', unit, what };
  });
  try {
    configFrom(env);
    return { settings, faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { settings, faults: error.faults };
  }
}

/** docs/configuration.md. */
export function configurationMarkdown(): string {
  const rows = names.map((name) => {
    const { unit, what, secret, default: text } = named(name);
    return `| \`${name}\` | ${what} | ${unit} | ${text ? `\`${text}\`` : ''} | ${secret ? 'yes' : ''} |`;
  });
  return `# Configuration

Generated from \`src/main/settings.ts\` (\`UPDATE_DOCS=1 npm run -s spec -- test/docs\`). \`sagsspor config\` prints each setting as it stands.

Settings are read from the environment. Each may also be given as \`SAGSSPOR_\` and its name; an unknown name that begins so, or a bad value,
stops the start with a sentence. A secret is masked wherever it is printed, and may be given by its name with \`_FILE\`: the path of a file that holds it.

| Name | What for | Takes | Default | Secret |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
