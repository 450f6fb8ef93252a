import { isIP } from 'node:net';
import { z } from 'zod';
import { REGISTER_SETTINGS } from './register-settings.js';
import { address, listOf, type Setting, setting, taking, text } from './setting.js';

export type { Setting } from './setting.js';

const DATABASE = 'a connection string such as postgres://user:password@host:5432/database';
const database = text(DATABASE, /^(postgres(ql)?:\/\/|socket:|\/)\S/);
const STORE = 'a connection string such as esdb+discover://user:password@host:2113';
const MAIL = 'an address such as smtps://user:password@host:465';
const SITE = 'an address such as https://sagsspor.example';
const PORTS = 'a port from 0 to 65535; 0 is any free one';
const PROXIES = 'IP addresses or networks (10.0.0.0/8), separated by blanks';
const WITNESSES = 'addresses such as https://witness.example/, separated by blanks';
const LINE = 'a line of text';
const LICENCE = 'an address such as https://creativecommons.org/licenses/by/4.0/';
const CONTACT = 'a mailto:, https: or tel: address';
const KEYS = 'an address such as https://bao.example:8200';
const BUCKETS = 'an address such as https://s3.example:9000';
const PATH = 'letters, digits, dots, dashes, underscores and slashes';
const MOUNT = 'the path of a mount';
const WORD = 'letters, digits, dashes and underscores';
const HOST = 'a host name or an address';
const ON_OFF = '"on" or "off"';
const onOff = text(ON_OFF, /^(on|off)$/).transform((said) => said === 'on');
const HTTP = ['http:', 'https:'];
const ADDRESS = 'an IP address or "localhost"';
const COLLECTOR = 'an address such as http://collector:4318';
const SHARE = 'a number from 0 to 1';
const port = text(PORTS, /^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number <= 65_535, taking(PORTS));
const listened = z.string().refine((value) => value === 'localhost' || isIP(value) !== 0, taking(ADDRESS));

const isNetwork = (item: string): boolean => {
  const [ip = '', bits, ...more] = item.split('/');
  const most = { 4: 32, 6: 128 }[isIP(ip)];
  return (
    most !== undefined && more.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most))
  );
};
const isSite = (item: string): boolean => URL.canParse(item) && HTTP.includes(new URL(item).protocol);

/**
 * Every setting there is, said once: what the process reads (config.ts), `sagsspor config` and docs/configuration.md come from it. A setting
 * may also be given as `SAGSSPOR_` and its name, and a secret by `NAME_FILE`, the path of a file that holds it (issue 20, item 1).
 */
