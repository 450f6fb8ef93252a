import type { Line } from '../lines.js';
import type { Say } from './words.js';

/** The figure of the report's year, or in words why there is none. */
export function valueText({ raw, text }: Line, say: Say): string {
  if (raw.value !== null) return text.value;
  return say(raw.withheld.includes('value') ? 'withheld' : 'no-figure');
}

/** Empty where there is nothing to judge. */
export const metText = ({ raw }: Line, say: Say): string =>
  raw.met === null ? '' : say(raw.met ? 'target-met' : 'target-not-met');
