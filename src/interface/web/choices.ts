import type { Plan } from '../../domain/plan/schema.js';
import { codeName } from '../words/labels.js';
import type { Page } from './layout.js';

export interface Choice {
  readonly code: string;
  readonly name: string;
}
type Named = { readonly code: string; readonly name: Plan['name'] };
const AGENCY = new Set([
  'agency',
  'toAgency',
  'fromAgency',
  'responsibleAgency',
  'followUpAgency',
  'reportedByAgency',
  'invited',
  'agencies',
  'actors',
]);
const INFOHUS = new Set(['infohus', 'toInfohus', 'forwardedTo']);

/** What a field may be, by the plan in force: so that nobody has to know codes. Undefined: anything that its schema takes. */
export function choicesFor(field: string, command: string, page: Page): readonly Choice[] | undefined {
  const { plan, plans, language } = page;
  if (!plan) return undefined;
  const named = (list: readonly Named[]) =>
    list.map(({ code, name }) => ({ code, name: `${name[language]} (${code})` }));
  // A code that nobody says is not shown.
  const inWords = (list: readonly Named[]) => list.map(({ code, name }) => ({ code, name: name[language] }));
  if (AGENCY.has(field) || (field === 'participants' && command !== 'RecordActivity')) return named(plan.agencies);
  if (INFOHUS.has(field)) return unique(plans.map((p) => p.infohus)).map((code) => ({ code, name: code }));
  switch (field) {
    case 'channel':
      // With what to tell the one who has the concern (KØ-9).
      return command === 'RegisterConcern'
        ? plan.channels.map(({ code, name, hint }) => ({
            code,
            name: hint ? `${name[language]}: ${hint[language]}` : name[language],
          }))
        : undefined;
    case 'unit':
      return named(plan.agencies.flatMap((a) => a.units));
    case 'legalBasis':
      return named(plan.legalBases);
    case 'constellation':
      return unique(plan.legalBases.map((b) => b.constellation)).map((code) => ({
        code,
        name: codeName(code, language),
      }));
    case 'caseType':
      return plan.caseTypes.map((t) => ({ code: t.code, name: typeName(t, page) }));
    case 'level':
      // Of a factor that is measured it is 1 to 5, not a level of prevention.
      if (command === 'MeasureProgress') return FACTOR_LEVELS.map((code) => ({ code, name: factorLevel(code, page) }));
      return plan.levels.map((l) => ({ code: l.level, name: levelName(l, page) }));
    case 'kind':
      if (command === 'OfferSupport') return inWords(plan.offerKinds);
      return command === 'RecordActivity' ? inWords(plan.activityKinds) : undefined;
    case 'planId':
      return plans.filter((p) => p.infohus === page.infohus).map((p) => ({ code: p.planId, name: p.name[language] }));
    case 'indicator':
      return plan.indicators.map((i) => ({ code: i.id, name: i.name[language] }));
    default:
      return undefined;
  }
}

/** A type of case with the agency that the plan proposes for it (K24-10): a proposal, never a decision. */
function typeName(type: Plan['caseTypes'][number], { language, say }: Page): string {
  const { name, proposes, proposesForChildren } = type;
  const to = (by: NonNullable<typeof proposes>) => `${by.agency}${by.unit ? ` ${by.unit}` : ''}`;
  const own = proposes ? ` → ${to(proposes)}` : '';
  return `${name[language]}${own}${proposesForChildren ? ` (${say('choice.children')} → ${to(proposesForChildren)})` : ''}`;
}

const FACTOR_LEVELS = ['1', '2', '3', '4', '5'] as const;
const factorLevel = (code: (typeof FACTOR_LEVELS)[number], { say }: Page): string => {
  const end = code === '1' ? say('choice.lowest') : code === '5' ? say('choice.highest') : '';
  return end ? `${code} (${end})` : code;
};

/** A level with the time within which its plan asks for a reaction (KØ-10), if it says. */
function levelName({ name, reactionHours }: Plan['levels'][number], { language, say }: Page): string {
  const within = `${say('choice.reaction-within')} ${reactionHours} ${say('choice.hours')}`;
  return reactionHours === null ? name[language] : `${name[language]} (${within})`;
}
const unique = (all: readonly string[]) => [...new Set(all)];

/** A code of the plan by its name; the code itself where the plan has none. */
export function planName(list: readonly Named[] | undefined, code: string, language: Page['language']): string {
  return list?.find((n) => n.code === code)?.name[language] ?? code;
}
