import type { Child } from 'hono/jsx';
import { codeName, fieldName, wordFor } from '../../words/labels.js';
import { nameOf } from '../../words/names.js';
import { when } from '../format.js';
import { type Page, Table } from '../layout.js';

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
          <Details page={page} data={e.data} />
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

function Details({ page, data }: { page: Page; data: object }) {
  const fields = Object.entries(data).filter(([field]) => !NEVER.has(field));
  return (
    <dl>
      {fields.map(([field, value]) => (
        <>
          <dt>{fieldName(field, page.language)}</dt>
          <dd>{shown(page, value)}</dd>
        </>
      ))}
    </dl>
  );
}

function shown(page: Page, value: unknown): Child {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((v) => shown(page, v)).flatMap((v, i) => (i === 0 ? [v] : [', ', v]));
  if (typeof value === 'object') return <Details page={page} data={value} />;
  if (typeof value === 'boolean') return page.say(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? when(text) : wordFor(text, page.language);
}
