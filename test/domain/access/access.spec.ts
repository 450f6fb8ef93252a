import { describe, expect, it } from '@jest/globals';
import { access, events } from '../../../src/domain/access/access.js';
import { events as glass } from '../../../src/domain/access/break-glass.js';
import type { AccessState } from '../../../src/domain/access/state.js';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { idFor } from '../../support/given.js';
import { on, specify } from '../../support/specification.js';

const given = specify(access as unknown as Decider<unknown, string>, idFor('a day of looking'), 'SOF:caseworker');
const CASE = idFor('the case');
const consulted = { record: 'case', recordId: CASE, purpose: 'casework' as const };

describe('Who looked at what (domain.md rule 11)', () => {
  it('is written down as the query says it', () => {
    for (const [command, event, data] of [
      ['NoteConsultation', 'RecordConsulted', consulted],
      ['NoteSearch', 'SearchPerformed', { list: 'cases', criteria: { status: 'open' }, purpose: 'casework', count: 3 }],
      ['NoteExport', 'ExportMade', { export: 'cases', criteria: {}, purpose: 'casework' }],
      ['NoteDenial', 'AccessDenied', { ...consulted, action: 'read' }],
      ['ExpireAccess', 'AccessExpired', { authorisation: idFor('a plan'), keys: 2, erased: [idFor('a look')] }],
    ] as const)
      given().when(command, data, '2024-06-03').then([event, data]);
  });

  it('is there from the first look on; of broken glass it is known of which Infohus, and since when', () => {
    const known = (...happened: Parameters<typeof given>) => given(...happened).state() as AccessState;
    const look = on('2024-06-03', events.RecordConsulted(consulted));
    const broken = on(
      '2024-06-03',
      glass.BreakGlassUsed({
        ...{ caseId: CASE, justification: Sealed.of('Akut'), infohus: 'koebenhavn', until: '2024-06-03T16:00:00.000Z' },
      }),
    );
    const told = (s: AccessState) => [access.exists(s), access.infohus(s), access.since(s), s.count];
    expect(told(known())).toEqual([false, undefined, null, 0]);
    expect(told(known(look, look))).toEqual([true, undefined, null, 2]);
    expect(told(known(broken))).toEqual([true, 'koebenhavn', '2024-06-03T08:00:00.000Z', 1]);
  });
});
