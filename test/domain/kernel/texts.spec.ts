import { describe, expect, it } from '@jest/globals';
import { dataSchema } from '../../../src/application/commands/request.js';
import { commands } from '../../../src/domain/registry.js';
import { merged, type Schema, schemaOf } from '../../../src/interface/web/form-schema.js';
import { isForMachines } from '../../../src/interface/web/tasks/all.js';

interface Leaf {
  readonly path: string;
  readonly schema: Schema & { readonly pattern?: string };
}
/** Every field of a command that takes a text, wherever it stands. */
function leaves(schema: Schema, path: string): readonly Leaf[] {
  const own = merged(schema);
  if (own.properties) return Object.entries(own.properties).flatMap(([name, s]) => leaves(s, `${path}.${name}`));
  if (own.items) return leaves(own.items, `${path}[]`);
  if (own.anyOf) return own.anyOf.flatMap((s) => leaves(s, path));
  const isText = own.type === 'string' && own.enum === undefined && own.format === undefined && !('const' in own);
  return isText ? [{ path, schema: own }] : [];
}
// What a process gives nobody writes (isForMachines).
const all = [...commands.values()]
  .filter((c) => !isForMachines(c))
  .flatMap((command) => leaves(schemaOf(command), command.name));
const isCode = ({ schema }: Leaf) => schema.pattern?.startsWith('^[A-Za-z0-9]') === true;

describe('A text that somebody has to write', () => {
  it('is a code, or says something: every field of every command holds at least one letter or digit', () => {
    const texts = all.filter((leaf) => !isCode(leaf));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.filter(({ schema }) => !schema.pattern?.includes('\\p{L}')).map(({ path }) => path)).toEqual([]);
  });

  it.each([
    ['UseBreakGlass', 'justification'],
    ['ReviewBreakGlass', 'assessment'],
    ['CorrectEvent', 'reason'],
    ['AnnulEvent', 'reason'],
    ['RegisterPerson', 'name'],
    ['RecordMeasurement', 'source'],
    ['AdoptPlan', 'adoptedBy'],
  ])('%s: a %s of signs and blanks alone is none', (name, field) => {
    const command = commands.get(name);
    if (!command) throw new Error('no such command');
    const own = dataSchema(command).shape[field] as { safeParse(value: unknown): { success: boolean } };
    for (const text of ['', ' ', '...', '—', '\u200B\u2060', '!?', '\n\t', '👍'])
      expect(own.safeParse(text).success).toBe(false);
    for (const text of ['x', '7', 'Å.', '第']) expect(own.safeParse(text).success).toBe(true);
  });
});
