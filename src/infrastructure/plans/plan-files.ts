import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Plan, planSchema } from '../../domain/plan/schema.js';

export interface LoadedPlan {
  readonly plan: Plan;
  /** SHA-256, hex, of the file's canonical JSON (keys sorted, no whitespace): layout changes nothing, every figure and source does. */
  readonly hash: string;
}

/** A plan file that cannot be used: says which, and where in it. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError';
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(`${file}: ${faults.join('; ')}`);
  }
}

/**
 * All action plans of a folder (`*.json`), in the order of their file names.
 * @throws PlanFileError where a file is not JSON, does not fit the schema, or has a planId that another file has; where there is none at all.
 */
export function loadPlans(dir: string): readonly LoadedPlan[] {
  const files = readdirSync(dir)
    .filter((f) => f.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new PlanFileError(dir, ['holds no plan files (*.json)']);
  const owner = new Map<string, string>();
  return files.map((file) => {
    const loaded = loadPlan(file, readFileSync(join(dir, file), 'utf8'));
    const { planId } = loaded.plan;
    const other = owner.get(planId);
    if (other) throw new PlanFileError(file, [`planId: ${planId} is already in ${other}`]);
    owner.set(planId, file);
    return loaded;
  });
}

/** One plan from a file that need not be in the folder. @throws PlanFileError */
export const loadPlanFile = (path: string): LoadedPlan => loadPlan(basename(path), readFileSync(path, 'utf8'));

function loadPlan(file: string, text: string): LoadedPlan {
  const json = parse(file, text);
  const checked = planSchema.safeParse(json);
  if (!checked.success) throw new PlanFileError(file, checked.error.issues.flatMap(faultsOf));
  return { plan: checked.data, hash: createHash('sha256').update(canonical(json)).digest('hex') };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlanFileError(file, ['is not JSON']);
  }
}

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}
/** `agencies[2].kind: …`; an unknown field by its own name. */
function faultsOf({ code, path, message, keys = [] }: Issue): string[] {
  if (code === 'unrecognized_keys') return keys.map((key) => `${pathText([...path, key])}: unknown field`);
  return [`${pathText(path)}: ${message}`];
}
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((p) => (typeof p === 'number' ? `[${p}]` : `.${String(p)}`))
    .join('')
    .replace(/^\./, '') || '(the file)';

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
