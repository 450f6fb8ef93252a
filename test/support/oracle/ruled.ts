import type { Answer } from './answer.js';
import { liesAfter } from './dates.js';
import type { Command } from './reading.js';
import { CODES, type Rule } from './rules-concern.js';
import type { World } from './world.js';

/** occurred-in-future needs no state and goes before a row's own rules; the first broken rule answers. */
export function ruled(world: World, { at, data }: Command, rules: readonly Rule[]): Answer | null {
  const future: Rule = ['occurred-in-future', at > world.importedAt || liesAfter(data, at)];
  const names = [future, ...rules].filter(([, violated]) => violated).map(([name]) => name);
  const broken = [...new Set(names)];
  const [rule] = broken;
  if (rule === undefined) return null;
  return CODES.has(rule) ? { code: rule, rule: null, broken } : { code: 'rule-violated', rule, broken };
}
