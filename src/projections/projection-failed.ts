/** A read model that cannot fold an event stops there and says so; it never skips (REL I16). */
export class ProjectionFailed extends Error {
  constructor(
    readonly projection: string,
    readonly position: number,
    cause: unknown,
  ) {
    super(`the read model ${projection} stopped at position ${position}`, { cause });
  }
}

export function guarded<T>(projection: { readonly name: string }, position: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ProjectionFailed(projection.name, position, error);
  }
}
