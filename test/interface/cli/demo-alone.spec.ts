import { describe, expect, it } from '@jest/globals';
import { assertNobodysOwn } from '../../../src/interface/cli/demo.js';
import { configFrom } from '../../../src/main/config.js';

const POSTGRES = 'postgres://own:pw1@host/log';
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DATABASE_URL: { DATABASE_URL: POSTGRES, VAULT_DATABASE_URL: `${POSTGRES}_keys` },
  EVENT_STORE_URL: { EVENT_STORE_URL: 'esdb://host:2113' },
  'the prefixed name of it': { SAGSSPOR_EVENT_STORE_URL: 'esdb://host:2113' },
  KMS_URL: { KMS_URL: 'https://bao.example:8200', KMS_TOKEN: 'opdigtet' },
  S3_URL: {
    ...{ S3_URL: 'https://s3.example', S3_BUCKET: 'opdigtet', S3_KEY_ID: 'opdigtet', S3_SECRET: 'opdigtet' },
  },
  DOCUMENT_FOLDER: { DOCUMENT_FOLDER: '/srv/documents' },
  SMTP_URL: {
    SMTP_URL: 'smtps://user:pw1@host:465',
    MAIL_FROM: 'a@b.example',
    MAIL_DIRECTORY: 'mail.json',
    BASE_URL: 'https://sagsspor.example',
  },
  WITNESS_URLS: { WITNESS_URLS: 'https://witness.example/' },
};

describe('The demo', () => {
  it('runs where nothing of anybody’s is configured', () => {
    expect(() => assertNobodysOwn(configFrom({ NODE_ENV: 'test', HOST: '127.0.0.1' }))).not.toThrow();
  });

  it.each(Object.entries(OWN))('refuses what is configured as %s, by its name and without its secret', (name, env) => {
    const asked = () => assertNobodysOwn(configFrom(env));
    expect(asked).toThrow(/writes to no server of yours: unset /);
    expect(asked).toThrow(/^[A-Z0-9]+(_[A-Z]+)+$/.test(name) ? name : 'EVENT_STORE_URL');
    expect(asked).not.toThrow(/pw1|opdigtet/);
  });
});
