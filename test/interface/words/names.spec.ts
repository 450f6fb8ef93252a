import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseRequest } from '../../../src/application/commands/request.js';
import { ADVICE, Refused, STATUS } from '../../../src/application/refusal.js';
import { aggregates, commands } from '../../../src/domain/registry.js';
import { merged, type Schema, schemaOf } from '../../../src/interface/web/form-schema.js';
import { CODES, FIELDS } from '../../../src/interface/words/labels.js';
import { DANISH } from '../../../src/interface/words/names.js';
import { adviceIn, DANISH_ADVICE, messageIn } from '../../../src/interface/words/refusals.js';

/** The access log's own events are no step in anything that a page tells. */
const UNTOLD = ['RecordConsulted', 'SearchPerformed', 'ExportMade', 'AccessDenied', 'AbsenceRecorded', 'AbsenceEnded'];
/** Nor are these fields: what an amendment names, how a document is sealed, and what is never shown with a person. */
const NEVER = new Set(['forms', 'ids', 'target', 'key', 'commitment']);

describe('The pages', () => {
  it('call every command, and every event that a timeline tells, by a Danish name', () => {
    const told = aggregates
      .filter((a) => ['case', 'concern', 'person', 'mentor', 'meeting', 'access', 'deadline'].includes(a.aggregate))
      .flatMap((a) => Object.keys(a.events))
      .filter((type) => !UNTOLD.includes(type));
    expect([...commands.keys(), ...told].filter((name) => !(name in DANISH))).toEqual([]);
  });

  it('call every field of a form, and every code that it may have, by a Danish name', () => {
    const fields = new Set<string>();
    const codes = new Set<string>();
    const walk = (declared: Schema): void => {
      const schema = merged(declared);
      for (const code of schema.enum ?? []) codes.add(code);
      for (const [field, own] of Object.entries(schema.properties ?? {})) {
        fields.add(field);
        walk(own);
      }
      if (schema.items) walk(schema.items);
    };
    for (const command of commands.values()) walk(schemaOf(command));
    expect([...fields].filter((f) => !(f in FIELDS))).toEqual([]);
    expect([...codes].filter((c) => !(c in CODES))).toEqual([]);
  });

  it('call every field of an event that a timeline tells, and every code that it may have, by a Danish name', () => {
    const missing = new Set<string>();
    const walk = (declared: Schema): void => {
      const schema = merged(declared);
      for (const code of schema.enum ?? []) if (!(code in CODES)) missing.add(`code ${code}`);
      for (const [field, own] of Object.entries(schema.properties ?? {})) {
        if (!(field in FIELDS) && !NEVER.has(field)) missing.add(field);
        walk(own);
      }
      if (schema.items) walk(schema.items);
    };
    const told = aggregates.filter((a) => ['case', 'concern', 'person', 'meeting', 'mentor'].includes(a.aggregate));
    for (const { events } of told)
      for (const { shape } of Object.values(events))
        walk(z.toJSONSchema(z.strictObject(shape?.fields ?? {}), { io: 'input', unrepresentable: 'any' }) as Schema);
    expect([...missing]).toEqual([]);
  });

  it('say in Danish what to do about every refusal', () => {
    const rules = [...commands.values()].flatMap((c) => [...c.definition.refusals]);
    expect(
      [...rules, ...Object.keys(ADVICE), ...Object.keys(STATUS)].filter(
        (r) => !(r in DANISH_ADVICE) && r !== 'rule-violated',
      ),
    ).toEqual([]);
    const told = { code: 'rule-violated', rule: 'case-open', detail: String(ADVICE['case-open']) };
    expect([adviceIn('da', told), adviceIn('en', told)]).toEqual(['Sagen er åben.', 'The case is open.']);
    expect(messageIn('da', 'Invalid option: expected one of "acute"|"low"')).toBe('skal vælges');
    expect(messageIn('en', 'must be a UUID')).toBe('must be an id (UUID)');
    expect(messageIn('da', 'Too small: expected number to be >0')).toBe('er for lidt');
  });

  it('say in Danish what is wrong with any field of any form, and in English as people say it', () => {
    const bad = ['', '...', '\u0000', 'x'.repeat(20_001), '0025-06-01', '1899-01-01T00:00:00Z', 'no', -1, 1.5, 1e20];
    const values = [...bad, null, {}, [], [''], [{}], true];
    const english = new Set<string>();
    for (const command of commands.values())
      for (const field of Object.keys(merged(schemaOf(command)).properties ?? {}))
        for (const value of values)
          for (const message of faultsOf(command.name, { [field]: value }))
            if (messageIn('da', message) === message || /Invalid|expected|"/.test(messageIn('en', message)))
              english.add(message);
    expect([...english]).toEqual([]);
  });
});

function faultsOf(command: string, data: object): readonly string[] {
  try {
    parseRequest(command, { id: '00000000-0000-4000-8000-000000000001', data });
    return [];
  } catch (error) {
    return error instanceof Refused ? error.errors.map((fault) => fault.message) : [String(error)];
  }
}
