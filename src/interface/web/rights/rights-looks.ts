import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import { datedOn, dateOf } from '../dates.js';
import type { Ask } from '../page-controller.js';
import { ownInfohus, type Situation } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';
import { nameIn } from './retention.js';

/** What the plan keeps no longer, each as the list of retention calls it: an officer who proposes to destroy sees what. */
export async function whatIsDue(ask: Ask, situation: Situation): Promise<Looks> {
  const { page } = situation;
  const rows = await ask('Retention', { infohus: ownInfohus(situation), state: 'due', kind: undefined });
  return {
    listed: rows.map((row) => ({
      code: row.recordId,
      about: row.kind,
      name: `${nameIn(page, row)} (${named(page.say, 'retention', row.of)}, ${dateOf(page, row.until)})`,
    })),
  };
}

/** What of police a person is not told of yet, each by what happened and when. */
export async function partsToClear(ask: Ask, situation: Situation): Promise<Looks> {
  const { page, record } = situation;
  if (!record) return {};
  const rows = await ask('InsightParts', { id: record.id });
  return {
    listed: rows
      .filter(({ clearedAt }) => clearedAt === null)
      .map(({ eventId, type, at }) => ({
        code: eventId,
        name: `${nameOf(type, page.language)}, ${datedOn(page, at)}`,
      })),
  };
}
