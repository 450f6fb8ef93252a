import { format, inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { dataSchema } from '../../src/application/commands/request.js';
import { commands } from '../../src/domain/registry.js';
import { CANARY, wholeWithCanaries } from '../support/canaries.js';

const carrying = [...commands.values()].flatMap((command) => {
  const { data, canaries } = wholeWithCanaries(command);
  return canaries.length > 0 ? [{ command, data, canaries }] : [];
});

/** All that a log, a trace or an error would show of it. */
function printed(data: unknown): string {
  const shown = [inspect(data, { depth: null, showHidden: true, getters: true }), format('%o %O %s', data, data, data)];
  try {
    return [...shown, JSON.stringify(data)].join('\n');
  } catch {
    return shown.join('\n'); // a sealed value refuses to be written
  }
}

describe('A sealed field, of every command that has one', () => {
  it('is a hundred fields, in more than half of the commands', () => {
    expect(carrying.flatMap(({ canaries }) => canaries).length).toBeGreaterThan(100);
    expect(carrying.length).toBeGreaterThan(commands.size / 2);
  });

  it.each(carrying.map((one) => [one.command.name, one] as const))(
    '%s is printed by nothing once it was read',
    (_, one) => {
      expect(printed(one.data).match(CANARY)?.length).toBeGreaterThanOrEqual(one.canaries.length);
      const read = dataSchema(one.command).safeParse(one.data);
      expect([read.success, read.error?.message]).toEqual([true, undefined]);
      expect(printed(read.data).match(CANARY)).toBeNull();
    },
  );

  it.each(carrying.map((one) => [one.command.name, one] as const))(
    '%s is named by no error that refuses it',
    (_, one) => {
      const twisted = Object.fromEntries(
        Object.entries(one.data).map(([name, value]) => [
          name,
          CANARY.test(JSON.stringify(value)) ? { of: value } : value,
        ]),
      );
      const { error } = dataSchema(one.command).safeParse(twisted);
      expect(printed(error).match(CANARY)).toBeNull();
    },
  );
});
