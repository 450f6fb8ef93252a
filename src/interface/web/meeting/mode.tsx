import { numberOf } from '../../words/format.js';
import { nameOf } from '../../words/names.js';
import type { Answer } from '../answer.js';
import { planName } from '../choices.js';
import { datedOn, dayOn } from '../dates.js';
import { type Offered, OfferedDraft } from '../drafts/offered.js';
import type { Form } from '../form-schema.js';
import { AboutLink } from '../home/due.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { localNow } from '../tasks/clock.js';
import { type Drawing, FieldList } from '../tasks/fields.js';
import { Input } from '../tasks/inputs.js';
import type { Problem } from '../tasks/problem.js';
import { decidingTasks } from './meeting.tasks.js';
import { type ItemCase, Said, SayFields } from './said.js';

export interface Mode {
  readonly found: Answer<'Meeting'>;
  /** Place on the agenda, from 0. */
  readonly item: number;
  readonly form: Form;
  readonly commandId: string;
  readonly problem?: Problem | undefined;
  /** What was typed at this item before, and not given. */
  readonly draft?: Offered | undefined;
  /** The case that the item is about, where it may be opened. */
  readonly itsCase?: ItemCase | undefined;
}

/** A meeting while it is held: one item at a time, who is there for it, what is decided in its four parts (K16-14, KØ-5). */
export function MeetingModePage({ page, mode }: { page: Page; mode: Mode }) {
  const { say } = page;
  const { found, item, problem } = mode;
  const on = `/meetings/${found.meetingId}`;
  const about = found.agenda[item];
  const [title, count] = [`${say('meeting.title')} ${numberOf(found.number)}`, found.agenda.length];
  return (
    <Layout page={page} title={about ? `${title}: ${say('meeting.item')} ${item + 1}/${count}` : title}>
      <nav class="breadcrumbs" aria-label={say('task.where')}>
        <a href={`${on}?infohus=${page.infohus}`}>{title}</a>
      </nav>
      {problem ? (
        <Alert kind="error" title={say('form.refused')}>
          {[problem.detail, ...problem.errors.map((e) => e.message)].filter(Boolean).join(' ')}
        </Alert>
      ) : null}
      {mode.draft ? <OfferedDraft page={page} draft={mode.draft} /> : null}
      {about ? <Item page={page} mode={mode} about={about} /> : <p>{say('meeting.no-items')}</p>}
    </Layout>
  );
}

type AgendaItem = Answer<'Meeting'>['agenda'][number];
const keyOf = ({ caseId, concernId }: AgendaItem['subject']) =>
  caseId ? `caseId:${caseId}` : `concernId:${concernId}`;

function Item({ page, mode, about }: { page: Page; mode: Mode; about: AgendaItem }) {
  const { say, plan, language } = page;
  const { found, item, form, commandId, problem, itsCase } = mode;
  const decided = found.decisions.filter((d) => keyOf(d.subject) === keyOf(about.subject));
  const place = modeHref(page, found.meetingId, item);
  const isLast = item + 1 >= found.agenda.length;
  const { decision, responsibleAgency, startsBy, offers } = decidingTasks.RecordDecision.fields;
  const drawing: Drawing = {
    situation: { page, command: 'RecordDecision', now: localNow(), record: undefined, form },
    ...{ problem, given: new Set(), narrow: true },
  };
  return (
    <>
      <p class="lead">
        <AboutLink page={page} about={{ ...about.subject, number: about.number }} />
      </p>
      <Steps page={page} mode={mode} />
      {itsCase ? <Said page={page} of={itsCase} /> : null}
      <ul>
        {decided.map((d) => (
          <li>{`${nameOf('DecisionRecorded', language)}: ${d.decision ?? ''} (${planName(plan?.agencies, d.responsibleAgency, language)}${d.startsBy ? `, ${dayOn(page, d.startsBy)}` : ''})`}</li>
        ))}
      </ul>
      <form method="post" action={place} class="task" data-draft={place}>
        <input type="hidden" name="_csrf" value={page.session?.csrf ?? ''} />
        <input type="hidden" name="_commandId" value={commandId} />
        <input type="hidden" name="subject" value={keyOf(about.subject)} />
        <Presence page={page} mode={mode} about={about} />
        {itsCase ? <SayFields page={page} of={itsCase} drawing={drawing} /> : null}
        <FieldList drawing={drawing} fields={{ decision, responsibleAgency, startsBy, offers }} prefix="data." />
        <div class="task-send">
          <button class="button button-primary" type="submit">
            {say(isLast ? 'meeting.record' : 'meeting.record-and-next')}
          </button>
          <button class="button button-secondary" type="submit" name="_close" value="true">
            {say('meeting.record-and-close')}
          </button>
        </div>
      </form>
      <Journal page={page} mode={mode} />
    </>
  );
}

