import type { Actor } from '../../domain/kernel/event.js';
import type { ReadModels } from '../../projections/read-models.js';

/** A glass that this very person broke for this case, whose hours are not over, and that nobody has found unjustified. */
export async function brokeGlass(
  models: Pick<ReadModels, 'glasses'>,
  { userId, agency }: Actor,
  caseId: string,
  now: string,
): Promise<boolean> {
  const all = await models.glasses({ caseId });
  return all.some(
    ({ state: { glass } }) =>
      glass?.caseId === caseId &&
      glass.userId === userId &&
      glass.agency === agency &&
      glass.justified !== false &&
      now < glass.until,
  );
}
