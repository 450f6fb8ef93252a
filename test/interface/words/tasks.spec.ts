import { describe, expect, it } from '@jest/globals';
import { commands } from '../../../src/domain/registry.js';
import { merged, type Schema, schemaOf } from '../../../src/interface/web/form-schema.js';
import { isForMachines, tasks } from '../../../src/interface/web/tasks/all.js';
import type { Field, Fields } from '../../../src/interface/web/tasks/task.js';

/** Every field of a task with its place, groups and rows walked through. */
function walk(fields: Fields, path = ''): readonly (readonly [path: string, field: Field])[] {
  return Object.entries(fields).flatMap(([name, field]): readonly (readonly [string, Field])[] => {
    const here = path ? `${path}.${name}` : name;
    const inner = field.is === 'group' || field.is === 'rows' ? walk(field.of, here) : [];
    return [[here, field], ...inner];
  });
}
/** Every required field of a command, by its place. */
function required(schema: Schema, path = ''): readonly string[] {
  return (schema.required ?? []).flatMap((name) => {
    const here = path ? `${path}.${name}` : name;
    const own = merged(schema.properties?.[name] ?? {});
    const inner = own.items?.properties ? own.items : own;
    return [here, ...(inner.properties ? required(inner, here) : [])];
  });
}

describe('The tasks', () => {
  it('are there for every command that a person gives; what machines give says so where it is declared', () => {
    const given = [...commands.values()];
    expect(given.filter((c) => !(c.name in tasks) && !isForMachines(c)).map((c) => c.name)).toEqual([]);
    const byMachines = given.filter(isForMachines).map((c) => c.name);
    const ofTransfers = ['RecordTransferReceipt', 'RecordTransferAcceptance', 'RecordTransferRefusal'];
    expect(byMachines.sort()).toEqual(['CameOfAge', 'ReceiveTransfer', 'RecallTransfer', ...ofTransfers].sort());
    expect(Object.keys(tasks).filter((name) => !commands.has(name))).toEqual([]);
  });

  it('can fill in every field that a command requires', () => {
    const lacking = [...commands.values()].flatMap((command) => {
      const task = tasks[command.name];
      if (!task) return [];
      const asked = new Map(walk(task.fields));
      return required(schemaOf(command))
        .filter((path) => {
          const field = asked.get(path) ?? asked.get(path.replace(/\.[^.]+$/, ''));
          return field === undefined || field.is === 'none';
        })
        .map((path) => `${command.name}.${path}`);
    });
    expect(lacking).toEqual([]);
  });

  it('say everything in both languages, each in its own words', () => {
    const said = Object.entries(tasks).flatMap(([command, { fields, note, warning, send, also = [] }]) => [
      ...[note, warning, send].flatMap((words) => (words ? [[command, words] as const] : [])),
      ...also.flatMap((a) => [[command, a.label] as const]),
      ...[...walk(fields), ...also.flatMap((a) => walk(a.of))].flatMap(([path, field]) => {
        const words = ['label' in field ? field.label : undefined, 'help' in field ? field.help : undefined];
        return [...words, 'add' in field ? field.add : undefined].flatMap((w) =>
          w ? [[`${command}.${path}`, w] as const] : [],
        );
      }),
    ]);
    const same = said.filter(([, [da, en]]) => da === en || da.trim() === '' || en.trim() === '');
    expect([...new Set(same.map(([, [da]]) => da))].sort()).toEqual(['Infohus', 'Person']);
    const codes = said.filter(([, [da]]) => /\b(id|UUID|json)\b/i.test(da) || /[a-z][A-Z]/.test(da));
    expect(codes).toEqual([]);
  });
});
