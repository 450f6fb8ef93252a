import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { syntheticYears } from '../../src/interface/cli/demo-data/synthetic-years.js';
import { asSuperuser, keptUp, sagsspor, sagssporWith, started, startedWith, until } from '../support/cli.js';
import { cluster } from '../support/data-folder.js';
import { WHOLE } from '../support/sample.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-'));
const data = (name: string) => join(folder, name);
const NINE_MONTHS = 'demo/nine-months.ndjson';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The command line', () => {
  const dir = data('nine');
  let leave: () => Promise<void>;
  beforeAll(async () => {
    await cluster(dir);
    leave = await keptUp(dir);
  });
  afterAll(() => leave());

  it('imports the nine-month case, and the same file again changes nothing', async () => {
    expect(started('import', NINE_MONTHS, '--data', dir).json()).toEqual({ accepted: 58, duplicates: 0, refused: [] });
    const report = [
      'report',
      '--infohus',
      'koebenhavn',
      '--plan',
      'koebenhavn-2016',
      '--year',
      '2016',
      '--json',
      '--data',
      dir,
    ];
    const before = (await sagsspor(...report)).json();
    expect((await sagsspor('import', NINE_MONTHS, '--data', dir)).json()).toEqual({
      accepted: 0,
      duplicates: 58,
      refused: [],
    });
    expect((await sagsspor(...report)).json().indicators).toEqual(before.indicators);
  });

  it('answers wrong use with 2 and a refusal with 1', async () => {
    expect((await sagsspor('report', '--data', dir)).status).toBe(2);
    expect((await sagsspor('case', 'nonsense', '--data', dir)).status).toBe(2);
    expect((await sagsspor('cases', '--infohus', 'koebenhavn', '--limit', '0', '--data', dir)).status).toBe(2);
    expect((await sagsspor('cases', '--infohus', 'koebenhavn', '--from', 'spring', '--data', dir)).status).toBe(2);
    expect(started('case', '11111111-1111-4111-8111-111111111111', '--data', dir).status).toBe(1);
    expect((await sagsspor('cases', '--infohus', 'koebenhavn', '--as', 'a1:BIF:analyst', '--data', dir)).status).toBe(
      1,
    );
  });

  it('lists cases whole, filtered, or page by page, always as rows', async () => {
    const cases = async (...more: string[]) =>
      (await sagsspor('cases', '--infohus', 'koebenhavn', '--json', '--data', dir, ...more)).json();
    const whole = await cases();
    expect(whole).toHaveLength(1);
    expect(await cases('--limit', '10')).toEqual(whole);
    expect(await cases('--agency', whole[0].responsibleAgency, '--type', whole[0].caseType)).toEqual(whole);
    expect(await cases('--pending')).toEqual([]);
  });

  it('answers bad lines by name, and goes on', async () => {
    const good = readFileSync(NINE_MONTHS, 'utf8').split('\n')[0] ?? '';
    const line = (change: (command: Record<string, unknown>) => void) => {
      const command = JSON.parse(good);
      command.id = '22222222-2222-4222-8222-222222222222';
      change(command);
      return JSON.stringify(command);
    };
    const withName = (name: unknown) => line((c) => Object.assign(c, { data: { name } }));
    const bad = [
      'not json',
      withName('a\u0000b'),
      withName('a\ud800b'),
      withName(7),
      line((c) => Object.assign(c, { command: 'NoSuchCommand' })),
      line((c) => Object.assign(c, { extra: 1 })),
      good.replace('"data":', '"__proto__":{"x":1},"data":'),
      withName('x'.repeat(2_000_000)),
      `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      line((c) => Object.assign(c, { at: '2090-01-01T00:00:00Z' })),
    ];
    const file = data('bad.ndjson');
    writeFileSync(file, [...bad, withName('Opdigtet Sidste')].join('\n'));
    const { accepted, refused } = (await sagsspor('import', file, '--data', dir)).json();
    expect(accepted).toBe(1);
    const codes = refused.map((r: { line: number; code: string }) => `${r.line} ${r.code}`);
    expect(codes).toEqual(
      bad.map((_, i) => `${i + 1} ${i === 7 ? 'payload-too-large' : i === 9 ? 'rule-violated' : 'validation-failed'}`),
    );
  });

  it('leaves nothing about a person readable at rest', async () => {
    await leave();
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    for (const text of ['Opdigtet Far', 'ved et hjemmebesøg', 'Forældrecoach hver uge', 'Opdigtet Mentor']) {
      const found = files.filter((f) => readFileSync(join(f.parentPath, f.name)).includes(text));
      expect({ text, found: found.map((f) => f.name) }).toEqual({ text, found: [] });
    }
  });

  it('names the event of which a superuser changed one byte', async () => {
    expect((await sagsspor('verify', '--json', '--data', dir)).json()).toMatchObject({ ok: true, wrong: null });
    leave = await keptUp(dir);
    const changed = await asSuperuser(dir, async (client) => {
      await client.query('alter table event disable trigger all');
      const { rows } = await client.query(
        'update event set bytes = set_byte(bytes, 60, get_byte(bytes, 60) # 1) where position = 20 returning event_id',
      );
      await client.query('alter table event enable always trigger event_is_append_only').catch(() => undefined);
      return rows[0].event_id;
    });
    const found = await sagsspor('verify', '--json', '--data', dir);
    expect({ status: found.status, wrong: found.json().wrong.eventId }).toEqual({ status: 1, wrong: changed });
  });
});

describe('A setting that is wrong', () => {
  it('stops every start with a sentence, and "config" shows all of them without a secret', async () => {
    const env = { SMTP_URL: 'smtps://mail:hemmelig@post.example', SAGSSPOR_PROT: '80' };
    const started = startedWith(env, 'plan', 'check', 'plans/koege-2024.json');
    expect([started.status, started.stdout]).toEqual([1, '']);
    expect(started.stderr).toMatch(/^ConfigError: SAGSSPOR_PROT is no setting: .* SMTP_URL is set: set MAIL_FROM/);
    const { status, stdout } = await sagssporWith(env, 'config', '--json');
    expect([status, stdout.includes('hemmelig')]).toEqual([1, false]);
    expect(JSON.parse(stdout)).toMatchObject({
      settings: expect.arrayContaining([expect.objectContaining({ name: 'SMTP_URL', value: '***', from: 'SMTP_URL' })]),
      faults: [expect.stringContaining('SAGSSPOR_PROT'), expect.stringContaining('SMTP_URL is set')],
    });
  });
});

describe('A crash in the middle of an import', () => {
  const file = data('many.ndjson');
  const lines = syntheticYears(7).slice(0, WHOLE ? 400 : 100);

  /** Commands of the file: that somebody imported is an event too. */
  const committed = (dir: string) =>
    asSuperuser(dir, async (c) =>
      Number(
        (await c.query("select count(distinct command_id) from event where stream not like 'access-%'")).rows[0].count,
      ),
    ).catch(() => undefined);
  const killed = async (name: string, kill: (dir: string, importer: ReturnType<typeof spawn>) => void) => {
    writeFileSync(file, lines.join('\n'));
    const dir = data(name);
    await cluster(dir);
    const importer = spawn(process.execPath, ['bin/sagsspor.mjs', 'import', file, '--data', dir], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => importer.once('exit', resolve));
    await until(async () => ((await committed(dir)) ?? 0) > 20 || undefined);
    kill(dir, importer);
    await ended;
    const before = await committed(dir);
    const { accepted, duplicates, refused } = (await sagsspor('import', file, '--data', dir)).json();
    expect(refused).toEqual([]);
    expect(accepted + duplicates).toBe(lines.length);
    if (before !== undefined) expect(duplicates).toBe(before);
    const verified = (await sagsspor('verify', '--json', '--data', dir)).json();
    expect(verified.ok).toBe(true);
    const again = (await sagsspor('import', file, '--data', dir)).json();
    expect(again).toEqual({ accepted: 0, duplicates: lines.length, refused: [] });
  };

  it('of Node loses nothing, and the import is run again to completion', () =>
    killed('node', (_, importer) => importer.kill('SIGKILL')));

  it('of PostgreSQL loses nothing either', () =>
    killed('postgres', (dir) =>
      process.kill(Number(readFileSync(join(dir, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL'),
    ));
});
