import type { Plan } from './schema.js';

/** What an Infohus is called: its place, as the newest of its plans that says it does; its code where none does. */
export function placeOf(plans: readonly Plan[], infohus: string, language: keyof Plan['name']): string {
  const said = plans
    .filter((plan) => plan.infohus === infohus && plan.place)
    .sort((a, b) => (a.from < b.from ? 1 : -1))
    .at(0)?.place;
  return said?.[language] ?? infohus.charAt(0).toUpperCase() + infohus.slice(1);
}
