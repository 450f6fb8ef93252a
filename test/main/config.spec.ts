import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError, configFrom, shown } from '../../src/main/config.js';
import { SETTINGS } from '../../src/main/settings.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LOG = 'postgres://sagsspor:hemmelig@db.example:5432/log';
const KEYS = 'postgres://sagsspor:hemmelig@keys.example:5432/keys';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    configFrom(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('The settings', () => {
  it('are all unset in an empty environment, but for those with a default', () => {
    expect(configFrom({ PATH: '/usr/bin' })).toEqual({
      ...{ EVENT_STORE_PREFIX: '', HOST: '127.0.0.1', PORT: 3000, TRUSTED_PROXIES: [] },
      ...{ LEDGER_NAME: 'sagsspor', WITNESS_URLS: [], KMS_MOUNT: 'transit', KMS_PREFIX: 'sagsspor', CLAMD_PORT: 3310 },
      ...{ S3_REGION: 'us-east-1', S3_PREFIX: 'sagsspor/' },
      ...{ MEETING_INVITATIONS: false, CALENDAR_FEEDS: false },
      ...{ METRICS_HOST: '127.0.0.1', TRACE_SHARE: 1 },
    });
  });

  it('are read as what they are', () => {
    const env = {
      PORT: '0',
      TRUSTED_PROXIES: '10.0.0.0/8 ::1',
      WITNESS_URLS: ' https://a.example  https://b.example ',
    };
    expect(configFrom(env)).toMatchObject({
      ...{ PORT: 0, TRUSTED_PROXIES: ['10.0.0.0/8', '::1'] },
      WITNESS_URLS: ['https://a.example', 'https://b.example'],
    });
  });

  it('may each be given under a name that says whose it is, and by that alone', () => {
    expect(configFrom({ SAGSSPOR_PORT: '80' }).PORT).toBe(80);
    expect(faultsOf({ SAGSSPOR_PORT: '80', PORT: '81' })).toEqual([
      'PORT and SAGSSPOR_PORT say the same setting: unset one of them.',
    ]);
  });

  it('take a secret from a file, without its last line end', () => {
    const file = join(folder, 'log');
    writeFileSync(file, `${LOG}\n`);
    expect(configFrom({ DATABASE_URL_FILE: file, VAULT_DATABASE_URL: KEYS }).DATABASE_URL).toBe(LOG);
    expect(faultsOf({ DATABASE_URL_FILE: file, DATABASE_URL: LOG, VAULT_DATABASE_URL: KEYS })).toEqual([
      'DATABASE_URL and DATABASE_URL_FILE say the same setting: unset one of them.',
    ]);
    expect(faultsOf({ SMTP_URL_FILE: join(folder, 'none') })).toEqual([
      `SMTP_URL_FILE names ${folder}/none, which cannot be read (ENOENT).`,
    ]);
  });

  it.each([
    [{ SAGSSPOR_PROT: '80' }, 'SAGSSPOR_PROT is no setting: "sagsspor config" lists what there is.'],
    [{ SAGSSPOR_PORT_FILE: '/x' }, 'SAGSSPOR_PORT_FILE is no setting: "sagsspor config" lists what there is.'],
    [{ PORT: '65536' }, 'PORT takes a port from 0 to 65535; 0 is any free one.'],
    [{ PORT: 'http' }, 'PORT takes a port from 0 to 65535; 0 is any free one.'],
    [{ S3_URL: 'https://s3.example' }, 'S3_URL is set: set S3_BUCKET, S3_KEY_ID and S3_SECRET as well, or unset it.'],
    [
      { S3_URL: 'https://s3.example', S3_BUCKET: 'bb1', S3_KEY_ID: 'k', S3_SECRET: 's', DOCUMENT_FOLDER: '/d' },
      'S3_URL and DOCUMENT_FOLDER both say where documents lie: unset one of them.',
    ],
    [
      { OPEN_DATA_LICENCE: 'https://licence.example/', OPEN_DATA_PUBLISHER: 'Opdigtet Kommune' },
      'OPEN_DATA_LICENCE is set: set OPEN_DATA_PUBLISHER and BASE_URL as well, or unset it.',
    ],
    [{ HOST: 'sagsspor.example' }, 'HOST takes an IP address or "localhost".'],
    [{ HOST: '0.0.0.0' }, 'HOST is 0.0.0.0: others than this machine are served with NODE_ENV=production only.'],
    [
      { HOST: '::', NODE_ENV: 'test' },
      'HOST is ::: others than this machine are served with NODE_ENV=production only.',
    ],
    [{ BASE_URL: 'sagsspor.example' }, 'BASE_URL takes an address such as https://sagsspor.example.'],
    [{ BASE_URL: 'ftp://sagsspor.example' }, 'BASE_URL takes an address such as https://sagsspor.example.'],
    [
      { TRUSTED_PROXIES: '10.0.0.0/33' },
      'TRUSTED_PROXIES takes IP addresses or networks (10.0.0.0/8), separated by blanks.',
    ],
    [{ NODE_ENV: '' }, 'NODE_ENV takes a word.'],
    [{ LEDGER_NAME: 'a+b' }, 'LEDGER_NAME takes a word without "+".'],
    [{ EVENT_STORE_PREFIX: 'a b' }, 'EVENT_STORE_PREFIX takes letters, digits, dots, dashes and underscores.'],
    [{ WITNESS_URLS: 'here' }, 'WITNESS_URLS takes addresses such as https://witness.example/, separated by blanks.'],
    [
      { DATABASE_URL: LOG },
      'Set VAULT_DATABASE_URL as well: the keys live in a database of their own, with other backups than the log.',
    ],
    [
      { SMTP_URL: 'smtp://post.example', MAIL_FROM: 'a@b.example', BASE_URL: 'https://sagsspor.example' },
      'SMTP_URL is set: set MAIL_FROM, MAIL_DIRECTORY and BASE_URL as well, or unset it.',
    ],
  ] as [Record<string, string>, string][])('%j is a sentence', (env, sentence) => {
    expect(faultsOf(env)).toEqual([sentence]);
  });

  it('say every fault at once, and in none of them a secret', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://u:hemmelig@host/db', SMTP_URL: 'hemmelig', PORT: 'x' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('hemmelig');
  });

  it('serve others than this machine in production', () => {
    expect(configFrom({ HOST: '0.0.0.0', NODE_ENV: 'production' }).HOST).toBe('0.0.0.0');
  });

  it('are empty where an empty text is given, as compose files do', () => {
    expect(configFrom({ DATABASE_URL: '', BASE_URL: '', PORT: '' })).toEqual(configFrom({}));
  });
});

