import { short } from '../../words/format.js';
import { codeName } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { planName } from '../choices.js';
import { datedOn } from '../dates.js';
import { type Page, Table } from '../layout.js';
import { Options } from '../options.js';
import type { Acts } from '../tasks/act-address.js';
import { otherAgencies } from '../tasks/from-plan.js';
import { type Sent, SentView } from './package.js';

const STARTED = ['OfferHandover', 'ReferCase', 'DiscloseInformation'] as const;

/** To whom is chosen here: everything else follows from the receiver. Only what can be given now has a button. */
export function StartSharing({ page, on, acts }: { page: Page; on: string; acts: Acts }) {
  const { say, language } = page;
  const possible = STARTED.filter((name) => acts.some((a) => a.command === name && a.against === null));
  if (possible.length === 0) return null;
  return (
    <form method="get" class="start-sharing">
      <h2 class="h4">{say('sharing.start')}</h2>
      <input type="hidden" name="infohus" value={page.infohus} />
      <label class="form-label" for="toAgency">
        {say('sharing.to')}
      </label>
      <select class="form-select" id="toAgency" name="toAgency" required={true}>
        <Options of={otherAgencies({ page, command: '', now: '', record: undefined, form: {} })} empty="" />
      </select>
      {possible.map((name) => (
        <button class="button button-secondary button-small" type="submit" formaction={`${on}/do/${name}`}>
          {nameOf(name, language)}
        </button>
      ))}
    </form>
  );
}

/** Everything that was passed on, the newest first, each with its receipt; what was sent just now is open. */
export function SentList({ page, packages }: { page: Page; packages: readonly Sent[] }) {
  const { say, plan, language, done } = page;
  const isNew = STARTED.some((name) => name === done?.command);
  if (packages.length === 0) return null;
  return (
    <Table
      caption={say('case.disclosures')}
      head={[say('col.from'), say('col.to'), say('case.told'), say('sharing.receipt')]}
      rows={[...packages].reverse().map((sent, i) => [
        datedOn(page, sent.at),
        planName(plan?.agencies, sent.toAgency, language),
        sent.categories.map((code) => codeName(code, language)).join(', '),
        <details open={isNew && i === 0}>
          <summary>{`${say('sharing.receipt')} ${short(sent.hash)}`}</summary>
          <SentView page={page} sent={sent} />
        </details>,
      ])}
    />
  );
}
