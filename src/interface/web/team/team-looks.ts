import { numberOf } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import type { Choice } from '../choices.js';
import type { Ask } from '../page-controller.js';
import { ownInfohus, type Situation, valueIn } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';

/** Who of one's own agency can be chosen: nobody types the code of a user (screens.md law 1). */
export async function colleaguesFor(ask: Ask, situation: Situation): Promise<Looks> {
  const { language } = situation.page;
  const found = await ask('Colleagues', { infohus: ownInfohus(situation) });
  const colleagues = found.map(({ userId, role }): Choice => {
    return { code: userId, name: role ? `${userId} (${codeName(role, language)})` : userId };
  });
  return { colleagues };
}

/** And which cases the one has, so that some of them can be chosen. */
export async function movable(ask: Ask, situation: Situation): Promise<Looks> {
  const looks = await colleaguesFor(ask, situation);
  const worker = valueIn(situation, 'fromUser');
  if (worker === '') return looks;
  const params = { infohus: ownInfohus(situation), status: 'open', worker, limit: MOST } as const;
  const { rows } = await ask('Cases', params);
  return { ...looks, theirCases: rows.map(({ caseId, number }) => ({ code: caseId, name: numberOf(number) })) };
}
/** Who has more moves all of them, or goes again. */
const MOST = 100;
