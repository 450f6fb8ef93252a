import { describe, expect, it } from '@jest/globals';
import { caseDecider } from '../../../src/domain/case/case.js';
import { commands } from '../../../src/domain/registry.js';
import { DANISH } from '../../../src/interface/web/names.js';

describe('The pages', () => {
  it('call every command, and every event of a case, by a Danish name', () => {
    const named = [...commands.keys(), ...Object.keys(caseDecider.events)];
    expect(named.filter((name) => !(name in DANISH))).toEqual([]);
  });
});
