import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../../src/application/ports/event-store.js';
import { NeedsMending, Refused } from '../../../src/application/refusal.js';
import { jsonLog } from '../../../src/infrastructure/telemetry/json-log.js';
import { sentences } from '../../../src/infrastructure/telemetry/sentences.js';

const CANARY = 'Kanarie Fuglesang 010203-4567';
const lines: string[] = [];
const log = jsonLog({ role: 'web' }, { write: (line) => void lines.push(line) });
const last = () => JSON.parse(lines.at(-1) ?? '{}');

describe('The log of a server', () => {
  it('is a line of JSON for each thing, with its instant, its level and what the process does', () => {
    log.info('it is up', { port: 3000 });
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      role: 'web',
      port: 3000,
      msg: 'it is up',
    });
    log.warn('look');
    expect(last().level).toBe('warn');
  });

  it('says of an error its kind and where it was, and its message only where that is ours', () => {
    log.failed(
      'tried again',
      new StoreUnavailable('unknown', new Error(CANARY), { why: 'db:5432 refuses', lasting: false }),
    );
    expect(last()).toMatchObject({
      level: 'error',
      kind: 'StoreUnavailable',
      said: expect.stringContaining('db:5432 refuses'),
    });
    expect(last().at[0]).toMatch(/logs\.spec/);
    log.failed('tried again', new NeedsMending('The record could not be reached.'));
    expect(last().said).toBe('The record could not be reached.');
  });

  it('holds nothing of what was sent, whatever failed', () => {
    const before = lines.length;
    const said: string[] = [];
    const plain = sentences((line) => said.push(line));
    const errors = [
      Object.assign(new Error(`duplicate key value (${CANARY})`), { code: '23505', detail: CANARY, where: CANARY }),
      new Refused('validation-failed', CANARY, { errors: [{ path: CANARY, message: CANARY }] }),
      new TypeError(CANARY, { cause: new Error(CANARY) }),
      CANARY,
      { message: CANARY },
    ];
    for (const error of errors) {
      log.failed('tried again', error);
      plain.failed('tried again', error);
    }
    expect(lines.slice(before)).toHaveLength(errors.length);
    expect([...lines, ...said].join('')).not.toContain('Kanarie');
    expect(said[0]).toBe('tried again: Error 23505\n');
  });

  it('names places in the code, and no folder of the machine', () => {
    const stack = [
      'Error: x',
      '    at async follow (file:///srv/kanarie/.dist-1795-18/interface/cli/workers.js:49:5)',
      '    at patiently (/srv/kanarie/dist/infrastructure/outage.js:7:1)',
      '    at file:///srv/kanarie/node_modules/pg/lib/client.js:694:17',
    ].join('\n');
    log.failed('tried again', Object.assign(new Error('x'), { stack }));
    expect(last().at).toEqual([
      'async follow (.dist-1795-18/interface/cli/workers.js:49:5)',
      'patiently (dist/infrastructure/outage.js:7:1)',
      'node_modules/pg/lib/client.js:694:17',
    ]);
  });
});
