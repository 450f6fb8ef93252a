import type { Plan } from '../../domain/plan/schema.js';
import type { Page } from './page.js';

/** One of what a field may be. */
export interface Choice {
  readonly code: string;
  readonly name: string;
  /** What it contains, said beside it. */
  readonly contains?: readonly string[] | undefined;
  /** What it is about: the person of an offer. */
  readonly about?: string | undefined;
}
type NamedCode = { readonly code: string; readonly name: Plan['name'] };

/** A code of the plan by its name; the code itself where the plan has none. */
export function planName(list: readonly NamedCode[] | undefined, code: string, language: Page['language']): string {
  return list?.find((n) => n.code === code)?.name[language] ?? code;
}

/** What the plan calls the level of a case. */
export const levelCalled = ({ plan, language }: Pick<Page, 'plan' | 'language'>, level: string): string =>
  plan?.levels.find((named) => named.level === level)?.name[language] ?? level;
