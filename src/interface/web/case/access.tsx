import { codeName } from '../../words/labels.js';
import { named } from '../../words/words.js';
import { planName } from '../choices.js';
import { dayOn } from '../dates.js';
import { type Page, Table } from '../layout.js';
import type { CaseShown } from './case-shown.js';

/** Who has seen the case, for everybody on it: agency and role by day, and no user (domain.md rule 11). */
export function Access({ page, shown: { access } }: { page: Page; shown: CaseShown }) {
  const { say, plan, language } = page;
  return (
    <>
      <p>{say('case.access-what')}</p>
      <Table
        caption={say('case.tab.access')}
        head={[say('case.access-day'), say('col.by'), say('col.role'), say('case.access-way'), say('col.count')]}
        rows={access.map((seen) => [
          <span class="nowrap">{dayOn(page, seen.day)}</span>,
          planName(plan?.agencies, seen.agency, language),
          codeName(seen.role, language),
          named(say, 'case.access', seen.way),
          String(seen.count),
        ])}
      />
    </>
  );
}
