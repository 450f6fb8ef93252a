import type { Context } from '../kernel/decider.js';
import type { CommandDef } from '../kernel/vocabulary.js';
import { type CaseState, closed } from './state.js';

/** A fact dated before the closing may be written down after it, whatever its kind (commands.md, after the table of *case*). */
export const closedBy = (s: CaseState, _: object, { at }: Context): boolean =>
  closed(s) && (s.closedAt === null || at >= s.closedAt);

/** What a closed case still takes is declared on the command. */
export function refusalWhenClosed(s: CaseState, { whenClosed }: CommandDef, context: Context): string | undefined {
  if (!closed(s) || whenClosed === 'always' || (whenClosed === 'obligations-kept' && s.kept)) return undefined;
  return whenClosed === 'never' || closedBy(s, {}, context) ? 'case-closed' : undefined;
}
