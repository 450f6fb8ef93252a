import type { Child } from 'hono/jsx';
import { nameOf } from '../../words/names.js';
import { named } from '../../words/words.js';
import { datedOn } from '../dates.js';
import type { Page } from '../layout.js';

/** What an obligation or an alert is about, as a link to it by its number. */
export interface DueOwner {
  readonly caseId?: string | null | undefined;
  readonly concernId?: string | null | undefined;
  readonly partnerId?: string | null | undefined;
  readonly mentorId?: string | null | undefined;
  readonly number?: string | null | undefined;
}
/** `opens`: those that the reader may open, where not all; the others are told by name alone. */
interface AboutProps {
  readonly page: Page;
  readonly about: DueOwner;
  readonly opens?: readonly string[];
}
export function AboutLink({ page, about, opens }: AboutProps) {
  const { caseId, concernId, number } = about;
  const id = caseId ?? concernId;
  if (id && opens && !opens.includes(id))
    return <span class="nowrap">{numbered(page.say(caseId ? 'col.case' : 'concern.title'), number)}</span>;
  if (caseId)
    return (
      <a class="nowrap" href={`/cases/${caseId}`}>
        {numbered(page.say('col.case'), number)}
      </a>
    );
  if (concernId)
    return (
      <a class="nowrap" href={`/concerns/${concernId}`}>
        {numbered(page.say('concern.title'), number)}
      </a>
    );
  const register = REGISTERS.find(({ of }) => about[of]);
  return register ? <a href={`${register.at}?infohus=${page.infohus}`}>{page.say(register.name)}</a> : <span />;
}

/** Where that is found which has no page of its own. */
const REGISTERS = [
  { of: 'partnerId', at: '/registers/partner', name: 'aggregate.partner' },
  { of: 'mentorId', at: '/mentors', name: 'mentors.title' },
] as const;

const numbered = (word: string, number: string | null | undefined) => (number ? `${word} ${number}` : word);

export const StateBadge = ({ page, state }: { page: Page; state: string }) => (
  <span class={`badge state-${state}`}>{named(page.say, 'state', state)}</span>
);

interface Due {
  readonly obligation: string;
  readonly dueAt: string;
  readonly originalDueAt?: string | undefined;
  readonly state: string;
}
/** On the page of the record itself it need not be said what it is about. The original instant stays visible where it was moved. */
export const dueHere = (page: Page, o: Due): readonly [Child, Child, Child] => [
  named(page.say, 'obligation', o.obligation),
  o.originalDueAt && o.originalDueAt !== o.dueAt
    ? `${datedOn(page, o.dueAt)} (${page.say('due.originally')} ${datedOn(page, o.originalDueAt)})`
    : datedOn(page, o.dueAt),
  <StateBadge page={page} state={o.state} />,
];
export const dueHereHead = ({ say }: Page) => [say('col.obligation'), say('col.due'), say('col.state')] as const;

/** The next two deadlines, at the head of a record; all of them stand below. */
export function NextDue({ page, due }: { page: Page; due: readonly Due[] }) {
  const next = due.slice(0, 2);
  if (next.length === 0) return null;
  return (
    <p class="next-due">
      {`${page.say('case.next')}: `}
      {next.map((o, i) => (
        <>
          {i > 0 ? ' · ' : ''}
          {`${named(page.say, 'obligation', o.obligation)} ${datedOn(page, o.dueAt)} `}
          <StateBadge page={page} state={o.state} />
        </>
      ))}
    </p>
  );
}

/** An alert, taken note of where it stands. */
export function Acknowledge({ page, deadlineId, of }: { page: Page; deadlineId: string; of: string }) {
  const name = nameOf('AcknowledgeAlert', page.language);
  return (
    <form method="post" action={`/do/AcknowledgeAlert?infohus=${page.infohus}`}>
      <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
      <input type="hidden" name="id" value={deadlineId} />
      <button class="button button-secondary button-small" type="submit" aria-label={`${name}: ${of}`}>
        {name}
      </button>
    </form>
  );
}
