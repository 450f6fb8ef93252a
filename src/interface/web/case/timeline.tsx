import type { Child } from 'hono/jsx';
import { codeName, fieldName, wordFor } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import type { Schema } from '../form-schema.js';
import { when } from '../format.js';
import { type Page, Table } from '../layout.js';
import { fieldOf, fieldsOf, meaningOf } from './event-fields.js';

export interface Happened {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: { readonly agency: string; readonly role: string };
  readonly controller: string;
  readonly data: object;
  readonly corrected?: boolean | undefined;
  readonly annulled?: boolean | undefined;
}

/** What happened, in the order in which it happened, with what was written for those who may read it; who controls the data stands beside (KØ-11). */
export function Timeline({ page, events }: { page: Page; events: readonly Happened[] }) {
  const { say, language } = page;
  const mark = (e: Happened) =>
    `${e.corrected ? ` (${say('case.corrected')})` : ''}${e.annulled ? ` (${say('case.annulled')})` : ''}`;
  return (
    <Table
      caption={say('case.timeline')}
      head={(['occurred', 'recorded', 'what', 'by', 'controller'] as const).map((k) => say(`col.${k}`))}
      rows={events.map((e) => [
        when(e.occurredAt),
        when(e.recordedAt),
        <details>
          <summary>{`${nameOf(e.type, language)}${mark(e)}`}</summary>
          <Details page={page} data={e.data} schema={fieldsOf(e.type)} />
          <p class="proof">{e.eventId}</p>
        </details>,
        `${e.actor.agency}, ${codeName(e.actor.role, language)}`,
        e.controller,
      ])}
    />
  );
}

/** Forms of extremism are counted and never shown with a person (domain.md rule 13). */
const NEVER = new Set(['forms']);

interface Shown {
  readonly page: Page;
  readonly schema: Schema | undefined;
}
function Details({ page, data, schema }: Shown & { readonly data: object }) {
  const fields = Object.entries(data).filter(([field]) => !NEVER.has(field));
  return (
    <dl>
      {fields.map(([field, value]) => (
        <>
          <dt>{fieldName(field, page.language)}</dt>
          <dd>{shown({ page, schema: fieldOf(schema, field, data) }, value)}</dd>
        </>
      ))}
    </dl>
  );
}

function shown({ page, schema }: Shown, value: unknown): Child {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    const item = { page, schema: schema?.sealed ? schema : schema?.items };
    return value.map((v) => shown(item, v)).flatMap((v, i) => (i === 0 ? [v] : [', ', v]));
  }
  if (typeof value === 'object') return <Details page={page} data={value} schema={schema} />;
  if (typeof value === 'boolean') return page.say(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const meaning = meaningOf(schema);
  if (meaning === 'text') return text;
  return meaning === 'instant' ? when(text) : wordFor(text, page.language);
}
