import { commands } from '../../src/domain/registry.js';
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
