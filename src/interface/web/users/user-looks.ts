import { codeName } from '../../words/labels.js';
import type { Ask } from '../page-controller.js';
import { ownInfohus, type Situation } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';

/** The users whom an administrator may shut out or let in again: nobody types the code of one. */
export async function usersFor(ask: Ask, situation: Situation): Promise<Looks> {
  const { language } = situation.page;
  const { users } = await ask('Users', { infohus: ownInfohus(situation) });
  const named = users.map((u) => ({
    code: u.userId,
    name: `${u.userId} (${u.agency}, ${codeName(u.role, language)})`,
  }));
  return { colleagues: named };
}
