import { named } from '../../words/words.js';
import { when } from '../format.js';
import type { Page } from '../layout.js';

/** What an obligation or an alert is about, as a link to it by its number. */
export interface About {
  readonly caseId?: string | null | undefined;
  readonly concernId?: string | null | undefined;
  readonly partnerId?: string | null | undefined;
  readonly number?: string | null | undefined;
}
export function AboutLink({ page, about }: { page: Page; about: About }) {
  const { caseId, concernId, number } = about;
  if (caseId) return <a href={`/cases/${caseId}`}>{numbered(page.say('col.case'), number)}</a>;
  if (concernId) return <a href={`/concerns/${concernId}`}>{numbered(page.say('concern.title'), number)}</a>;
  return about.partnerId ? (
    <a href={`/registers/partner?infohus=${page.infohus}`}>{page.say('aggregate.partner')}</a>
  ) : (
    <span />
  );
}

const numbered = (word: string, number: string | null | undefined) => (number ? `${word} ${number}` : word);

export const StateBadge = ({ page, state }: { page: Page; state: string }) => (
  <span class={`badge state-${state}`}>{named(page.say, 'state', state)}</span>
);

interface Due extends About {
  readonly obligation: string;
  readonly dueAt: string;
  readonly originalDueAt?: string | undefined;
  readonly state: string;
}
/** The original instant stays visible where it was moved. */
export const dueRow = (page: Page, o: Due) => [
  named(page.say, 'obligation', o.obligation),
  <AboutLink page={page} about={o} />,
  o.originalDueAt && o.originalDueAt !== o.dueAt
    ? `${when(o.dueAt)} (${page.say('due.originally')} ${when(o.originalDueAt)})`
    : when(o.dueAt),
  <StateBadge page={page} state={o.state} />,
];
export const dueHead = ({ say }: Page) => [say('col.obligation'), say('col.about'), say('col.due'), say('col.state')];
