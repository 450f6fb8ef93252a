import { existsSync } from 'node:fs';
import { type LoadedPlan, PlanFileError } from '../../application/ports/plan-files.js';
import { planDiff } from '../../application/queries/plans/plan-diff.js';
import { doubtsOf } from '../../domain/plan/doubts.js';
import { findPlan } from '../../domain/plan/in-force.js';
import type { Plan } from '../../domain/plan/schema.js';
import { machinery } from './machinery.js';
import { type Common, print, say, Usage, withInstallation } from './session.js';
import { table } from './tables.js';

type Flags = Common & { readonly now?: string; readonly cases?: boolean };

/** `plan check FILE`: every fault with its place, and what is allowed but doubtful. Needs no database. */
export async function planCheck(file: string, flags: Pick<Flags, 'json'>): Promise<void> {
  if (!existsSync(file)) throw new Usage(`${file} is no file`);
  const checked = checkedFile(file);
  const warnings =
    'plan' in checked
      ? doubtsOf(
          checked.plan,
          onFile().map((p) => p.plan),
        )
      : [];
  const faults = 'faults' in checked ? checked.faults : [];
  const found = 'plan' in checked ? { planId: checked.plan.planId, hash: checked.hash } : { planId: null, hash: null };
  if (flags.json) print({ file, ...found, faults, warnings });
  else {
    for (const { path, message } of faults) say(`FAULT ${path}: ${message}`);
    for (const { path, message } of warnings) say(`look at ${path}: ${message}`);
    if (faults.length === 0) process.stdout.write(`${found.planId} can be used, content hash ${found.hash}\n`);
  }
  if (faults.length > 0) process.exitCode = 1;
}

function checkedFile(file: string): LoadedPlan | { readonly faults: readonly { path: string; message: string }[] } {
  try {
    return machinery().plans.one(file);
  } catch (error) {
    if (!(error instanceof PlanFileError)) throw error;
    return {
      faults: error.faults.map((fault) => {
        const [path = '', ...message] = fault.split(': ');
        return message.length > 0 ? { path, message: message.join(': ') } : { path: '(the file)', message: path };
      }),
    };
  }
}

const onFile = () => machinery().plans.all();

/** A plan by its id, or by the path of a file that is not in the folder yet. */
function planNamed(name: string): Plan {
  const plan = findPlan(
    onFile().map((p) => p.plan),
    name,
  );
  if (plan) return plan;
  if (!existsSync(name)) throw new Usage(`${name} is neither a plan of plans/ nor a file`);
  return machinery().plans.one(name).plan;
}

/** `plan diff A B`: what differs, and which cases the change would touch if B stood in A's place. */
export async function planDiffVerb(nameA: string, nameB: string, flags: Flags, now: string | undefined): Promise<void> {
  const [a, b] = [planNamed(nameA), planNamed(nameB)];
  if (flags.cases === false) {
    show(flags, planDiff(a, b, []), false);
    return;
  }
  await withInstallation(flags, async (_, ask) => {
    show(flags, planDiff(a, b, await ask('PlanTouches', { infohus: a.infohus, a, b, now })), true);
  });
}

function show(flags: Flags, diff: ReturnType<typeof planDiff>, withCases: boolean): void {
  if (flags.json) {
    print(diff);
    return;
  }
  const { changes, touched } = diff;
  const text = (value: unknown) => (value === undefined ? '–' : JSON.stringify(value));
  const rows = changes.map((c) => ({ kind: c.kind, path: c.path, from: text(c.from), to: text(c.to) }));
  process.stdout.write(`${changes.length === 0 ? 'nothing differs' : table(rows)}\n`);
  if (!withCases) return;
  const due = (o: { dueAt: string; state: string } | null) => (o ? `${o.dueAt} ${o.state}` : '–');
  process.stdout.write(
    `\n${touched.length === 0 ? 'no case would be touched' : table(touched.map((t) => ({ about: t.caseId ?? t.concernId ?? t.partnerId ?? '', obligation: t.obligation, from: due(t.from), to: due(t.to) })))}\n`,
  );
}
