import type { Plan } from '../../domain/plan/schema.js';
import type { Page } from './layout.js';

/** A type of case with the agency that the plan proposes for it (K24-10): a proposal, never a decision. */
export function typeName(type: Plan['caseTypes'][number], { language, say }: Page): string {
  const { name, proposes, proposesForChildren } = type;
  const to = (by: NonNullable<typeof proposes>) => `${by.agency}${by.unit ? ` ${by.unit}` : ''}`;
  const own = proposes ? ` → ${to(proposes)}` : '';
  return `${name[language]}${own}${proposesForChildren ? ` (${say('choice.children')} → ${to(proposesForChildren)})` : ''}`;
}

/** A level with the time within which its plan asks for a reaction (KØ-10), if it says. */
export function levelName({ name, reactionHours }: Plan['levels'][number], { language, say }: Page): string {
  const within = `${say('choice.reaction-within')} ${reactionHours} ${say('choice.hours')}`;
  return reactionHours === null ? name[language] : `${name[language]} (${within})`;
}
