import { withEventIds } from './generator/event-ids.js';
import { memoryInstallation } from './installation.js';

type Product = ReturnType<typeof memoryInstallation>;

/** The id of the event that each command gave first, or of one that goes with it (oracle/world.ts, eventIdOf). */
async function idsOf(product: Product): Promise<(name: string) => string | undefined> {
  const beside: Readonly<Record<string, string>> = { InformationDisclosed: 'd', ConcernLinkedToCase: 'f' };
  const ids = new Map<string, string>();
  for (const { commandId, eventId, type } of await product.log()) {
    if (!ids.has(commandId)) ids.set(commandId, eventId);
    const digit = beside[type];
    if (digit !== undefined) ids.set(`${digit}${commandId.slice(1)}`, eventId);
  }
  return (name) => ids.get(name);
}

/**
 * Imports lines that name events by the commandId of the line that gave them. The ids of a product follow from the
 * commandIds, so an import tells them to the next.
 */
export async function importNamed(lines: readonly string[], now: string) {
  const empty = () => memoryInstallation(() => new Date(now).toISOString());
  if (withEventIds(lines, () => 'x').every((line, index) => line === lines[index])) {
    const product = empty();
    return { product, result: await product.import(lines) };
  }
  // A line that names an event of a line that names one is given by the next import.
  let named = lines;
  for (;;) {
    const product = empty();
    const result = await product.import(named);
    const again = withEventIds(lines, await idsOf(product));
    if (again.every((line, index) => line === named[index])) return { product, result };
    named = again;
  }
}
