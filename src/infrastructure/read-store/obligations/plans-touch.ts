import { canonical } from '../../../application/canonical.js';
import { OWING_REGISTERS } from '../../../application/obligations/rows.js';
import { addDays, localDateOf } from '../../../domain/kernel/calendar.js';
import { planInForce } from '../../../domain/plan/in-force.js';
import type { Plan } from '../../../domain/plan/schema.js';
import type { Sources } from './sources.js';
import type { Touched } from './touched.js';

/** Local dates, the first inclusive and the last exclusive. */
export interface Days {
  readonly from: string;
  readonly below: string;
}
const [FIRST, LAST] = ['0000-01-01', '9999-12-31'];

/** The days on which an Infohus works by another content than before: only what began on one of them can be due otherwise. */
export function daysTouched(infohus: string, before: readonly Plan[], now: readonly Plan[]): readonly Days[] {
  const own = [...before, ...now].filter((plan) => plan.infohus === infohus);
  const edges = own.flatMap(({ from, to }) => [from, ...(to === null ? [] : [addDays(to, 1)])]);
  const days = [...new Set([FIRST, ...edges, LAST])].sort();
  return days.flatMap((from, i): readonly Days[] => {
    const below = days[i + 1];
    if (below === undefined || content(before, infohus, from) === content(now, infohus, from)) return [];
    return [{ from, below }];
  });
}

/** What a plan says, whatever period it was adopted for: the period is looked at day by day. */
function content(plans: readonly Plan[], infohus: string, day: string): string {
  const plan = planInForce(plans, infohus, day);
  return plan ? canonical({ ...plan, from: '', to: null }).toString() : '';
}

/** The records in which anything is dated on such a day, and those of which something is still to be told: whom to tell is the plan's as well. */
export async function touchedByPlan(infohus: string, days: readonly Days[], sources: Sources): Promise<Touched> {
  const untold = new Set(
    await sources.texts('select distinct source as text from obligation_alerts where infohus = $1', infohus),
  );
  const begun = (at: string, newest: string) =>
    days.some(({ from, below }) => localDateOf(at) < below && localDateOf(newest) >= from);
  const cases = (await sources.cases('infohus = $1', infohus))
    .filter((c) => begun(c.openedAt, c.lastAt) || untold.has(`case-${c.caseId}`))
    .map((c) => c.caseId);
  const concerns = (await sources.concerns('infohus = $1', infohus))
    .filter((c) => {
      const instants = [c.receivedAt, c.facts.registeredAt, ...c.facts.steps.map((step) => step.at)].sort();
      return begun(instants[0] ?? '', instants.at(-1) ?? '') || untold.has(`concern-${c.concernId}`);
    })
    .map((c) => c.concernId);
  const register = (of: string) =>
    sources.texts(`select id as text from registers where infohus = $1 and aggregate = $2`, infohus, of);
  return {
    ...{ cases: new Set(cases), concerns: new Set(concerns), meetings: new Set(await register('meeting')) },
    ...{
      persons: new Set(await register('person')),
      registers: new Set(
        await sources.texts(
          'select stream as text from registers where infohus = $1 and aggregate = any($2)',
          infohus,
          [...OWING_REGISTERS],
        ),
      ),
    },
  };
}
