import { Oracle } from './oracle.js';
import { parseInstant } from './time.js';

export {
  caseAt,
  deadlines,
  handovers,
} from './answers.js';
export { Oracle } from './oracle.js';
export { report } from './report.js';
export { parseInstant } from './time.js';

/** Imports the files in order into an empty installation at `importedAt` (ISO 8601 with offset). Throws where that is no instant. */
export function consult(files: readonly string[], importedAt: string): Oracle {
  const at = parseInstant(importedAt);
  if (at === null) throw new Error('importedAt is no instant');
  const oracle = new Oracle(at);
  for (const file of files) oracle.import(file);
  return oracle;
}
