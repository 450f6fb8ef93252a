import { localDateOf, localTimeOf } from '../../../domain/kernel/calendar.js';
import { datedOn } from '../dates.js';
import type { Page } from '../layout.js';
import { Options } from '../options.js';
import type { CaseShown, CaseTab } from './case-shown.js';

/** The case as of a moment that is picked, by either clock: what was known then, or what had happened (screens.md section 5). */
export function AsOf({ page: { say, infohus }, shown, tab }: { page: Page; shown: CaseShown; tab: CaseTab }) {
  const { found, at, clock } = shown;
  return (
    <form method="get" action={`/cases/${found.caseId}/${tab}`} class="as-of">
      <input type="hidden" name="infohus" value={infohus} />
      <label class="form-label" for="at">
        {say('case.as-of')}
      </label>
      <input class="form-input" type="datetime-local" id="at" name="at" value={local(at)} />
      <select class="form-select" name="clock" aria-label={say('case.as-of')}>
        <Options
          of={(['recorded', 'occurred'] as const).map((code) => ({ code, name: say(`case.as-of.${code}`) }))}
          chosen={clock}
        />
      </select>
      <button class="button button-secondary" type="submit">
        {say('case.as-of.show')}
      </button>
    </form>
  );
}

/** A moment as the page says it, in Danish time; a position of the log (from a link) stands for none. */
export const local = (at: string): string =>
  /^\d{4}-\d\d-\d\dT/.test(at)
    ? `${localDateOf(new Date(at).toISOString())}T${localTimeOf(new Date(at).toISOString())}`
    : '';

/** The same as it is read; a position is told as the number that it is. */
export const momentOf = (page: Page, at: string): string =>
  local(at) === '' ? at : datedOn(page, new Date(at).toISOString());
