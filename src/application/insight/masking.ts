/**
 * What a person is told of others: nothing. Ids of others become "third person", fields that are about another by their nature are masked whole,
 * and names of those whom the records know are taken out of texts. A name that the records do not know is found by the second reader.
 */
export const THIRD = '[third person]';

/** By their nature about somebody else: who gave notice, who helps, who else consented. */
const OTHERS = new Set(['reporter', 'mentor', 'guardians']);
/** Who of the staff did it: the agency is told, never the person. */
const STAFF = new Set(['userId', 'fromUser', 'toUser', 'attendees', 'commandId', 'authorisation']);

export interface Masked {
  /** All ids of the person. */
  readonly own: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
  /** Matches each name of the others, and each part of one. */
  readonly names: RegExp | undefined;
  /** Agencies that are neither confirmed nor denied. */
  readonly isSecret: (agency: string) => boolean;
}

/** Parts of a name count from three letters on: shorter ones are words of their own. */
export function namesPattern(names: readonly string[], own: readonly string[]): RegExp | undefined {
  const kept = new Set(own.flatMap(partsOf));
  const parts = [...new Set(names.flatMap((name) => [name, ...partsOf(name)]))].filter((part) => !kept.has(part));
  if (parts.length === 0) return undefined;
  const longest = parts
    .sort((a, b) => b.length - a.length)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longest.join('|')})(?:s|'s|’s)?(?![\\p{L}\\p{N}])`, 'giu');
}
const partsOf = (name: string): readonly string[] => name.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);

/** The data of an event as the person may see it. */
export const masked = (data: unknown, by: Masked): unknown => {
  if (typeof data === 'string') return maskedText(data, by);
  if (Array.isArray(data)) return data.filter((entry) => !isAnother(entry, by)).map((entry) => masked(entry, by));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).flatMap(([field, value]): [string, unknown][] => {
      if (STAFF.has(field)) return [];
      if (OTHERS.has(field)) return [[field, THIRD]];
      return [[field, masked(value, by)]];
    }),
  );
};

function maskedText(text: string, { others, names }: Masked): string {
  if (others.has(text)) return THIRD;
  return names ? text.replaceAll(names, THIRD) : text;
}

/** An entry of a list that is of another person, or an agency that is not told of: a subject, who was met, who took part. */
function isAnother(entry: unknown, { others, isSecret }: Masked): boolean {
  if (typeof entry === 'string') return others.has(entry) || isSecret(entry);
  const { personId } = (entry ?? {}) as { personId?: unknown };
  return typeof personId === 'string' && others.has(personId);
}
