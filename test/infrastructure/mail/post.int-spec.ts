import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { RecordNumbers } from '../../../src/application/numbers/record-numbers.js';
import type { Directory, Mailer } from '../../../src/application/ports/mail.js';
import { AlertLetters } from '../../../src/application/processes/post/alert-letters.js';
import { Invitations } from '../../../src/application/processes/post/invitations.js';
import { Post } from '../../../src/application/processes/post/post.js';
import { icalWriter } from '../../../src/infrastructure/calendar/ical.js';
import { migrate } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { OutboxTable } from '../../../src/infrastructure/mail/outbox-table.js';
import { SmtpMailer } from '../../../src/infrastructure/mail/smtp-mailer.js';
import { migrateReadStore } from '../../../src/infrastructure/read-store/tables.js';
import { give, registered } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';
import { type TestServer, testServer } from '../../support/postgres.js';

let database: TestServer;
const pools: pg.Pool[] = [];
const servers: SMTPServer[] = [];
beforeAll(async () => {
  database = await testServer();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((s) => new Promise<void>((resolve) => s.close(resolve))));
  await Promise.all(pools.splice(0).map((p) => p.end()));
});
afterAll(() => database.stop());

/** A real SMTP server on a real socket; `answer` decides what it says to each letter. */
async function postbox(answer: (nth: number) => number = () => 250, port = 0) {
  const letters: string[] = [];
  let asked = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const code = answer(++asked);
        if (code === 250) letters.push(Buffer.concat(chunks).toString());
        done(code === 250 ? null : Object.assign(new Error('not now'), { responseCode: code }));
      });
    },
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { letters, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, asked: () => asked };
}

const directory: Directory = {
  mailbox: (agency) => (agency === 'BIF' ? ['bif@example.invalid'] : []),
  user: () => [],
};

const BASE_URL = 'https://sagsspor.example.invalid';

/** An Infohus with one concern that is about to be overdue, and its post office. */
async function world(url: string, known: Directory = directory) {
  let now = Date.parse('2016-02-29T08:00:00.000Z');
  const clock = { now: () => new Date(now).toISOString() };
  const product = memoryInstallation(clock.now);
  const fresh = await database.freshDatabase();
  await migrate(fresh);
  const pool = new pg.Pool({ connectionString: fresh });
  pools.push(pool);
  await migrateReadStore(pool, []);
  const outbox = new OutboxTable(pool);
  const { store, live: models, vault } = product;
  const organiser = 'sagsspor@example.invalid';
  const told = { models, clock, numbers: new RecordNumbers(vault), directory: known, baseUrl: BASE_URL };
  const sources = [new AlertLetters(told), new Invitations({ ...told, store, calendars: icalWriter, organiser })];
  const post = (mailer: Mailer = new SmtpMailer({ url, from: organiser })) =>
    new Post({ store, outbox, mailer, clock, sources });
  await post().forward();
  await give(
    product,
    'BIF:coordinator',
    'RegisterConcern',
    'c',
    '2016-02-29T08:00:00Z',
    registered('koebenhavn', '2016-02-29T08:00:00Z'),
  );
  return {
    product,
    post,
    outbox,
    pool,
    later: async (hours: number) => {
      now += hours * 3_600_000;
      await product.alerts().evaluate();
    },
  };
}
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}/;