describe('What "sagsspor config" shows', () => {
  it('masks secrets, and says which name said it', () => {
    const { settings } = shown({ DATABASE_URL: LOG, SAGSSPOR_PORT: '80', SMTP_URL_FILE: '/run/secrets/smtp' });
    const of = (name: string) => settings.find((s) => s.name === name);
    expect(of('DATABASE_URL')).toMatchObject({ value: '***', from: 'DATABASE_URL' });
    expect(of('SMTP_URL')).toMatchObject({ value: '/run/secrets/smtp', from: 'SMTP_URL_FILE' });
    expect(of('PORT')).toMatchObject({ value: '80', from: 'SAGSSPOR_PORT' });
    expect(of('HOST')).toMatchObject({ value: '127.0.0.1', from: 'default' });
    expect(JSON.stringify(settings)).not.toContain('hemmelig');
  });

  it('is every setting, and nothing else in the sources reads one', () => {
    expect(shown({}).settings.map((s) => s.name)).toEqual(Object.keys(SETTINGS));
    const reading = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && readFileSync(join('src', name), 'utf8').includes('process.env'))
      .sort();
    expect(reading).toEqual([
      'infrastructure/embedded-postgres/launch.ts', // handed on to PostgreSQL
      'infrastructure/postgres/connections.ts', // PGOPTIONS, libpq's own
      'main/app.module.ts',
      'main/compose.ts',
      'main/machinery.ts',
    ]);
  });

  it('open the port of those who watch to others only where the product is served for real', () => {
    const fault = 'METRICS_HOST is 0.0.0.0: others than this machine are served with NODE_ENV=production only.';
    expect(faultsOf({ METRICS_HOST: '0.0.0.0' })).toEqual([fault]);
    expect(configFrom({ METRICS_HOST: '0.0.0.0', METRICS_PORT: '9464', NODE_ENV: 'production' }).METRICS_PORT).toBe(
      9464,
    );
    expect(faultsOf({ TRACE_SHARE: '1.5' })).toEqual(['TRACE_SHARE takes a number from 0 to 1.']);
  });
});