/** What was decided so far, item by item, as it will stand in the minutes. */
function Journal({ page, mode: { found } }: { page: Page; mode: Mode }) {
  const { say, plan, language } = page;
  return (
    <>
      <h2>{say('meeting.journal')}</h2>
      {found.decisions.length === 0 ? (
        <p>{say('meeting.journal.none')}</p>
      ) : (
        <Table
          caption={say('meeting.journal')}
          head={[
            ...[say('col.about'), say('col.decision'), say('meeting.offers'), say('col.agency')],
            ...[say('col.starts-by'), say('col.recorded')],
          ]}
          rows={found.decisions.map((d) => [
            <AboutLink page={page} about={{ ...d.subject, number: d.number }} opens={found.opens} />,
            d.decision ?? '',
            [d.offers].flat().filter(Boolean).join(', '),
            planName(plan?.agencies, d.responsibleAgency, language),
            d.startsBy ? dayOn(page, d.startsBy) : '',
            <span class="nowrap">{datedOn(page, d.at)}</span>,
          ])}
        />
      )}
    </>
  );
}

/** Every item, with what has been decided already marked. */
function Steps({ page, mode: { found, item } }: { page: Page; mode: Mode }) {
  const decided = new Set(found.decisions.map((d) => keyOf(d.subject)));
  return (
    <ol class="phases" aria-label={page.say('meeting.agenda')}>
      {found.agenda.map((one, i) => (
        <li class={decided.has(keyOf(one.subject)) ? 'past' : ''} aria-current={i === item ? 'step' : undefined}>
          {i === item ? (
            `${i + 1}. ${numberOf(one.number)}`
          ) : (
            <a href={modeHref(page, found.meetingId, i)}>{`${i + 1}. ${numberOf(one.number)}`}</a>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Until it is written down who came, each agency that is called in is asked for; then those who are there for this very item are said. */
function Presence({ page, mode, about }: { page: Page; mode: Mode; about: AgendaItem }) {
  const { say, plan, language, session } = page;
  const { found, form } = mode;
  if (found.heldAt !== null)
    return (
      <p class="known">
        <span class="known-label">{say('meeting.present')}</span>{' '}
        <strong>{about.present.map((p) => `${p.userId} (${p.agency})`).join(', ')}</strong>
      </p>
    );
  const own = session?.actor.agency ?? '';
  const called = [...new Set([own, ...found.invited, ...found.agenda.flatMap((i) => i.invited)])].filter(Boolean);
  return (
    <fieldset class="group presence">
      <legend class="h4">{say('meeting.present')}</legend>
      <p class="form-hint">{say('meeting.initials')}</p>
      {called.map((agency) => {
        const name = `present.${agency}`;
        const filled = agency === own ? { [name]: session?.actor.userId ?? '', ...form } : form;
        const label = planName(plan?.agencies, agency, language);
        return <Input put={{ page, name, label, optional: true, form: filled }} is="line" />;
      })}
    </fieldset>
  );
}

/** The way in, from the page of the meeting. */
export const modeHref = ({ infohus }: Page, meetingId: string, item = 0): string =>
  `/meetings/${meetingId}/mode?infohus=${infohus}&item=${item + 1}`;
