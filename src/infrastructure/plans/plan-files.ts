import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { InputFault } from '../../application/input/fault.js';
import { FILE, strictJson } from '../../application/input/strict-json.js';
import { type LoadedPlan, PlanFileError } from '../../application/ports/plan-files.js';
import { compare } from '../../domain/kernel/order.js';
import { planSchema } from '../../domain/plan/schema.js';
import { readText } from '../whole-file.js';

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
    const loaded = loadPlan(file, join(dir, file));
    const { planId } = loaded.plan;
    const other = owner.get(planId);
    if (other) throw new PlanFileError(file, [`planId: ${planId} is already in ${other}`]);
    owner.set(planId, file);
    return loaded;
  });
}

/** `koege-2024.1.cf93ac43.json`: the first content of the plan, and the beginning of its hash. */
const CONTENT = /^(.+)\.(\d+)\.([0-9a-f]{8})\.json$/;

/**
 * The contents that plan files held before (`plans/history`), or that an installation has worked by, the oldest of each plan first; none where
 * there is no such folder. @throws PlanFileError where one is not what its name says: a content that was adopted does not change
 */
export function loadContents(dir: string): readonly LoadedPlan[] {
  if (!existsSync(dir)) return [];
  const named = readdirSync(dir).flatMap((file) => {
    const [, planId = '', edition, hash = ''] = CONTENT.exec(file) ?? [];
    return edition === undefined ? [] : [{ file, planId, edition: Number(edition), hash }];
  });
  return named
    .sort((a, b) => a.edition - b.edition || compare(a.file, b.file))
    .map(({ file, planId, hash }) => {
      const loaded = loadPlan(file, join(dir, file));
      if (loaded.plan.planId === planId && loaded.hash.startsWith(hash)) return loaded;
      throw new PlanFileError(file, [
        `holds ${loaded.plan.planId} with content hash ${loaded.hash}: put the file back`,
      ]);
    });
}

/** Keeps the contents by which an installation works, each once: who changes a plan file afterwards takes nothing away. */
export function keepContents(dir: string, contents: readonly LoadedPlan[]): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const { plan, hash, text } of contents) {
    const kept = loadContents(dir).filter((c) => c.plan.planId === plan.planId);
    if (kept.some((c) => c.hash === hash)) continue;
    const file = join(dir, `${plan.planId}.${kept.length + 1}.${hash.slice(0, 8)}.json`);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

/** One plan from a file that need not be in the folder. @throws PlanFileError */
export const loadPlanFile = (path: string): LoadedPlan => loadPlan(basename(path), path);

/** By its text. A start meets the same contents in several folders and looks at each four times; to check one costs 10 ms of the processor. */
const known = new LRUCache<string, LoadedPlan>({ max: 50 });

function loadPlan(file: string, path: string): LoadedPlan {
  try {
    const text = readText(path);
    const plan = known.get(text) ?? checkedPlan(file, text);
    known.set(text, plan);
    return plan;
  } catch (error) {
    throw error instanceof InputFault ? new PlanFileError(file, [error.message]) : error;
  }
}

function checkedPlan(file: string, text: string): LoadedPlan {
  const json = strictJson(text, FILE);
  const checked = planSchema.safeParse(json);
  if (!checked.success) throw new PlanFileError(file, checked.error.issues.flatMap(faultsOf));
  return { plan: checked.data, hash: createHash('sha256').update(canonical(json)).digest('hex'), text };
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
