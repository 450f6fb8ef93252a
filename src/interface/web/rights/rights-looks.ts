import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { datedOn, dateOf } from '../dates.js';
import type { Page } from '../page.js';
import type { Ask } from '../page-controller.js';
import { ownInfohus, type Situation } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';
import { nameIn } from './retention.js';

type Retained = Answer<'Retention'>[number];
const told = (page: Page, row: Retained): string =>
  `${nameIn(page, row)} (${named(page.say, 'retention', row.of)}, ${dateOf(page, row.until)})`;
const inState = (ask: Ask, situation: Situation, state: Retained['state']) =>
  ask('Retention', { infohus: ownInfohus(situation), state, kind: undefined });

/** What the plan keeps no longer, each as the list of retention calls it: an officer who proposes to destroy sees what. */
export async function whatIsDue(ask: Ask, situation: Situation): Promise<Looks> {
  const rows = await inState(ask, situation, 'due');
  return { listed: rows.map((row) => ({ code: row.recordId, about: row.kind, name: told(situation.page, row) })) };
}

/** What a colleague has proposed: the second officer authorises nothing unseen. */
export async function whatWaits(ask: Ask, situation: Situation): Promise<Looks> {
  const rows = await inState(ask, situation, 'blocked-by-archive');
  const own = rows.filter(({ disposalId }) => disposalId === situation.id);
  return { about: own.map((row) => told(situation.page, row)) };
}

/** Who is to be erased, by name: it cannot be undone. */
export async function whoIsErased(ask: Ask, { id, page }: Situation): Promise<Looks> {
  if (id === undefined) return {};
  const { name } = await ask('PersonErasure', { id });
  return { about: [name ?? page.say('person.unnamed')] };
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
