import type { Child } from 'hono/jsx';
import { placeOf } from '../../../domain/plan/place.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { codeName, fieldName, wordFor } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { planName } from '../choices.js';
import { datedOn, dateOf } from '../dates.js';
import type { Schema } from '../form-schema.js';
import { type Page, Table } from '../layout.js';
import { ActList, type Acts, actsAbout } from '../tasks/acts.js';
import { fieldOf, fieldsOf, giverOf, meaningOf } from './event-fields.js';

export interface Happened {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: { readonly agency: string; readonly role: string };
  readonly controller: string;
  readonly data: object;
  readonly corrected?: boolean | undefined;
  /** As it was recorded, where it was corrected since. */
  readonly recorded?: object | undefined;
  readonly annulled?: boolean | undefined;
}
/** What an id stands for, in words; undefined: nothing that the reader is shown. */
export type NameOf = (id: string) => string | undefined;

interface Props {
  readonly page: Page;
  readonly events: readonly Happened[];
  readonly names?: NameOf;
  /** What can be done with each, where the record has an address: corrected, annulled. */
  readonly amend?: { readonly on: string; readonly acts: Acts } | undefined;
}

/** What happened, the newest on top, with what was written for those who may read it; who controls the data stands beside (KØ-11). */
export function Timeline({ page, events, names = () => undefined, amend }: Props) {
  const { say, language, plan } = page;
  const agency = (code: string) => planName(plan?.agencies, code, language);
  const mark = (e: Happened) =>
    `${e.corrected ? ` (${say('case.corrected')})` : ''}${e.annulled ? ` (${say('case.annulled')})` : ''}`;
  const head = (['occurred', 'recorded', 'what', 'by', 'controller'] as const).map((k) => say(`col.${k}`));
  if (events.length === 0) return <p>{say('case.timeline.none')}</p>;
  return (
    <Table
      caption={say('case.timeline')}
      head={[...head, ...(amend ? [''] : [])]}
      rows={events.toReversed().map((e) => [
        datedOn(page, e.occurredAt),
        datedOn(page, e.recordedAt),
        <details>
          <summary>{`${nameOf(e.type, language)}${mark(e)}`}</summary>
          <Details page={page} names={names} data={e.data} {...declaredAs(e.type)} />
          {e.recorded ? (
            <>
              <p class="was">{say('case.was')}</p>
              <del>
                <Details page={page} names={names} data={onlyOther(e.recorded, e.data)} {...declaredAs(e.type)} />
              </del>
            </>
          ) : null}
        </details>,
        `${agency(e.actor.agency)}, ${codeName(e.actor.role, language)}`,
        agency(e.controller),
        ...(amend ? [<Amend page={page} amend={amend} event={e} />] : []),
      ])}
    />
  );
}

/** "Ret" and "Annullér", on the row of the event, for who may. */
function Amend({ page, amend, event }: { page: Page; amend: NonNullable<Props['amend']>; event: Happened }) {
  const called = { CorrectEvent: page.say('acts.correct'), AnnulEvent: page.say('acts.annul') };
  const of = `${nameOf(event.type, page.language)} ${datedOn(page, event.occurredAt)}`;
  return (
    <ActList
      page={page}
      on={amend.on}
      acts={actsAbout(amend.acts, { eventId: event.eventId })}
      of={of}
      called={called}
    />
  );
}

/** What stood there otherwise. */
function onlyOther(before: object, now: object): object {
  const after = now as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field])),
  );
}

const declaredAs = (type: string) => ({ schema: fieldsOf(type), command: giverOf(type) });

/** Forms of extremism are counted and never shown with a person (domain.md rule 13). What an amendment names is on its own row; what seals a document tells nobody anything. */
const NEVER = new Set(['forms', 'ids', 'target', 'key', 'commitment']);

/** What was written of one event, for those who may read it. */
export function Written({ page, event, names }: { page: Page; event: Happened; names: NameOf }) {
  return <Details page={page} names={names} data={event.data} {...declaredAs(event.type)} />;
}

interface TimelineProps {
  readonly page: Page;
  readonly names: NameOf;
  readonly schema: Schema | undefined;
  /** Given by it: the same field is called otherwise by another. */
  readonly command: string | undefined;
}
function Details({ page, names, data, schema, command }: TimelineProps & { readonly data: object }) {
  const { target } = data as { readonly target?: string };
  const fields = Object.entries(data).flatMap(([field, value]): readonly (readonly [string, Child])[] => {
    if (NEVER.has(field)) return [];
    const by = field === 'changes' && target ? giverOf(target) : command;
    const told = shown({ page, names, schema: fieldOf(schema, field, data), command: by, field }, value);
    return told === '' ? [] : [[field, told]];
  });
  return (
    <dl>
      {fields.map(([field, told]) => (
        <>
          <dt>{fieldName(field, page.language, command)}</dt>
          <dd>{told}</dd>
        </>
      ))}
    </dl>
  );
}

/** What stands in the place of a text that is not opened, or that nobody can open any more (application/codec.ts). */
const NOT_READ = { '[sealed]': 'case.text-sealed', '[erased]': 'case.text-erased' } as const;

function shown(of: TimelineProps & { readonly field: string }, value: unknown): Child {
  const { page, names, schema, command, field } = of;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const item = { ...of, schema: schema?.sealed && schema.items?.format !== 'uuid' ? schema : schema?.items };
    const told = value.map((v) => shown(item, v)).filter((v) => v !== '');
    return told.length === 0 ? '' : told.flatMap((v, i) => (i === 0 ? [v] : [', ', v]));
  }
  if (typeof value === 'object')
    return <Details page={page} names={names} data={value} schema={schema} command={command} />;
  if (typeof value === 'boolean') return page.say(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const meaning = meaningOf(schema);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dateOf(page, text);
  if (meaning === 'text')
    return Object.hasOwn(NOT_READ, text) ? page.say(NOT_READ[text as keyof typeof NOT_READ]) : text;
  if (meaning === 'id') return names(text) ?? '';
  if (meaning === 'instant') return datedOn(page, text);
  return inPlan(page, field, text) ?? wordFor(text, page.language);
}

/** A code of the plan by its name. What a type of case is called means something else in another field: `adult` is an age there. */
function inPlan({ plan, plans, language }: Page, field: string, code: string): string | undefined {
  if (/infohus$/i.test(field)) return placeOf(plans, code, language);
  if (!plan) return undefined;
  const own = OWN[field]?.(plan);
  const lists = own ? [own] : [plan.agencies, plan.offerKinds, plan.legalBases];
  return lists.flatMap((list) => list.filter((n) => n.code === code))[0]?.name[language];
}
type Named = readonly { readonly code: string; readonly name: Plan['name'] }[];
const OWN: Readonly<Record<string, (plan: Plan) => Named>> = {
  caseType: ({ caseTypes }) => caseTypes,
  channel: ({ channels }) => channels,
  level: ({ levels }) => levels.map(({ level, name }) => ({ code: level, name })),
};
