import { CASE_FILTERS } from '../case/cases.js';
import { CONCERN_FILTERS } from '../concern/concerns.js';
import { DISCLOSURE_FILTERS } from '../disclosures/disclosures.js';
import { WORK_FILTERS } from '../home/work-list.js';
import { MEETING_FILTERS } from '../meeting/meetings.js';
import { MENTOR_FILTERS } from '../registers/mentors.js';
import { REGISTER_FILTERS, REGISTERS } from '../registers/registers.js';

/** The lists that can be kept, by their addresses, and what of an address is kept: the choice, and no place in the list. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  '/cases': CASE_FILTERS,
  '/concerns': CONCERN_FILTERS,
  '/work': WORK_FILTERS,
  '/meetings': MEETING_FILTERS,
  '/mentors': MENTOR_FILTERS,
  '/disclosures': DISCLOSURE_FILTERS,
  ...Object.fromEntries(REGISTERS.map((name) => [`/registers/${name}`, REGISTER_FILTERS])),
};
/** A code, a day or an instant, as every filter of a list is: nothing that is a text goes into an address. */
const VALUE = /^[\w:.-]{1,60}$/;

/** What is kept of the address of a list. Undefined: it is none, or says what no filter says. */
export function keptOf(address: string): string | undefined {
  const [path = '', query] = address.split('?', 2);
  const names = Object.hasOwn(LISTS, path) ? LISTS[path] : undefined;
  if (!names) return undefined;
  const asked = new URLSearchParams(query);
  const kept = ['infohus', ...names].flatMap((name) => {
    const value = asked.get(name);
    return value ? [[name, value] as const] : [];
  });
  return kept.every(([, value]) => VALUE.test(value))
    ? `${path}?${new URLSearchParams(kept.map((one) => [...one]))}`
    : undefined;
}
