import { CATEGORIES } from '../../../domain/case/disclosure.js';
import { codeName } from '../../words/labels.js';
import type { Page } from '../layout.js';
import type { Sharing } from '../tasks/situation.js';
import type { ChoicesOf } from '../tasks/task.js';
import { personLines, supportLines } from './package.js';

/** Each with what it contains in this very case, so that nobody ticks what they have not seen. */
export const categories: ChoicesOf = ({ page, record, sharing }) =>
  CATEGORIES.map((code) => ({
    ...{ code, name: codeName(code, page.language) },
    ...(sharing ? { contains: linesOf(page, code, sharing.whole, (record?.things.shareable ?? []).length > 0) } : {}),
  }));

function linesOf(
  page: Page,
  category: (typeof CATEGORIES)[number],
  { description, persons, support }: Sharing['whole'],
  hasStatements: boolean,
) {
  const { say } = page;
  const lines = {
    identity: () =>
      personLines(
        page,
        persons.map(({ number, role, ageGroup, name, birthDate }) => ({ number, role, ageGroup, name, birthDate })),
      ),
    contact: () =>
      persons.flatMap(({ number, name, contact, address, protectedAddress }) =>
        contact || address || protectedAddress
          ? personLines(page, [{ number, name, contact, address, protectedAddress }])
          : [],
      ),
    family: () =>
      personLines(
        page,
        persons.map(({ number, name, role, guardians }) => ({ number, name, role, guardians })),
      ),
    ...(description ? { assessment: () => [description] } : {}),
    course: () => supportLines(page, support, persons),
  };
  const own = category in lines ? lines[category as keyof typeof lines]?.() : undefined;
  if (!own && hasStatements) return [say('sharing.by-statements')];
  return own && own.length > 0 ? own : [say('sharing.nothing')];
}
