import { commands, type KnownCommand } from '../../src/domain/registry.js';
import { merged, type Schema, schemaOf } from '../../src/interface/web/form-schema.js';

/** A text that stands nowhere else: where it is found, it was readable. */
export const CANARY = /Kanarie-\d+-fugl/g;

export interface Canary {
  readonly text: string;
  readonly command: string;
  readonly field: string;
}

/** The lines of a command file with a canary of its own in every sealed text, and which they are. */
export function withCanaries(lines: readonly string[]) {
  const canaries: Canary[] = [];
  const made = lines.map((text) => {
    let line: { command?: string; data?: object };
    try {
      line = JSON.parse(text);
    } catch {
      return text; // lines that are none are part of a generated file
    }
    const command = commands.get(String(line.command));
    if (!command || typeof line.data !== 'object' || line.data === null) return text;
    return JSON.stringify({ ...line, data: planted(schemaOf(command), line.data, '') });

    function planted(declared: Schema, value: unknown, field: string): unknown {
      const schema = merged(declared);
      if (isText(schema) && typeof value === 'string' && /\p{L}/u.test(value)) {
        const canary = `Kanarie-${canaries.length}-fugl`;
        canaries.push({ text: canary, command: command?.name ?? '', field });
        return canary;
      }
      if (Array.isArray(value)) return value.map((one) => planted(schema.items ?? {}, one, field));
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [
          name,
          planted(schema.properties?.[name] ?? {}, inner, field ? `${field}.${name}` : name),
        ]),
      );
    }
  });
  return { lines: made, canaries };
}

/** Of a sealed list of texts either form is one value. */
const isText = (schema: Schema): boolean =>
  schema.sealed === true && !schema.format && !schema.enum && schema.type !== 'array';

/** Data of this command with a canary in each sealed text that it can carry. */
export function wholeWithCanaries(command: KnownCommand) {
  const canaries: string[] = [];
  return { data: sampleOf(schemaOf(command)) as object, canaries };

  function sampleOf(declared: Schema, sealed = false): unknown {
    // What is sealed is sealed with all that is in it.
    const schema = sealed ? { ...declared, sealed } : declared;
    const within = schema.sealed === true;
    if (schema.properties)
      return Object.fromEntries(Object.entries(schema.properties).map(([name, s]) => [name, sampleOf(s, within)]));
    const [first] = schema.anyOf ?? [];
    if (first) return sampleOf(first, within);
    if (schema.items) return [sampleOf(schema.items, within)];
    if (isText(schema) && schema.type === 'string') {
      canaries.push(`Kanarie-${canaries.length}-fugl`);
      return canaries.at(-1);
    }
    const { pattern = '' } = schema as { readonly pattern?: string };
    if (pattern.endsWith('{43}$')) return 'x'.repeat(43); // a hash
    return schema.enum?.[0] ?? SAMPLES[schema.format ?? ''] ?? SAMPLES[schema.type ?? ''] ?? null;
  }
}
const SAMPLES: Readonly<Record<string, unknown>> = {
  ...{ uuid: '0b7f7a52-6d2e-4f0e-9a53-6f1c2d3e4f50', date: '2016-03-01', 'date-time': '2016-03-01T10:00:00Z' },
  // What a correction names is read by the event that it corrects: test/application/corrections.spec.ts.
  ...{ string: 'x1', integer: 1, number: 1, boolean: true, object: {} },
};