describe('An alert by e-mail', () => {
  it('is sent once to the agency, says which kind of deadline it is, of what number and when, and nothing about anybody', async () => {
    const { url, letters } = await postbox();
    const { post, outbox, later, pool } = await world(url);
    await later(25);
    const own = post();
    expect(await own.forward()).toBe(1);
    expect(await own.deliver()).toBe(1);
    expect([await own.forward(), await own.deliver()]).toEqual([0, 0]);
    expect(letters).toHaveLength(1);
    const [head = '', ...body] = String(letters[0]).split('\r\n\r\n');
    expect(head).toContain('To: bif@example.invalid');
    const text = decoded(head, body.join('\r\n\r\n'));
    expect(text).toMatch(/Visitation B-2016-\d{4} forfaldt 2016-03-01 09:00/);
    expect(text).toMatch(/Triage B-2016-\d{4} was due 2016-03-01 09:00/);
    expect(text).not.toMatch(UUID);
    expect(await outbox.counts()).toEqual({ waiting: 0, delivered: 1, 'given-up': 0 });
    const { rows } = await pool.query('select address from mail_outbox');
    expect(rows).toEqual([{ address: null }]);
  });

  it('is tried again when the server asks for it, under the same Message-ID', async () => {
    const { url, letters, asked } = await postbox((nth) => (nth <= 2 ? 450 : 250));
    const { post, later } = await world(url);
    await later(25);
    const own = post();
    await own.forward();
    expect(await own.deliver()).toBe(0);
    expect(await own.deliver()).toBe(0); // not before its pause is over
    expect(asked()).toBe(1);
    await later(1 / 60);
    expect(await own.deliver()).toBe(0);
    await later(5 / 60);
    expect(await own.deliver()).toBe(1);
    expect(letters).toHaveLength(1);
  });

  it('that the server refuses for good is given up, and the address forgotten', async () => {
    const { url, letters } = await postbox(() => 550);
    const { post, outbox, later, pool } = await world(url);
    await later(25);
    const own = post();
    await own.forward();
    expect(await own.deliver()).toBe(0);
    expect(await outbox.counts()).toEqual({ waiting: 0, delivered: 0, 'given-up': 1 });
    expect((await pool.query('select address, last_code from mail_outbox')).rows).toEqual([
      { address: null, last_code: '550' },
    ]);
    expect(letters).toEqual([]);
  });

  it('waits while the server is down, and is given up after a day', async () => {
    const { post, outbox, later } = await world('smtp://127.0.0.1:9');
    await later(25);
    const own = post();
    await own.forward();
    for (let i = 0; i < 12; i++) {
      await own.deliver();
      await later(4);
    }
    expect(await outbox.counts()).toMatchObject({ 'given-up': 1 });
  });

  it('is sent by one process only, however many look at the same time', async () => {
    const { url, letters } = await postbox();
    const { post, later } = await world(url);
    await later(25);
    await Promise.all([post().forward(), post().forward(), post().forward()]);
    await Promise.all([post().deliver(), post().deliver(), post().deliver()]);
    expect(letters).toHaveLength(1);
  });

  it('may come twice only where a process died between sending and writing it down, and then with the same Message-ID', async () => {
    const { url, letters } = await postbox();
    const { post, later } = await world(url);
    await later(25);
    const real = new SmtpMailer({ url, from: 'sagsspor@example.invalid' });
    const dying = post({
      send: async (letter) => {
        await real.send(letter);
        throw new Error('killed');
      },
    });
    await dying.forward();
    await expect(dying.deliver()).rejects.toThrow('killed');
    expect(await post().deliver()).toBe(0); // it belongs to the dead one for some minutes
    await later(0.2);
    expect(await post().deliver()).toBe(1);
    const ids = letters.map((l) => /Message-ID: (<.*>)/i.exec(l)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('goes to no address that could smuggle a second one in', async () => {
    const { url, letters } = await postbox();
    const smuggling = { ...directory, mailbox: () => ['a@example.invalid\r\nBcc: b@example.invalid'] };
    const { post, outbox, later } = await world(url, smuggling);
    await later(25);
    const own = post();
    await own.forward();
    await own.deliver();
    expect(letters).toEqual([]);
    expect(await outbox.counts()).toMatchObject({ 'given-up': 1 });
  });
});

describe('A meeting by e-mail', () => {
  it('is an invitation that a mail program knows as one, and of which nothing that holds an address is kept', async () => {
    const { url, letters } = await postbox();
    const { product, post, pool } = await world(url);
    await give(product, 'BIF:coordinator', 'CallMeeting', 'm', '2016-02-29T08:00:00Z', {
      ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: '2016-03-10T09:00:00Z', invited: ['BIF'] },
    });
    const own = post();
    expect(await own.forward()).toBe(1);
    expect((await pool.query('select calendar is null as gone from mail_outbox')).rows).toEqual([{ gone: false }]);
    expect(await own.deliver()).toBe(1);
    const [letter = ''] = letters;
    expect(letter).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/);
    expect(letter).toMatch(/filename=invite\.ics/);
    const parts = letter.split(/\r\n--[^\r]+\r\n/).map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      return { head, text: decoded(head, body.join('\r\n\r\n')) };
    });
    const file = parts.find(({ head }) => head.includes('text/calendar'))?.text;
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(file).toContain('DTSTART;TZID=Europe/Copenhagen:20160310T100000');
    expect(parts.map(({ text }) => text).join()).not.toMatch(UUID);
    const { rows } = await pool.query('select address, calendar, state from mail_outbox');
    expect(rows).toEqual([{ address: null, calendar: null, state: 'delivered' }]);
  });
});

function decoded(head: string, body: string): string {
  if (/quoted-printable/i.test(head))
    return Buffer.from(
      body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString('utf8');
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body;
}