export const SETTINGS = {
  DATABASE_URL: setting(
    'The PostgreSQL database of log and read models; without it an embedded one under --data.',
    DATABASE,
    database,
    { secret: true },
  ),
  VAULT_DATABASE_URL: setting(
    'The database of the keys, with other backups than the log; demanded beside DATABASE_URL.',
    DATABASE,
    database,
    { secret: true },
  ),
  KMS_URL: setting(
    'An OpenBao or Vault whose transit engine wraps the keys, instead of files under --data; needs KMS_TOKEN.',
    KEYS,
    address(KEYS, HTTP),
  ),
  KMS_TOKEN: setting('What lets us use our keys there (docs/keys.md).', 'a token', text('a token', /^\S+$/), {
    secret: true,
  }),
  KMS_MOUNT: setting('Where the transit engine is mounted.', MOUNT, text(MOUNT, /^[\w-]+(\/[\w-]+)*$/), {
    default: 'transit',
  }),
  KMS_PREFIX: setting('Stands before the names of our keys there.', WORD, text(WORD, /^[\w-]+$/), {
    default: 'sagsspor',
  }),
  EVENT_STORE_URL: setting(
    'An EventStoreDB that holds the log instead of PostgreSQL.',
    STORE,
    text(STORE, /^((esdb|kurrentdb)(\+discover)?|postgres(ql)?):\/\/\S/),
    { secret: true },
  ),
  EVENT_STORE_PREFIX: setting(
    'Stands before the names of our streams where others write to the same EventStoreDB.',
    'letters, digits, dots, dashes and underscores',
    text('letters, digits, dots, dashes and underscores', /^[\w.-]*$/),
    { default: '' },
  ),
  HOST: setting(
    'The address that "serve" listens on; another than a loopback one needs NODE_ENV=production.',
    ADDRESS,
    listened,
    { default: '127.0.0.1' },
  ),
  PORT: setting('The port that "serve" listens on, where --port does not say.', PORTS, port, { default: '3000' }),
  BASE_URL: setting(
    'The address at which browsers reach us: links in e-mail and the way back from a login lead there.',
    SITE,
    address(SITE, HTTP),
  ),
  TRUSTED_PROXIES: setting(
    'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; TLS ends at them.',
    PROXIES,
    listOf(PROXIES, isNetwork),
    { default: '' },
  ),
  NODE_ENV: setting(
    'Anything but "development" or "test" is for real data: the demo login is not served.',
    'a word',
    text('a word', /^\S+$/),
    { emptyIsSaid: true }, // it must not open the demo login
  ),
  IDENTITY_FILE: setting(
    'Who may log in, by which identity provider (docs/login.md); without it the demo login.',
    'the path of a JSON file',
    z.string(),
  ),
  ACTIVE_USERS_FILE: setting(
    'Who is still employed, made anew each night: accounts of others are closed (docs/integrations.md). Without it none is.',
    'the path of a JSON file',
    z.string(),
  ),
  ...REGISTER_SETTINGS,
  INSTALLATIONS_FILE: setting(
    'Other installations, and the keys by which records are handed to them and taken (docs/transfers.md); without it none is.',
    'the path of a JSON file',
    z.string(),
  ),
  SMTP_URL: setting(
    'The server that takes e-mail of alerts; without it none is sent. Needs MAIL_FROM, MAIL_DIRECTORY and BASE_URL.',
    MAIL,
    address(MAIL, ['smtp:', 'smtps:']),
    { secret: true },
  ),
  MAIL_FROM: setting(
    'Whom e-mail is from.',
    'a mailbox such as sagsspor@infohus.example',
    text('a mailbox such as sagsspor@infohus.example', /\S+@\S+/),
  ),
  MEETING_INVITATIONS: setting(
    'Whether agencies are asked to meetings by invitations in their calendars (docs/integrations.md); needs SMTP_URL.',
    ON_OFF,
    onOff,
    { default: 'off' },
  ),
  CALENDAR_FEEDS: setting(
    'Whether users may have their meetings in a calendar of their own, by a secret address (docs/integrations.md).',
    ON_OFF,
    onOff,
    { default: 'off' },
  ),
  MAIL_DIRECTORY: setting('Mailboxes by agency and role.', 'the path of a JSON file', z.string()),
  DOCUMENT_FOLDER: setting(
    'Where the sealed parts of documents are kept; without it in the database of the log.',
    'the path of a folder',
    z.string(),
  ),
  S3_URL: setting(
    'A service that speaks S3, where the sealed parts of documents are kept instead; needs S3_BUCKET, S3_KEY_ID and S3_SECRET (docs/operations.md).',
    BUCKETS,
    address(BUCKETS, HTTP),
  ),
  S3_BUCKET: setting(
    'The bucket there, which we do not make.',
    'the name of a bucket',
    text('the name of a bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  ),
  S3_REGION: setting('What its region is called.', WORD, text(WORD, /^[\w-]+$/), { default: 'us-east-1' }),
  S3_PREFIX: setting('Stands before the names of our parts there.', PATH, text(PATH, /^[\w./-]*$/), {
    default: 'sagsspor/',
  }),
  S3_KEY_ID: setting(
    'Whose key of the service we have.',
    'a line without blanks',
    text('a line without blanks', /^\S+$/),
  ),
  S3_SECRET: setting('That key.', 'a line without blanks', text('a line without blanks', /^\S+$/), { secret: true }),
  CLAMD_HOST: setting(
    'The scanner that looks at each document (clamd); while it cannot be reached none is taken. Without it nothing is scanned.',
    HOST,
    text(HOST, /^[A-Za-z0-9.:-]+$/),
  ),
  CLAMD_PORT: setting('The port of the scanner.', PORTS, z.string().transform(Number).pipe(z.int().min(1).max(65535)), {
    default: '3310',
  }),
  METRICS_PORT: setting(
    'The port of /metrics, /health/live and /health/ready for those who watch; without it none is opened.',
    PORTS,
    port,
  ),
  METRICS_HOST: setting(
    'The address that these listen on; another than a loopback one needs NODE_ENV=production.',
    ADDRESS,
    listened,
    { default: '127.0.0.1' },
  ),
  OTLP_URL: setting(
    'A collector that takes metrics and traces (OTLP over HTTP); without it nothing is sent and nothing is traced.',
    COLLECTOR,
    address(COLLECTOR, HTTP),
  ),
  OTLP_TOKEN: setting('What lets us send there.', 'a token', text('a token', /^\S+$/), { secret: true }),
  TRACE_SHARE: setting(
    'Of how many requests a trace is sent there.',
    SHARE,
    z
      .string()
      .regex(/^(0(\.\d+)?|1(\.0+)?)$/, taking(SHARE))
      .transform(Number),
    { default: '1' },
  ),
  SECURITY_CONTACT: setting(
    'Whom to tell of a hole: stands in /.well-known/security.txt.',
    CONTACT,
    text(CONTACT, /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/),
  ),
  SUPPORT_CONTACT: setting(
    'Whom users ask for help: stands at the foot of every page.',
    LINE,
    text(LINE, /^[^\r\n]{1,120}$/),
  ),
  OPEN_DATA_LICENCE: setting(
    'Under which licence published figures are open to everybody at /open-data (docs/integrations.md); without it they are not. Needs OPEN_DATA_PUBLISHER and BASE_URL.',
    LICENCE,
    address(LICENCE, HTTP),
  ),
  OPEN_DATA_PUBLISHER: setting('The authority that publishes them, by its name.', LINE, text(LINE, /^[^\r\n]{1,120}$/)),
  LEDGER_NAME: setting(
    'The name of this log in its signed checkpoints; it stays as it is once a checkpoint is signed.',
    'a word without "+"',
    text('a word without "+"', /^[^\s+]+$/),
    { default: 'sagsspor' },
  ),
  WITNESS_URLS: setting(
    'Other organisations that cosign our checkpoints ("witness serve").',
    WITNESSES,
    listOf(WITNESSES, isSite),
    { default: '' },
  ),
} as const satisfies Record<string, Setting>;

type Settings = typeof SETTINGS;
export type SettingName = keyof Settings;
type Value<N extends SettingName> = z.output<Settings[N]['value']>;
type HasDefault<N extends SettingName> = Settings[N]['default'] extends string ? N : never;

/** Every setting by its name, read and checked. */
export type Config = { readonly [N in SettingName as HasDefault<N>]: Value<N> } & {
  readonly [N in SettingName as Exclude<N, HasDefault<N>>]?: Value<N>;
};
