import type { Context, Ref } from '../kernel/decider.js';
import { personAggregate } from './state.js';
import { type Survivor, survivorBy } from './survivor.js';

/** The survivors as a decision reads them, where it has read the persons with theirs (`withSurvivors`). */
export const survivors = ({ read }: Pick<Context, 'read'>): Survivor =>
  survivorBy((id) => read(personAggregate, id).mergedInto);

/** Each person, and step by step whom they were merged into: what was read says what is read next. */
export function withSurvivors(ids: readonly string[], { read }: Pick<Context, 'read'>): readonly Ref[] {
  const named = new Set(ids);
  for (const id of named) {
    const { mergedInto } = read(personAggregate, id);
    if (mergedInto) named.add(mergedInto);
  }
  return [...named].map((id) => ({ of: personAggregate, id }));
}
